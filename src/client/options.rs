//! The options of a client, and what is made of them.

use core::fmt;

use super::credentials::{CredentialStore, TokenListener};
use super::unreadable::ErrorListener;
use crate::api::cookies::is_token;
use crate::api::endpoint::{Endpoint, EndpointOptions};
use crate::error::{Code, Error, Result};
use crate::util::text::Secret;

/// The Frontend API to ask, and the credentials to ask with.
///
/// In a page nothing but `publishable_key` is needed: the browser's cookies identify it or, at a
/// development instance, a development browser that is shared with clerk-js by the page's
/// `__clerk_db_jwt` cookies. Name what you set and leave the rest to [`Default`]: there may be more
/// options one day.
#[derive(Clone, Default)]
pub struct Options {
    /// `pk_live_…` or `pk_test_…`; says which Frontend API to call. This or `frontend_api` is
    /// needed.
    pub publishable_key: Option<String>,
    /// The Frontend API's origin or host, in place of the key's. A host that ends in
    /// `.accounts.dev` is a development instance.
    pub frontend_api: Option<String>,
    /// The absolute URL (https, or http for localhost) that requests are sent through. Needs one of
    /// the two above all the same.
    pub proxy_url: Option<String>,
    /// A token that identifies the browser in place of cookies: for servers, native shells and
    /// extensions. Not together with `dev_browser`. It is what the Frontend API sends in the
    /// `Authorization` header of its answer to a sign-in made with `_is_native=1`, as Clerk's
    /// native kits make it, and is given without `Bearer `. The instance's Native API has to be
    /// switched on; from a page or its workers Clerk refuses it, since browsers add `Origin` to
    /// their requests.
    pub client_token: Option<String>,
    /// Called when the server has replaced the client token, to store it. Called before the future
    /// of the call is ready.
    pub on_client_token: Option<TokenListener>,
    /// A development browser's token, if there is no page whose cookie holds it. For development
    /// instances alone.
    pub dev_browser: Option<String>,
    /// Called with a new development browser's token, to store it. Called before the future of the
    /// call is ready.
    pub on_dev_browser: Option<TokenListener>,
    /// Called with a [`Code::InvalidResponse`] for each path of a decorative field that could not
    /// be read and so reads as absent: once for each path, 20 paths at most for each loaded module.
    /// By default these are written to the console.
    pub on_unreadable: Option<ErrorListener>,
    /// Milliseconds for each attempt, its body included: 1 to 2,147,483,647; 15,000 if `None`.
    pub timeout_ms: Option<u32>,
    /// How many attempts after the first, for requests that are safe to repeat: 3 if `None`. They
    /// are repeated when the network fails or the server answers 429, 502, 503 or 504, but not
    /// after a timeout. Between attempts they wait for as long as `Retry-After` says (more than 30
    /// seconds is an error at once), or else longer each time.
    pub max_retries: Option<u32>,
}

/// Shows of tokens only whether there are any.
impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |token: &Option<String>| token.as_ref().map(|_| Secret("".into()));
        formatter
            .debug_struct("Options")
            .field("publishable_key", &self.publishable_key)
            .field("frontend_api", &self.frontend_api)
            .field("proxy_url", &self.proxy_url)
            .field("client_token", &hidden(&self.client_token))
            .field("dev_browser", &hidden(&self.dev_browser))
            .field("timeout_ms", &self.timeout_ms)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

impl Options {
    pub(super) fn endpoint(&self) -> Result<Endpoint> {
        Endpoint::find(&EndpointOptions {
            publishable_key: self.publishable_key.as_deref(),
            frontend_api: self.frontend_api.as_deref(),
            proxy_url: self.proxy_url.as_deref(),
        })
    }

    pub(super) fn credentials(&self, is_development: bool) -> Result<CredentialStore> {
        let (client_token, dev_browser) =
            (self.client_token.as_deref(), self.dev_browser.as_deref());
        let reason = match (client_token, dev_browser) {
            (Some(_), Some(_)) => {
                "clientToken and devBrowser are two ways to identify: give one of them"
            }
            (Some(token), _) if !is_token(token) => "clientToken is empty, or not a token",
            (Some(token), _) => {
                return Ok(CredentialStore::client_token(token, self.on_client_token.clone()));
            }
            (_, Some(token)) if !is_token(token) => "devBrowser is empty, or not a token",
            (_, Some(_)) if !is_development => {
                "devBrowser is for development instances, whose host ends in .accounts.dev"
            }
            _ if is_development => {
                let (key, on_change) =
                    (self.publishable_key.as_deref(), self.on_dev_browser.clone());
                return Ok(CredentialStore::dev_browser(key, dev_browser, on_change));
            }
            _ => return Ok(CredentialStore::cookie()),
        };
        Err(Error::new(Code::InvalidOptions, reason))
    }
}
