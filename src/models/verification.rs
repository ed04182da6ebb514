use super::error::ApiError;
use crate::document::Time;
use crate::util::text::Text;

models! {
    /// How far the verification of an identification has come. The wire has a shape for each strategy; this is all of them.
    pub struct Verification {
        /// `unverified`, `verified`, `transferable`, `failed`, `expired`, … as the server sends it.
        status: Option<Text>,
        /// `email_code`, `oauth_google`, `passkey`, … as the server sends it.
        strategy: Option<Text>,
        /// How often a code was tried.
        attempts: Option<i64>,
        /// Until when it can be completed.
        expire_at: Option<Time>,
        /// The client that completed it, for a link that may be opened elsewhere.
        verified_at_client: Option<Text>,
        /// For a wallet or a passkey: what is to be signed, or the request for it as JSON.
        nonce: Option<Text>,
        /// For a wallet: the text that is to be signed.
        message: Option<Text>,
        /// For a phone number: how the code is sent, `sms` or `whatsapp`.
        channel: Option<Text>,
        /// For a provider elsewhere: where the browser goes to sign in.
        external_verification_redirect_url: Option<Text>,
        /// Why it failed.
        error: Option<ApiError>,
    }
}
