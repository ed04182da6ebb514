//! The URLs of the Account Portal's pages, and of an application's own pages in their place.
//!
//! Source: <https://clerk.com/docs/guides/account-portal/overview>.

use super::endpoint::check_page_url;
use super::request::{DEV_BROWSER, push_pair};
use crate::error::{Code, Error, Result};
use crate::util::compact::{concat, split_once};
use crate::util::text::Secret;

/// A page to which an application sends its users.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AccountPage {
    SignIn,
    SignUp,
    UserProfile,
    OrganizationProfile,
}

impl AccountPage {
    #[cfg(test)]
    pub const ALL: [AccountPage; 4] = [
        AccountPage::SignIn,
        AccountPage::SignUp,
        AccountPage::UserProfile,
        AccountPage::OrganizationProfile,
    ];

    fn path(self) -> &'static str {
        ["/sign-in", "/sign-up", "/user", "/organization"][self as usize]
    }
}

/// The URLs of an application's own sign-in page and sign-up page, which take the place of the
/// Account Portal's.
pub(crate) struct OwnPages([Option<String>; 2]);

impl OwnPages {
    /// Checks the URLs. Each is a path that begins with one slash, or an absolute URL (https, or
    /// http for localhost). It has no query and no fragment.
    pub fn new(urls: [Option<String>; 2]) -> Result<Self> {
        for (option, url) in ["signInUrl", "signUpUrl"].into_iter().zip(&urls) {
            if let Some(url) = url {
                check_page_url(option, url)?;
            }
        }
        Ok(OwnPages(urls))
    }

    /// Returns the URLs of the sign-in page and the sign-up page. An absent one is empty.
    #[cfg(feature = "npm")]
    pub fn urls(&self) -> [&str; 2] {
        self.0.each_ref().map(|url| url.as_deref().unwrap_or_default())
    }

    /// Returns the application's own page, if it has one.
    pub fn get(&self, page: AccountPage) -> Option<&str> {
        self.0.get(page as usize)?.as_deref()
    }
}

/// Returns the URL of a page: the application's own page, or else the Account Portal's. It leads
/// back to `redirect_url`, unless that is empty.
///
/// `dev_browser` identifies this browser to the portal of a development instance. No other page
/// receives it.
pub(crate) fn account_url(
    frontend_api: &str,
    page: AccountPage,
    own: Option<&str>,
    redirect_url: &str,
    dev_browser: Option<&Secret>,
) -> Result<String> {
    let mut query = String::new();
    if !redirect_url.is_empty() {
        push_pair(&mut query, "redirect_url", redirect_url);
    }
    let url = match own {
        Some(own) => own.into(),
        None => {
            if let Some(token) = dev_browser {
                push_pair(&mut query, DEV_BROWSER, token.expose());
            }
            portal_url(frontend_api, page)?
        }
    };
    Ok(concat(&[&url, if query.is_empty() { "" } else { "?" }, &query]))
}

