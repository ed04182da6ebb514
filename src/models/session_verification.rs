use super::session::Session;
use super::verification::Verification;
use crate::util::text::Text;

string_enum! {
    /// What a reverification waits for.
    pub enum VerificationStatus {
        /// The first factor is to be verified.
        NeedsFirstFactor = "needs_first_factor",
        /// The second factor is to be verified.
        NeedsSecondFactor = "needs_second_factor",
        /// Nothing: all that was asked for is verified.
        Complete = "complete",
    }

    /// How much a reverification asks for.
    pub enum VerificationLevel {
        /// The first factor: a password, a code, a passkey, …
        FirstFactor = "first_factor",
        /// The second factor, or the first where the user has no second.
        SecondFactor = "second_factor",
        /// Both, or the first where the user has no second.
        MultiFactor = "multi_factor",
    }
}

models! {
    /// A reverification of a session: the user proves again who they are.
    pub struct SessionVerification {
        /// How much it asks for.
        level: VerificationLevel,
        /// What it waits for.
        status: VerificationStatus,
        /// The ways in which the first factor can be verified.
        supported_first_factors: Vec<VerificationFactor>,
        /// The ways in which the second factor can be verified.
        supported_second_factors: Vec<VerificationFactor>,
        /// How far the first factor has come. `None`: not begun.
        first_factor_verification: Option<Verification>,
        /// How far the second factor has come. `None`: not begun.
        second_factor_verification: Option<Verification>,
        /// The session that is verified.
        session: Option<Session>,
    }

    /// A way to verify a factor.
    pub struct VerificationFactor {
        /// `password`, `email_code`, `passkey`, …: as the server sends it.
        strategy: Option<Text>,
        /// The identification, with most of it hidden.
        safe_identifier: Option<Text>,
        /// By which enterprise connection the user signs in.
        enterprise_connection_id: Option<Text>,
        /// What that connection is called, for people.
        enterprise_connection_name: Option<Text>,
        /// Which email address the code goes to: `idn_…`
        email_address_id: Option<Text>,
        /// Which phone number the code goes to: `idn_…`
        phone_number_id: Option<Text>,
        /// Which wallet signs: `idn_…`
        web3_wallet_id: Option<Text>,
        /// Which passkey signs.
        passkey_id: Option<Text>,
        /// Which trusted device is asked.
        trusted_device_id: Option<Text>,
        /// Whether it is by the user's first address or number.
        primary: bool,
        /// For a provider elsewhere: where the browser goes to sign in.
        external_verification_redirect_url: Option<Text>,
        /// Whether it is the one to offer first.
        default: bool,
    }
}
