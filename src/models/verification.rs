//! The table of the verification of an identification or a factor.

use super::error::ApiError;
use crate::document::Time;
use crate::util::text::Text;

models! {
    /// The state of the verification of an identification. The API has a form for each strategy;
    /// this has the fields of all.
    pub struct Verification {
        /// `unverified`, `verified`, `transferable`, `failed`, `expired`, … as the server sends it.
        status: Option<Text>,
        /// `email_code`, `oauth_google`, `passkey`, … as the server sends it.
        strategy: Option<Text>,
        /// The number of codes that were tried.
        attempts: Option<i64>,
        /// The time until which it can be completed.
        expire_at: Option<Time>,
        /// The client that completed it, which for a link may be another one.
        verified_at_client: Option<Text>,
        /// For a wallet: the text to sign. For a passkey: the request for it, as JSON.
        nonce: Option<Text>,
        /// For a wallet: the message to sign.
        message: Option<Text>,
        /// For a phone number: the channel of the code, `sms` or `whatsapp`.
        channel: Option<Text>,
        /// For an OAuth or enterprise provider: the URL where the browser signs in.
        external_verification_redirect_url: Option<Text>,
        /// The error because of which it failed.
        error: Option<ApiError>,
    }
}
