//! The options of a client, and the endpoint and credentials that follow from them.

use core::fmt;

use super::credentials::{CredentialStore, TokenListener};
use super::unreadable::ErrorListener;
use crate::api::cookies::is_token;
use crate::api::endpoint::{Endpoint, EndpointOptions};
use crate::error::{Code, Error, Result};
use crate::util::text::Secret;

/// The Frontend API to call, and the credentials to send.
///
/// In a page, only `publishable_key` is needed. The browser's cookies identify it. At a development
/// instance, a development browser's token does, which is shared with clerk-js through the page's
/// `__clerk_db_jwt` cookies. Name the fields that you set and take the rest from [`Default`]: a
/// later version may add options.
#[derive(Clone, Default)]
pub struct Options {
    /// The publishable key, `pk_live_…` or `pk_test_…`. It says which Frontend API to call. This or
    /// `frontend_api` is required.
    pub publishable_key: Option<String>,
    /// The Frontend API's origin or host, in place of the key's. If the host ends in
    /// `.accounts.dev`, the instance is a development instance.
    pub frontend_api: Option<String>,
    /// The absolute URL (https, or http for localhost) through which requests are sent. One of the
    /// two options above is still required.
    pub proxy_url: Option<String>,
    /// The application's own sign-in page, in place of the Account Portal's: a path of the page's
    /// origin (`/sign-in`), or an absolute URL (https, or http for localhost). It may have no query
    /// and no fragment. It must read the query parameter `redirect_url`, which leads back.
    pub sign_in_url: Option<String>,
    /// The application's own sign-up page, in the same forms.
    pub sign_up_url: Option<String>,
    /// A token that identifies the browser in place of cookies: for servers, native shells and
    /// extensions. It excludes `dev_browser`.
    ///
    /// The Frontend API sends it in the `Authorization` header of its response to a sign-in with
    /// `_is_native=1`, as Clerk's native kits send it. Give it without `Bearer `. The instance's
    /// Native API must be enabled. Clerk refuses the token from a page or its workers, because
    /// browsers add `Origin` to their requests.
    pub client_token: Option<String>,
    /// A function that stores a new client token. Called after the server has replaced the token,
    /// before the future of the call is ready.
    pub on_client_token: Option<TokenListener>,
    /// A development browser's token, if no page has a cookie that holds it. For development
    /// instances only.
    pub dev_browser: Option<String>,
    /// A function that stores a development browser's new token. Called before the future of the
    /// call is ready.
    pub on_dev_browser: Option<TokenListener>,
    /// A function that is called with a [`Code::InvalidResponse`] for each path of a decorative
    /// field that cannot be read and therefore reads as absent. Called once for each path, for 20
    /// paths at most for each loaded module. Defaults to a warning on the console.
    pub on_unreadable: Option<ErrorListener>,
    /// Whether pages keep the session token in the cookies `__session` and `__session_{suffix}`,
    /// from which Clerk's server SDKs read it. It excludes `client_token`. Defaults to `false`.
    ///
    /// From the first response on, the page requests a token whenever the cookie needs one. See the
    /// guide `docs/server-cookie.md` of the repository.
    pub session_cookie: bool,
    /// Whether the cookies that this page writes from now on are partitioned (CHIPS) in a frame of
    /// another origin. They also are if the page holds partitioned cookies of their names already.
    /// Applies to all clients of the page. Defaults to `false`.
    pub partitioned_cookies: bool,
    /// Whether a page that gets the focus touches the current session, at most once in 5 seconds.
    /// Clerk counts such use for its inactivity timeout. Defaults to `false`.
    pub touch_on_focus: bool,
    /// Whether a page requests the client once it has been heard and then becomes visible after 30
    /// seconds or more, or is online again after a request has failed. Until it is visible, a
    /// hidden page requests nothing because of a doubt. Defaults to `true`.
    pub refresh_on_visible: Option<bool>,
    /// Whether a pending session counts as none in [`session`](crate::SessionClient::session), for
    /// [`get_token`](crate::SessionClient::get_token) without a session, and for the cookies. All
    /// other calls act on it all the same. Defaults to `false`.
    pub pending_as_signed_out: bool,
    /// The timeout of each attempt in milliseconds, its body included: 1 to 2,147,483,647. Defaults
    /// to 15,000.
    pub timeout_ms: Option<u32>,
    /// The number of attempts after the first, for requests that are safe to repeat. Defaults to 3.
    ///
    /// A request is repeated if the network fails or the server responds with 429, 502, 503 or 504.
    /// It is not repeated after a timeout. The wait between attempts is that of `Retry-After`. If
    /// that is more than 30 seconds, the call fails at once. Without `Retry-After`, each wait is
    /// longer than the last.
    pub max_retries: Option<u32>,
}

/// Shows only whether there are tokens, and never a token.
impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |token: &Option<String>| token.as_ref().map(|_| Secret("".into()));
        formatter
            .debug_struct("Options")
            .field("publishable_key", &self.publishable_key)
            .field("frontend_api", &self.frontend_api)
            .field("proxy_url", &self.proxy_url)
            .field("sign_in_url", &self.sign_in_url)
            .field("sign_up_url", &self.sign_up_url)
            .field("client_token", &hidden(&self.client_token))
            .field("dev_browser", &hidden(&self.dev_browser))
            .field("session_cookie", &self.session_cookie)
            .field("partitioned_cookies", &self.partitioned_cookies)
            .field("touch_on_focus", &self.touch_on_focus)
            .field("refresh_on_visible", &self.refresh_on_visible)
            .field("pending_as_signed_out", &self.pending_as_signed_out)
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

    pub(super) fn credentials(
        &self,
        is_development: bool,
        suffix: Option<&str>,
    ) -> Result<CredentialStore> {
        let (client_token, dev_browser) =
            (self.client_token.as_deref(), self.dev_browser.as_deref());
        let reason = match (client_token, dev_browser) {
            (Some(_), Some(_)) => "clientToken and devBrowser cannot be combined",
            (Some(_), _) if self.session_cookie => {
                "clientToken and sessionCookie cannot be combined"
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
                let on_change = self.on_dev_browser.clone();
                return Ok(CredentialStore::dev_browser(suffix, dev_browser, on_change));
            }
            _ => return Ok(CredentialStore::cookie()),
        };
        Err(Error::new(Code::InvalidOptions, reason))
    }
}
