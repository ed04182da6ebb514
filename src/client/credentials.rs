//! The credentials that identify the browser, and the tokens in responses that replace them.

use core::cell::RefCell;
use std::rc::Rc;

use crate::api::cookies::{Cookies, is_token};
use crate::api::request::{Credentials, DEV_BROWSER};
use crate::api::response::ResponseHeaders;
use crate::browser;
use crate::util::compact::concat;
use crate::util::text::Secret;

/// A function that stores a new token.
pub type TokenListener = Rc<dyn Fn(&str)>;

/// The method that identifies the browser, with its present token.
pub(crate) struct CredentialStore {
    method: AuthMethod,
    token: RefCell<Option<Secret>>,
    /// The development browser's token that the server last refused.
    refused: RefCell<Option<Secret>>,
    /// The names of the cookies in which clerk-js keeps a development browser's token. All clients
    /// of the page share the token through them.
    cookies: Vec<String>,
    on_change: Option<TokenListener>,
}

#[derive(PartialEq)]
enum AuthMethod {
    Cookie,
    /// A token that identifies a browser to a development instance.
    DevBrowser,
    ClientToken,
}

impl CredentialStore {
    fn new(method: AuthMethod, token: Option<&str>, on_change: Option<TokenListener>) -> Self {
        let token = RefCell::new(token.map(|token| Secret(token.into())));
        CredentialStore {
            method,
            token,
            refused: RefCell::default(),
            cookies: Vec::new(),
            on_change,
        }
    }

    pub fn cookie() -> Self {
        CredentialStore::new(AuthMethod::Cookie, None, None)
    }

    pub fn client_token(token: &str, on_change: Option<TokenListener>) -> Self {
        CredentialStore::new(AuthMethod::ClientToken, Some(token), on_change)
    }

    /// Returns the store of a development browser. Its token is `given`, or else the one that a
    /// sign-in on another host put into the page's URL.
    pub fn dev_browser(
        suffix: Option<&str>,
        given: Option<&str>,
        on_change: Option<TokenListener>,
    ) -> Self {
        let mut store = CredentialStore::new(AuthMethod::DevBrowser, given, on_change);
        if let Some(suffix) = suffix {
            store.cookies.push(concat(&[DEV_BROWSER, suffix]));
        }
        store.cookies.push(DEV_BROWSER.into());
        if given.is_none()
            && let Some(token) =
                browser::take_query_parameter(DEV_BROWSER).filter(|token| is_token(token))
        {
            store.replace(&Secret(token.as_str().into()));
        }
        store
    }

    /// Returns the present credentials. `None` if there is no development browser yet.
    pub fn current(&self) -> Option<Credentials> {
        Some(match self.method {
            AuthMethod::Cookie => Credentials::Cookie,
            AuthMethod::DevBrowser => Credentials::DevBrowser(self.token()?),
            AuthMethod::ClientToken => Credentials::ClientToken(self.token()?),
        })
    }

    /// Returns the development browser's token, if that identifies the browser.
    pub fn dev_browser_token(&self) -> Option<Secret> {
        (self.method == AuthMethod::DevBrowser).then(|| self.token())?
    }

    /// Returns whether these credentials are the present ones.
    pub fn hold(&self, credentials: &Credentials) -> bool {
        self.current().as_ref() == Some(credentials)
    }

    /// Returns the token. If there is none yet, reads the one that clerk-js or another client has
    /// put into the cookies since.
    fn token(&self) -> Option<Secret> {
        let token = self.token.borrow().clone();
        token.or_else(|| {
            let found = self.token_in_cookies()?;
            self.token.replace(Some(found.clone()));
            Some(found)
        })
    }

    fn token_in_cookies(&self) -> Option<Secret> {
        if self.cookies.is_empty() {
            return None;
        }
        let text = browser::read_cookies();
        let refused = self.refused.borrow();
        let is_good = |value: &str| {
            is_token(value) && refused.as_ref().is_none_or(|refused| *refused.expose() != *value)
        };
        let found = self.cookies.iter().find_map(|name| {
            Cookies(&text).find(|(other, value)| **other == **name && is_good(value))
        });
        found.map(|(_, value)| Secret(value.into()))
    }

    /// Keeps the token in a response's headers, if the request was sent with the present token.
    /// Otherwise the response's token may be older than the present one.
    pub fn take_from(&self, headers: &ResponseHeaders, sent: &Credentials) {
        let new = match self.method {
            AuthMethod::Cookie => None,
            AuthMethod::DevBrowser => headers.dev_browser.as_ref(),
            AuthMethod::ClientToken => headers.authorization.as_ref(),
        };
        let Some(new) = new else { return };
        let token = new.expose();
        let token = token.strip_prefix("Bearer ").unwrap_or(token);
        if is_token(token) && self.hold(sent) {
            self.replace(&Secret(token.into()));
        }
    }

    /// Keeps the token of a new development browser. If another tab, another client or clerk-js has
    /// put one into the cookies first, keeps that: all of a page's clients share one.
    pub fn keep_created(&self, created: &Secret) {
        match self.token_in_cookies() {
            Some(found) => {
                self.token.replace(Some(found));
            }
            None => self.replace(created),
        }
    }

    /// Replaces the token, and shares the new one through the cookies and the listener.
    fn replace(&self, new: &Secret) {
        let before = self.token.replace(Some(new.clone()));
        if before.as_ref() == Some(new) {
            return;
        }
        self.cookies.iter().for_each(|name| browser::write_cookie(name, new.expose()));
        if let Some(on_change) = &self.on_change {
            on_change(new.expose());
        }
    }

    /// Drops a development browser's token that the server no longer accepts, and the cookies that
    /// hold it. Returns whether the request may be sent again with another.
    pub fn reject(&self, sent: &Credentials) -> bool {
        let Credentials::DevBrowser(token) = sent else { return false };
        if !self.hold(sent) {
            return true;
        }
        self.token.take();
        self.refused.replace(Some(token.clone()));
        let text = browser::read_cookies();
        for (name, value) in Cookies(&text) {
            if *value == *token.expose() && self.cookies.iter().any(|own| **own == *name) {
                browser::write_cookie(name, "");
            }
        }
        true
    }
}
