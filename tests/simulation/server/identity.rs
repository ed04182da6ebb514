//! The callers of requests: browsers with a client, and unknown callers.

use std::collections::BTreeMap;

use super::wire::Wire;

/// The method by which callers are identified.
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
    /// A caller with an unknown or expired token. With `has_client`, it receives an empty client of
    /// its own.
    Unknown { has_client: bool },
    /// A caller whose development browser's token is missing, unknown or replaced.
    Unauthenticated,
}

struct Token {
    browser: usize,
    is_replaced: bool,
}

/// The browsers and the tokens that identify them. Without tokens, there is one browser.
pub(crate) struct Identities {
    mode: Mode,
    /// Whether the caller of a replaced token counts as unknown, instead of being refused.
    replaced_are_unknown: bool,
    /// The clients that each browser has had, each with the first version of the server's state.
    browsers: Vec<Vec<(u64, Option<u32>)>>,
    tokens: BTreeMap<String, Token>,
    issued: u32,
}

impl Identities {
    pub fn new(mode: Mode, replaced_are_unknown: bool) -> Self {
        Identities {
            mode,
            replaced_are_unknown,
            browsers: vec![vec![(0, None)]],
            tokens: BTreeMap::new(),
            issued: 0,
        }
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Creates another browser without a client. Returns its token.
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

    /// Replaces a token if it is known.
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
            Some(_) if self.replaced_are_unknown => {
                Caller::Unknown { has_client: self.issued.is_multiple_of(2) }
            }
            None if self.mode == Mode::ClientToken => Caller::Unknown { has_client: false },
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

    /// Returns the clients of a browser since a version, including that of the version.
    pub fn clients_since(&self, browser: usize, version: u64) -> Vec<Option<u32>> {
        let clients = self.browsers.get(browser).map(Vec::as_slice).unwrap_or_default();
        let first = clients.iter().rposition(|(since, _)| *since <= version).unwrap_or_default();
        clients.iter().skip(first).map(|(_, client)| *client).collect()
    }

    /// Returns the browser that has or had a client.
    pub fn owner_of(&self, client: u32) -> Option<usize> {
        let has_had = |clients: &Vec<(u64, Option<u32>)>| {
            clients.iter().any(|(_, other)| *other == Some(client))
        };
        self.browsers.iter().position(has_had)
    }
}
