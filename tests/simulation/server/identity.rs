//! Who asks: a browser with a client, or a stranger.

use std::collections::BTreeMap;

use super::wire::Wire;

/// How callers identify themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Cookie,
    DevBrowser,
    ClientToken,
}

/// The caller of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// The browser of this number.
    Browser(usize),
    /// A caller whose token is not, or no longer, known. With `has_client`, it is given a client
    /// of its own, which is empty.
    Stranger { has_client: bool },
    /// A development browser's token is missing, unknown or replaced.
    Unauthenticated,
}

struct Token {
    browser: usize,
    is_replaced: bool,
}

/// The browsers, and the tokens by which they are known. Without tokens there is one browser.
pub(crate) struct Identities {
    mode: Mode,
    /// Whether a replaced token makes its caller a stranger, instead of being refused.
    replaced_are_strangers: bool,
    /// The client of each browser, if it has one.
    browsers: Vec<Option<u32>>,
    tokens: BTreeMap<String, Token>,
    issued: u32,
}

impl Identities {
    pub fn new(mode: Mode, replaced_are_strangers: bool) -> Self {
        Identities { mode, replaced_are_strangers, browsers: vec![None], tokens: BTreeMap::new(), issued: 0 }
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Makes a further browser without a client. Returns its token.
    pub fn make_browser(&mut self) -> String {
        self.browsers.push(None);
        self.issue(self.browsers.len() - 1)
    }

    /// Issues a token for a browser.
    pub fn issue(&mut self, browser: usize) -> String {
        self.issued += 1;
        let token = format!("token_{}", self.issued);
        self.tokens.insert(token.clone(), Token { browser, is_replaced: false });
        token
    }

    /// Replaces the token of a request.
    pub(super) fn rotate(&mut self, wire: &Wire) -> Option<String> {
        let old = self.token(wire)?.to_owned();
        let known = self.tokens.get_mut(&old)?;
        known.is_replaced = true;
        let browser = known.browser;
        Some(self.issue(browser))
    }

    pub fn caller(&self, wire: &Wire) -> Caller {
        if self.mode == Mode::Cookie {
            return Caller::Browser(0);
        }
        let token = self.token(wire).and_then(|token| self.tokens.get(token));
        match token {
            Some(token) if !token.is_replaced => Caller::Browser(token.browser),
            Some(_) if self.replaced_are_strangers => {
                Caller::Stranger { has_client: self.issued.is_multiple_of(2) }
            }
            None if self.mode == Mode::ClientToken => Caller::Stranger { has_client: false },
            _ => Caller::Unauthenticated,
        }
    }

    fn token<'wire>(&self, wire: &'wire Wire) -> Option<&'wire str> {
        match self.mode {
            Mode::Cookie => None,
            Mode::DevBrowser => wire.query("__clerk_db_jwt"),
            Mode::ClientToken => wire.authorization.as_deref(),
        }
    }

    /// Returns the browser of a token, if the token is known and not replaced.
    pub fn browser_of(&self, token: &str) -> Option<usize> {
        let token = self.tokens.get(token).filter(|token| !token.is_replaced);
        token.map(|token| token.browser)
    }

    pub fn client_of(&self, browser: usize) -> Option<u32> {
        self.browsers.get(browser).copied().flatten()
    }

    pub fn set_client(&mut self, browser: usize, client: Option<u32>) {
        if let Some(of_browser) = self.browsers.get_mut(browser) {
            *of_browser = client;
        }
    }
}
