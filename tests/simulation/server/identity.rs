//! Who asks: a browser with a client, or a stranger.

use std::collections::BTreeMap;

use super::wire::Wire;

/// The method by which callers identify themselves.
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
    /// The clients that each browser has had, each since a version of the server's state.
    browsers: Vec<Vec<(u64, Option<u32>)>>,
    tokens: BTreeMap<String, Token>,
    issued: u32,
}

impl Identities {
    pub fn new(mode: Mode, replaced_are_strangers: bool) -> Self {
        Identities {
            mode,
            replaced_are_strangers,
            browsers: vec![vec![(0, None)]],
            tokens: BTreeMap::new(),
            issued: 0,
        }
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Makes a further browser without a client. Returns its token.
    pub fn make_browser(&mut self, version: u64) -> String {
        self.browsers.push(vec![(version, None)]);
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
        self.replace(&old)
    }

    /// Replaces a token, if it is known.
    pub fn replace(&mut self, token: &str) -> Option<String> {
        let known = self.tokens.get_mut(token).filter(|token| !token.is_replaced)?;
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

    /// Returns the token that a request carries.
    pub fn token<'wire>(&self, wire: &'wire Wire) -> Option<&'wire str> {
        match self.mode {
            Mode::Cookie => None,
            Mode::DevBrowser => wire.query("__clerk_db_jwt"),
            Mode::ClientToken => wire.authorization.as_deref(),
        }
    }

    /// Returns the browser of a token, replaced or not.
    pub fn browser_of(&self, token: &str) -> Option<usize> {
        self.tokens.get(token).map(|token| token.browser)
    }

    pub fn client_of(&self, browser: usize) -> Option<u32> {
        self.browsers.get(browser)?.last()?.1
    }

    pub fn set_client(&mut self, browser: usize, client: Option<u32>, version: u64) {
        if let Some(clients) = self.browsers.get_mut(browser) {
            clients.push((version, client));
        }
    }

    /// Returns the clients that a browser has had since a version, that of the version included.
    pub fn clients_since(&self, browser: usize, version: u64) -> Vec<Option<u32>> {
        let clients = self.browsers.get(browser).map(Vec::as_slice).unwrap_or_default();
        let first = clients.iter().rposition(|(since, _)| *since <= version).unwrap_or_default();
        clients.iter().skip(first).map(|(_, client)| *client).collect()
    }

    /// Returns the browser that has, or has had, a client.
    pub fn owner_of(&self, client: u32) -> Option<usize> {
        let has_had = |clients: &Vec<(u64, Option<u32>)>| {
            clients.iter().any(|(_, other)| *other == Some(client))
        };
        self.browsers.iter().position(has_had)
    }
}
