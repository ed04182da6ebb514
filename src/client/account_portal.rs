//! The URLs of the Account Portal's pages (<https://clerk.com/docs/guides/account-portal/overview>)
//! and of an application's own pages in their place. `src/npm/entry/account_urls.js` implements the
//! same for JavaScript.

use super::engine::Engine;
use super::session_client::SessionClient;
use crate::api::account_portal::{self as api, AccountPage};
use crate::api::request::DEV_BROWSER;
use crate::browser;
use crate::error::{Code, Error, Result};

impl SessionClient {
    /// Returns the URL of the sign-in page: the application's own page, if
    /// [`Options`](crate::Options) names one, or else the Account Portal's. Sends nothing.
    ///
    /// The URL leads back to `redirect_url`, which is resolved against the page's URL. It defaults
    /// to the page. In a worker or on a server there is no page: only an absolute URL can lead
    /// back, and by default none does.
    ///
    /// The URL of a development instance's portal holds the development browser's token, by which
    /// the portal recognizes this browser. Such a URL must not be logged.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`]: `redirect_url`, or by default the page, has no http(s) URL.
    /// [`Code::InvalidOptions`]: the host of the Frontend API does not tell that of the portal,
    /// because none of its labels is `clerk`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// println!("Sign in at {}", client.sign_in_url(Some("/orders"))?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn sign_in_url(&self, redirect_url: Option<&str>) -> Result<String> {
        account_url(&self.engine, AccountPage::SignIn, redirect_url)
    }

    /// Returns the URL of the sign-up page. Otherwise like [`sign_in_url`](Self::sign_in_url).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// println!("Sign up at {}", client.sign_up_url(None)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn sign_up_url(&self, redirect_url: Option<&str>) -> Result<String> {
        account_url(&self.engine, AccountPage::SignUp, redirect_url)
    }

    /// Returns the URL of the portal's page about the user. Otherwise like
    /// [`sign_in_url`](Self::sign_in_url).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// println!("Change your password at {}", client.user_profile_url(None)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn user_profile_url(&self, redirect_url: Option<&str>) -> Result<String> {
        account_url(&self.engine, AccountPage::UserProfile, redirect_url)
    }

    /// Returns the URL of the portal's page about the active organization. Otherwise like
    /// [`sign_in_url`](Self::sign_in_url).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// println!("Invite members at {}", client.organization_profile_url(None)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn organization_profile_url(&self, redirect_url: Option<&str>) -> Result<String> {
        account_url(&self.engine, AccountPage::OrganizationProfile, redirect_url)
    }
}

/// Returns the URL of a page, with the way back.
fn account_url(engine: &Engine, page: AccountPage, redirect_url: Option<&str>) -> Result<String> {
    let Some(redirect_url) = browser::resolve_url(redirect_url, DEV_BROWSER) else {
        let reason = "redirectUrl, or the page, must be an http(s) URL";
        return Err(Error::new(Code::InvalidArgument, reason));
    };
    let dev_browser = engine.transport.credentials.dev_browser_token();
    api::account_url(
        &engine.transport.endpoint.host,
        page,
        engine.own_pages.get(page),
        &redirect_url,
        dev_browser.as_ref(),
    )
}
