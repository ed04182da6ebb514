//! The cookies that a page keeps, and the pauses between requests for their token.

use core::cell::{Cell, RefCell};

use super::renewal::Renewal;
use crate::state::clock::Instant;
use crate::state::token_cache::TokenKey;

/// The time between two requests for the cookies' token, and between two looks at the cookies, in
/// milliseconds.
pub(super) const PAUSE_MS: f64 = 5_000.0;
const MAX_PAUSE_MS: f64 = 80_000.0;

/// The cookies of a page that keeps the session token in them.
#[derive(Default)]
pub(crate) struct CookieKeeper {
    /// The ends of the cookies' names: the instance's suffix if that is known, and nothing.
    pub suffixes: Vec<String>,
    pub timeout: Renewal,
    /// The last request for a token.
    requested: RefCell<Option<(TokenKey, Instant)>>,
    /// The time that must pass after the last request, in milliseconds, but at least [`PAUSE_MS`].
    /// While no token comes, each request doubles it.
    pause_ms: Cell<f64>,
}

impl CookieKeeper {
    pub fn new(suffix: Option<String>) -> Self {
        let mut suffixes = Vec::new();
        if let Some(suffix) = suffix {
            suffixes.push(suffix);
        }
        suffixes.push(String::new());
        CookieKeeper { suffixes, ..CookieKeeper::default() }
    }

    /// Returns the time until a token for this key may be requested, in milliseconds.
    pub fn pause_left_ms(&self, key: &TokenKey, now: Instant) -> f64 {
        match &*self.requested.borrow() {
            Some((requested, at)) if requested == key => {
                self.pause_ms.get().max(PAUSE_MS) - now.since_ms(*at)
            }
            _ => 0.0,
        }
    }

    pub fn begin_pause(&self, key: TokenKey, now: Instant) {
        self.requested.replace(Some((key, now)));
        self.pause_ms.set((self.pause_ms.get() * 2.0).clamp(PAUSE_MS, MAX_PAUSE_MS));
    }

    /// Makes the next pause a short one.
    pub fn shorten_pause(&self) {
        self.pause_ms.set(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(session: &str) -> TokenKey {
        TokenKey { session: session.into(), template: None, organization: Some("".into()) }
    }

    fn at(ms: f64) -> Instant {
        Instant { monotonic_ms: ms, wall_ms: 0.0 }
    }

    #[test]
    fn the_pauses_double_until_a_token_comes() {
        let keeper = CookieKeeper::new(Some("_naoXFJnI".into()));
        assert_eq!(keeper.suffixes, ["_naoXFJnI", ""]);
        assert_eq!(keeper.pause_left_ms(&key("a"), at(0.0)), 0.0);
        for pause_ms in [5_000.0, 10_000.0, 20_000.0, 40_000.0, 80_000.0, 80_000.0] {
            keeper.begin_pause(key("a"), at(0.0));
            assert_eq!(keeper.pause_left_ms(&key("a"), at(0.0)), pause_ms);
            assert_eq!(keeper.pause_left_ms(&key("a"), at(1_000.0)), pause_ms - 1_000.0);
            assert_eq!(keeper.pause_left_ms(&key("b"), at(0.0)), 0.0, "another session");
        }
        keeper.shorten_pause();
        assert_eq!(keeper.pause_left_ms(&key("a"), at(0.0)), PAUSE_MS);
    }
}
