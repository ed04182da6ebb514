//! The three ways to say who asks, and the tokens that answers replace.

use core::cell::RefCell;
use std::rc::Rc;

use crate::api::request::Credentials;
use crate::api::response::HttpResponse;
use crate::browser;
use crate::util::compact::concat;
use crate::util::cookies::Cookies;
use crate::util::encoding::encode_base64url;
use crate::util::sha1::sha1;
use crate::util::text::Secret;

/// The query parameter and the cookie of a development browser's token.
const DEV_BROWSER: &str = "__clerk_db_jwt";
const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Takes a new token, to keep it.
pub type TokenListener = Rc<dyn Fn(&str)>;

/// Who asks. What answers replace is a development browser's or a client token.
pub(crate) struct Identity {
    way: Way,
    token: RefCell<Option<Secret>>,
    /// Where clerk-js looks for a development browser's token, and so where it is shared.
    cookies: Vec<String>,
    on_change: Option<TokenListener>,
}

#[derive(PartialEq)]
enum Way {
    Cookie,
    /// A browser at a development instance, which a token stands for.
    DevBrowser,
    ClientToken,
}

impl Identity {
    pub fn cookie() -> Self {
        Identity { way: Way::Cookie, token: RefCell::default(), cookies: Vec::new(), on_change: None }
    }

    pub fn client_token(token: &str, on_change: Option<TokenListener>) -> Self {
        let token = RefCell::new(Some(Secret(token.into())));
        Identity { way: Way::ClientToken, token, on_change, ..Identity::cookie() }
    }

    /// The token comes from the caller, else from the page's URL, where a sign-in elsewhere put it.
    pub fn dev_browser(
        publishable_key: Option<&str>,
        given: Option<&str>,
        on_change: Option<TokenListener>,
    ) -> Self {
        let mut cookies = Vec::new();
        if let Some(key) = publishable_key {
            cookies.push(concat(&[DEV_BROWSER, "_", &cookie_suffix(key)]));
        }
        cookies.push(DEV_BROWSER.into());
        let token = RefCell::new(given.map(|token| Secret(token.into())));
        let identity = Identity { way: Way::DevBrowser, token, cookies, on_change };
        if given.is_none()
            && let Some(token) = browser::take_query_parameter(DEV_BROWSER).filter(|token| is_token(token))
        {
            identity.keep(&token);
        }
        identity
    }

    /// Who asks, if that is known.
    pub fn credentials(&self) -> Option<Credentials> {
        Some(match self.way {
            Way::Cookie => Credentials::Cookie,
            Way::DevBrowser => Credentials::DevBrowser(self.token()?),
            Way::ClientToken => Credentials::ClientToken(self.token()?),
        })
    }

    /// The token; also one that clerk-js or another of these has put on the page in the meantime.
    fn token(&self) -> Option<Secret> {
        if self.token.borrow().is_none() {
            // The getter of `document.cookie` may call this client.
            let cookies = browser::read_cookies();
            let held_by = |name| Cookies(&cookies).find(|(other, value)| *other == name && is_token(value));
            let found = self.cookies.iter().find_map(|name| held_by(name.as_str()));
            self.token.replace(found.map(|(_, value)| Secret(value.into())));
        }
        self.token.borrow().clone()
    }

    /// Takes the token that an answer's header carries, where it can be read. An answer to a request that was sent with an older
    /// one than is known now may bring an older one.
    pub fn hear(&self, reply: &HttpResponse, sent: &Credentials) {
        let header = match self.way {
            Way::Cookie => return,
            Way::DevBrowser => &reply.headers.dev_browser,
            Way::ClientToken => &reply.headers.authorization,
        };
        let Some(header) = header.as_ref().map(Secret::expose) else { return };
        let new = header.strip_prefix("Bearer ").unwrap_or(header);
        if is_token(new) && self.credentials().as_ref() == Some(sent) {
            self.keep(new);
        }
    }

    /// Takes a new token, and puts it where it is shared.
    pub fn keep(&self, token: &str) {
        let new = Some(Secret(token.into()));
        if self.token.replace(new.clone()) == new {
            return;
        }
        self.cookies.iter().for_each(|name| browser::write_cookie(name, token, YEAR_SECONDS));
        if let Some(on_change) = &self.on_change {
            on_change(token);
        }
    }

    /// Lets go of a development browser's token that the server no longer takes, and of the cookies that hold it. Somebody else
    /// may have put another there in the meantime.
    pub fn forget(&self, refused: &Credentials) {
        if self.way != Way::DevBrowser || self.credentials().as_ref() != Some(refused) {
            return;
        }
        let Some(token) = self.token.take() else { return };
        for (name, value) in Cookies(&browser::read_cookies()) {
            if value == token.expose() && self.cookies.iter().any(|own| own == name) {
                browser::write_cookie(name, "", 0);
            }
        }
    }
}

/// Whether a text can be a token: what may stand in a cookie as it is (RFC 6265, 4.1.1).
pub(crate) fn is_token(text: &str) -> bool {
    let is_cookie_octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    !text.is_empty() && text.bytes().all(is_cookie_octet)
}

/// What tells the cookies of one instance from another's: the first 8 characters of the base64url SHA-1 of its key.
fn cookie_suffix(publishable_key: &str) -> String {
    let mut suffix = encode_base64url(&sha1(publishable_key));
    suffix.truncate(8);
    suffix
}
