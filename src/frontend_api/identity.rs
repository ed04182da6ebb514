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

/// Takes a new token, to keep it.
pub type TokenListener = Rc<dyn Fn(&str)>;

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

    /// Takes the token that an answer's header carries, where it can be read. An answer to a request that was sent with an older
    /// one than is known now may bring an older one.
    pub fn hear(&self, reply: &Reply, sent: &Credentials) {
        let header = match self {
            Identity::Cookie => return,
            Identity::DevBrowser(_) => reply.header("Clerk-Db-Jwt"),
            Identity::ClientToken { .. } => reply.header("Authorization"),
        };
        let Some(header) = header else { return };
        let new = header.strip_prefix("Bearer ").unwrap_or(&header);
        if !is_token(new) || self.credentials().as_ref() != Some(sent) {
            return;
        }
        match self {
            Identity::Cookie => {}
            Identity::DevBrowser(browser) => browser.keep(new),
            Identity::ClientToken { token, on_change } => {
                if token.replace(Secret(new.into())).expose() != new
                    && let Some(on_change) = on_change
                {
                    on_change(new);
                }
            }
        }
    }

    /// Lets go of a development browser's token that the server no longer takes.
    pub fn forget(&self, refused: &Credentials) {
        if let Identity::DevBrowser(browser) = self
            && self.credentials().as_ref() == Some(refused)
        {
            browser.forget();
        }
    }
}

/// Whether a text can be a token: what may stand in a cookie as it is (RFC 6265, 4.1.1).
pub(crate) fn is_token(text: &str) -> bool {
    let is_cookie_octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    !text.is_empty() && text.bytes().all(is_cookie_octet)
}

impl DevBrowser {
    /// A token comes from the caller, else from the page's URL, where a sign-in elsewhere put it.
    pub fn new(publishable_key: Option<&str>, given: Option<&str>, on_change: Option<TokenListener>) -> Self {
        let suffixed = publishable_key.map(|key| concat(&[DEV_BROWSER, "_", &cookie_suffix(key)]));
        let cookies = suffixed.into_iter().chain([String::from(DEV_BROWSER)]).collect();
        let token = RefCell::new(given.map(|token| Secret(token.into())));
        let browser = DevBrowser { token, cookies, on_change };
        if given.is_none()
            && let Some(token) = browser::take_query_parameter(DEV_BROWSER).filter(|token| is_token(token))
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
            let holds = |name: &String, (other, value): &(String, String)| other == name && is_token(value);
            let found =
                self.cookies.iter().find_map(|name| cookies.iter().find(|cookie| holds(name, cookie)));
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

    /// Lets go of the token, and of the cookies that hold it. Somebody else may have put another there in the meantime.
    fn forget(&self) {
        let Some(token) = self.token.take() else { return };
        for (name, value) in browser::read_cookies() {
            if value == token.expose() && self.cookies.contains(&name) {
                browser::write_cookie(&name, "", 0);
            }
        }
    }
}

/// What tells the cookies of one instance from another's: the first 8 characters of the base64url SHA-1 of its key.
fn cookie_suffix(publishable_key: &str) -> String {
    let mut suffix = encode_base64url(&sha1(publishable_key));
    suffix.truncate(8);
    suffix
}
