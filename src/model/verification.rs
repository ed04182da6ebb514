use super::{ApiError, Session, Time};
use crate::json::Text;

words! {
    /// What a reverification waits for.
    pub enum VerificationStatus {
        NeedsFirstFactor = "needs_first_factor",
        NeedsSecondFactor = "needs_second_factor",
        Complete = "complete",
    }

    /// How much a reverification asks for.
    pub enum VerificationLevel {
        FirstFactor = "first_factor",
        SecondFactor = "second_factor",
        MultiFactor = "multi_factor",
    }
}

models! {
    /// How far the verification of an identification has come. The wire has a shape for each strategy; this is all of them.
    pub struct Verification {
        /// `unverified`, `verified`, `failed`, `expired`, …: as the server sends it.
        status: Option<Text>,
        /// `email_code`, `oauth_google`, …: as the server sends it.
        strategy: Option<Text>,
        attempts: Option<i64>,
        expire_at: Option<Time>,
        verified_at_client: Option<Text>,
        nonce: Option<Text>,
        message: Option<Text>,
        channel: Option<Text>,
        external_verification_redirect_url: Option<Text>,
        error: Option<ApiError>,
    }

    /// A reverification of a session: the user proves again who they are.
    pub struct SessionVerification {
        status: VerificationStatus,
        level: VerificationLevel,
        session: Option<Session>,
        first_factor_verification: Option<Verification>,
        second_factor_verification: Option<Verification>,
        supported_first_factors: Vec<VerificationFactor>,
        supported_second_factors: Vec<VerificationFactor>,
    }

    /// A way to verify a factor.
    pub struct VerificationFactor {
        /// `password`, `email_code`, `passkey`, …: as the server sends it.
        strategy: Option<Text>,
        /// The identification, with most of it hidden.
        safe_identifier: Option<Text>,
        email_address_id: Option<Text>,
        phone_number_id: Option<Text>,
        web3_wallet_id: Option<Text>,
        passkey_id: Option<Text>,
        trusted_device_id: Option<Text>,
        enterprise_connection_id: Option<Text>,
        enterprise_connection_name: Option<Text>,
        external_verification_redirect_url: Option<Text>,
        primary: bool,
        default: bool,
    }
}
