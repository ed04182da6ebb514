//! The three ways to say who asks, and the tokens that answers replace.

use core::cell::RefCell;
use std::rc::Rc;

use super::encoding::encode_base64url;
use super::fetch::Reply;
use super::request::Credentials;
use super::sha1::sha1;
use crate::browser;
use crate::json::{Secret, Text};
use crate::lean::concat;

/// The query parameter and the cookie of a development browser's token.
const DEV_BROWSER: &str = "__clerk_db_jwt";
const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Where the caller keeps a token.
pub(crate) type TokenListener = Rc<dyn Fn(&str)>;

pub(crate) enum Identity {
    Cookie,
    DevBrowser(DevBrowser),
    ClientToken { token: RefCell<Secret>, on_change: Option<TokenListener> },
}

/// A browser at a development instance, which a token stands for.
pub(crate) struct DevBrowser {
    token: RefCell<Option<Secret>>,
    /// Where clerk-js looks for it, and so where it is shared.
    cookies: Vec<String>,
    on_change: Option<TokenListener>,
}

impl Identity {
    /// Who asks, if that is known.
    pub fn credentials(&self) -> Option<Credentials> {
        Some(match self {
            Identity::Cookie => Credentials::Cookie,
            Identity::DevBrowser(browser) => Credentials::DevBrowser(browser.token()?),
            Identity::ClientToken { token, .. } => Credentials::ClientToken(token.borrow().clone()),
        })
    }

    /// Takes the tokens that an answer's headers carry, where they can be read.
    pub fn hear(&self, reply: &Reply) {
        match self {
            Identity::Cookie => {}
            Identity::DevBrowser(browser) => {
                if let Some(token) = reply.header("Clerk-Db-Jwt") {
                    browser.keep(&token);
                }
            }
            Identity::ClientToken { token, on_change } => {
                let Some(header) = reply.header("Authorization") else { return };
                let new = header.strip_prefix("Bearer ").unwrap_or(&header);
                if !new.is_empty() && token.borrow().expose() != new {
                    token.replace(Secret(new.into()));
                    if let Some(on_change) = on_change {
                        on_change(new);
                    }
                }
            }
        }
    }
}

impl DevBrowser {
    /// A token comes from the caller, else from the page's URL, where a sign-in elsewhere put it.
    pub fn new(publishable_key: Option<&str>, given: Option<&str>, on_change: Option<TokenListener>) -> Self {
        let suffixed = publishable_key.map(|key| concat(&[DEV_BROWSER, "_", &cookie_suffix(key)]));
        let cookies = suffixed.into_iter().chain([String::from(DEV_BROWSER)]).collect();
        let token = RefCell::new(given.map(|token| Secret(token.into())));
        let browser = DevBrowser { token, cookies, on_change };
        if given.is_none()
            && let Some(token) = browser::take_query_parameter(DEV_BROWSER)
        {
            browser.keep(&token);
        }
        browser
    }

    /// The token; also one that clerk-js or another of these has put on the page in the meantime.
    fn token(&self) -> Option<Secret> {
        let mut token = self.token.borrow_mut();
        if token.is_none() {
            let cookies = browser::read_cookies();
            let found = self.cookies.iter().find_map(|name| cookies.iter().find(|(other, _)| other == name));
            *token = found.map(|(_, value)| Secret(Text::from(value.as_str())));
        }
        token.clone()
    }

    /// Takes a new token, and puts it where it is shared.
    pub fn keep(&self, token: &str) {
        if self.token.borrow().as_ref().is_some_and(|known| known.expose() == token) {
            return;
        }
        self.token.replace(Some(Secret(token.into())));
        self.cookies.iter().for_each(|name| browser::write_cookie(name, token, YEAR_SECONDS));
        if let Some(on_change) = &self.on_change {
            on_change(token);
        }
    }

    /// Lets go of a token that the server no longer takes.
    pub fn forget(&self) {
        self.token.replace(None);
        self.cookies.iter().for_each(|name| browser::write_cookie(name, "", 0));
    }
}

/// What tells the cookies of one instance from another's: the first 8 characters of the base64url SHA-1 of its key.
fn cookie_suffix(publishable_key: &str) -> String {
    let mut suffix = encode_base64url(&sha1(publishable_key));
    suffix.truncate(8);
    suffix
}
