//! The tables of a reverification.

use super::session::Session;
use super::verification::Verification;
use crate::util::text::Text;

string_enum! {
    /// The next step of a reverification.
    pub enum VerificationStatus {
        /// The first factor must be verified.
        NeedsFirstFactor = "needs_first_factor",
        /// The second factor must be verified.
        NeedsSecondFactor = "needs_second_factor",
        /// None: all required factors are verified.
        Complete = "complete",
    }

    /// The factors that a reverification requires.
    pub enum VerificationLevel {
        /// The first factor: a password, a code, a passkey, …
        FirstFactor = "first_factor",
        /// The second factor, or the first if the user has no second.
        SecondFactor = "second_factor",
        /// Both, or the first if the user has no second.
        MultiFactor = "multi_factor",
    }
}

models! {
    /// A reverification of a session in its current state: the user verifies their identity again
    /// (<https://clerk.com/docs/guides/secure/reverification>).
    pub struct SessionVerification {
        /// The factors that it requires: the first alone, if the user has no second.
        level: VerificationLevel,
        /// Its next step. If it is complete, the session's
        /// [`factor_verification_age`](Session::factor_verification_age) is new, and so are the
        /// claims of its next token.
        status: VerificationStatus,
        /// The ways in which the first factor can be verified.
        supported_first_factors: Vec<VerificationFactor>,
        /// The ways in which the second factor can be verified.
        supported_second_factors: Vec<VerificationFactor>,
        /// The state of the first factor. `None` if it has not begun.
        first_factor_verification: Option<Verification>,
        /// The state of the second factor. `None` if it has not begun.
        second_factor_verification: Option<Verification>,
        /// The session that it verifies, in part. Its user and its
        /// [`factor_verification_age`](Session::factor_verification_age) are in the client's
        /// [`sessions`](crate::model::Client::sessions).
        session: Option<Session>,
    }

    /// A way to verify a factor. The strategy decides which of the ids it has.
    pub struct VerificationFactor {
        /// `password`, `email_code`, `phone_code`, `passkey`, `totp`, … as the server sends it.
        strategy: Option<Text>,
        /// The identification, with most of it hidden.
        safe_identifier: Option<Text>,
        /// For `prepare_first_factor()`: the id of the enterprise connection that the user signs in
        /// with.
        enterprise_connection_id: Option<Text>,
        /// The name of that connection, for display.
        enterprise_connection_name: Option<Text>,
        /// For `prepare_first_factor()`: the id of the email address that gets the code, `idn_…`
        email_address_id: Option<Text>,
        /// For `prepare_first_factor()` and `prepare_second_factor()`: the id of the phone number
        /// that gets the code, `idn_…`
        phone_number_id: Option<Text>,
        /// The id of the wallet that signs: `idn_…`
        web3_wallet_id: Option<Text>,
        /// The id of the passkey that signs.
        passkey_id: Option<Text>,
        /// The id of the trusted device that confirms.
        trusted_device_id: Option<Text>,
        /// Whether it uses the user's primary address or number.
        primary: bool,
        /// For an OAuth or enterprise provider: the URL where the browser signs in.
        external_verification_redirect_url: Option<Text>,
        /// Whether to offer it first.
        default: bool,
    }
}