/// Returns the URL of a page of the Account Portal. Its host is `accounts.example.com` for
/// `clerk.example.com`, and `good-fox-1.accounts.dev` for `good-fox-1.clerk.accounts.dev`.
fn portal_url(frontend_api: &str, page: AccountPage) -> Result<String> {
    let mut url = String::from("https://");
    let mut rest = frontend_api;
    while let Some((label, after)) = split_once(rest, b'.') {
        if *label == *"clerk" {
            let after = after.strip_prefix("accounts.").unwrap_or(after);
            return Ok(concat(&[&url, "accounts.", after, page.path()]));
        }
        url.push_str(label);
        url.push('.');
        rest = after;
    }
    let message = concat(&["no Account Portal is known for ", frontend_api]);
    Err(Error::new(Code::InvalidOptions, &message))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://app.example.com/a?b=1&c#d";

    fn url(host: &str, page: AccountPage, redirect_url: &str) -> String {
        account_url(host, page, None, redirect_url, None).unwrap()
    }

    #[test]
    fn the_portal_is_on_the_host_that_clerks_rule_names() {
        for (frontend_api, portal) in [
            ("clerk.example.com", "https://accounts.example.com"),
            ("clerk.app.example.com", "https://accounts.app.example.com"),
            ("good-fox-1.clerk.accounts.dev", "https://good-fox-1.accounts.dev"),
        ] {
            let [sign_in, sign_up, user, organization] =
                AccountPage::ALL.map(|page| url(frontend_api, page, ""));
            assert_eq!(sign_in, [portal, "/sign-in"].concat());
            assert_eq!(sign_up, [portal, "/sign-up"].concat());
            assert_eq!(user, [portal, "/user"].concat());
            assert_eq!(organization, [portal, "/organization"].concat());
        }
    }

    #[test]
    fn a_host_without_a_portal_is_an_error_with_its_name() {
        for host in ["localhost", "api.example.com", "myclerk.example.com", "example.clerk"] {
            let error = account_url(host, AccountPage::SignIn, None, "", None).unwrap_err();
            assert_eq!(error.code, Code::InvalidOptions);
            assert!(error.message.ends_with(host), "{}", error.message);
        }
    }

    #[test]
    fn the_way_back_is_one_encoded_parameter() {
        assert_eq!(
            url("clerk.example.com", AccountPage::UserProfile, HERE),
            "https://accounts.example.com/user\
             ?redirect_url=https%3A%2F%2Fapp.example.com%2Fa%3Fb%3D1%26c%23d"
        );
    }

    #[test]
    fn only_the_portal_receives_the_token_of_the_development_browser() {
        let token = Secret("dvb_1+2".into());
        let of = |own| {
            let host = "good-fox-1.clerk.accounts.dev";
            account_url(host, AccountPage::SignIn, own, "https://a.example", Some(&token)).unwrap()
        };
        assert_eq!(
            of(None),
            "https://good-fox-1.accounts.dev/sign-in\
             ?redirect_url=https%3A%2F%2Fa.example&__clerk_db_jwt=dvb_1%2B2"
        );
        assert_eq!(of(Some("/login")), "/login?redirect_url=https%3A%2F%2Fa.example");
    }

    #[test]
    fn own_pages_replace_the_sign_in_and_the_sign_up_page_alone() {
        let own = OwnPages::new([Some("/login".into()), None]).unwrap();
        assert_eq!(AccountPage::ALL.map(|page| own.get(page)), [Some("/login"), None, None, None]);
        let own = OwnPages::new([None, Some("https://a.example/join".into())]).unwrap();
        let urls = AccountPage::ALL.map(|page| own.get(page));
        assert_eq!(urls, [None, Some("https://a.example/join"), None, None]);
        let url = account_url("clerk.example.com", AccountPage::SignUp, urls[1], "", None);
        assert_eq!(url.unwrap(), "https://a.example/join", "without a way back");
    }

    #[test]
    fn the_implementation_for_javascript_has_the_same_names() {
        let script = include_str!("../npm/entry/account_urls.js");
        let names = AccountPage::ALL.map(AccountPage::path).into_iter();
        for name in names.chain(["redirect_url", DEV_BROWSER]) {
            assert!(script.contains(name), "{name}");
        }
    }

    #[test]
    fn an_own_page_is_a_path_or_an_absolute_url() {
        for url in [
            "/",
            "/sign-in",
            "/a/b-c/",
            "https://login.example.com",
            "https://login.example.com:8443/sign-in",
            "http://localhost:3001/sign-in",
            "http://127.0.0.1/sign-in",
        ] {
            assert!(OwnPages::new([Some(url.into()), None]).is_ok(), "{url}");
        }
        for url in [
            "",
            "sign-in",
            "//login.example.com",
            "/\\login.example.com",
            "/\t/login.example.com",
            "/a b",
            "/a?b",
            "/a#b",
            "/a/../b",
            "http://login.example.com",
            "http://localhost.example.com",
            "https://",
            "javascript:alert(1)",
        ] {
            for (option, urls) in
                [("signInUrl", [Some(url.into()), None]), ("signUpUrl", [None, Some(url.into())])]
            {
                let error = OwnPages::new(urls).err().unwrap();
                assert_eq!(error.code, Code::InvalidOptions, "{url}");
                assert!(error.message.starts_with(option), "{}", error.message);
            }
        }
    }
}
