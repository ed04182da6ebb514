//! Keeps the cookies from which the application's server reads the session token.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::engine::Engine;
use super::renewal::Renewal;
use crate::api::cookies::Cookies;
use crate::browser;
use crate::state::clock::Instant;
use crate::state::page::Page;
use crate::state::session_cookie::{CookieChange, CookieView, Occasion};
use crate::state::token_cache::TokenKey;
use crate::util::compact::concat;

/// The time between two requests for the cookies' token, and between two looks at the cookies, in
/// milliseconds.
const PAUSE_MS: f64 = 5_000.0;
const MAX_PAUSE_MS: f64 = 80_000.0;

/// The cookies of a page that keeps the session token in them.
pub(crate) struct SessionCookie {
    /// What follows the names of the cookies: the instance's suffix if that is known, and nothing.
    suffixes: Vec<String>,
    is_partitioned: bool,
    timeout: Renewal,
    /// The last request for a token.
    requested: RefCell<Option<(TokenKey, Instant)>>,
    /// The time that must pass after the last request, in milliseconds, but at least [`PAUSE_MS`].
    /// While no token comes, each request doubles it.
    pause_ms: Cell<f64>,
}

impl SessionCookie {
    pub fn new(suffix: Option<String>, is_partitioned: bool) -> Self {
        let mut suffixes = Vec::new();
        suffixes.extend(suffix);
        suffixes.push(String::new());
        SessionCookie {
            suffixes,
            is_partitioned,
            timeout: Renewal::default(),
            requested: RefCell::default(),
            pause_ms: Cell::default(),
        }
    }

    pub fn stop(&self) {
        self.timeout.cancel();
    }

    /// Returns the time until a token for this key may be requested, in milliseconds.
    fn pause_left_ms(&self, key: &TokenKey, now: Instant) -> f64 {
        match &*self.requested.borrow() {
            Some((requested, at)) if requested == key => {
                self.pause_ms.get().max(PAUSE_MS) - now.since_ms(*at)
            }
            _ => 0.0,
        }
    }

    fn begin_pause(&self, key: TokenKey, now: Instant) {
        self.requested.replace(Some((key, now)));
        self.pause_ms.set((self.pause_ms.get() * 2.0).clamp(PAUSE_MS, MAX_PAUSE_MS));
    }
}

impl Engine {
    /// Brings the cookies up to date after the effects of a response.
    pub fn keep_cookie(self: &Rc<Self>, has_changed: bool) {
        let occasion = if has_changed { Occasion::Change } else { Occasion::Other };
        self.look_at_cookies(occasion, self.timeout_ms);
    }

    /// Brings the cookies up to date because the page becomes visible or gets the focus. If a token
    /// must be requested, the request leaves at once: it waits for no other tab.
    pub fn show_cookie(self: &Rc<Self>) {
        if let Some(cookie) = &self.cookie {
            cookie.pause_ms.set(0.0);
        }
        self.look_at_cookies(Occasion::Other, 0);
    }

    fn look_at_cookies(self: &Rc<Self>, occasion: Occasion, lock_timeout_ms: u32) {
        let Some(cookie) = &self.cookie else { return };
        if self.calls.is_closed() || !self.state().client.is_loaded() {
            return;
        }
        let (page, now) = (browser::page(), browser::now());
        self.change_cookies(cookie, page, occasion, now);
        let request = self.state().cookie_request().filter(|_| page.is_visible);
        let Some(request) = request else { return cookie.stop() };
        let key = TokenKey::of(&request);
        let renewal_ms =
            self.state().cookie_token(now).map_or(0.0, |token| token.renewal_in_ms(now));
        if renewal_ms > 0.0 {
            cookie.pause_ms.set(0.0);
        }
        let wait_ms = renewal_ms.max(cookie.pause_left_ms(&key, now));
        if wait_ms <= 0.0 {
            cookie.begin_pause(key, now);
            self.request_in_background(request, lock_timeout_ms);
        }
        // A machine that was asleep may have missed the renewal, so the page looks often.
        let next_ms = if wait_ms > 0.0 { wait_ms.min(PAUSE_MS) } else { PAUSE_MS };
        self.schedule(&cookie.timeout, next_ms, |engine| engine.keep_cookie(false));
    }

    fn change_cookies(&self, cookie: &SessionCookie, page: Page, occasion: Occasion, now: Instant) {
        let cookies = browser::read_cookies();
        let token = self.state().cookie_token(now).cloned();
        let token = token.as_ref().map_or("", |token| token.jwt.expose());
        let view = CookieView { page, occasion, now };
        let mut has_token = false;
        let mut suffixed = None;
        for suffix in &cookie.suffixes {
            let name = concat(&["__session", suffix]);
            let value = Cookies(&cookies).find(|(other, _)| **other == *name);
            let value = value.map(|(_, value)| value);
            // The first suffix is the instance's, if that is known.
            let change = view.change(&self.state(), value, *suffixed.get_or_insert(value));
            let is_written = change == CookieChange::Write;
            has_token |= is_written || value == Some(token);
            if change != CookieChange::None {
                let token = if is_written { token } else { "" };
                browser::write_token(&name, token, cookie.is_partitioned);
            }
        }
        let client_uat = view.client_uat(&self.state(), has_token);
        if let Some(client_uat) = client_uat
            && self.transport.endpoint.is_development
        {
            let host = &self.transport.endpoint.host;
            for suffix in &cookie.suffixes {
                browser::write_client_uat(suffix, client_uat as f64, host, cookie.is_partitioned);
            }
        }
    }

    /// Returns whether a visible page needs another token for its cookies after a change.
    pub fn lacks_cookie_token(&self) -> bool {
        if self.cookie.is_none() || !browser::page().is_visible {
            return false;
        }
        let now = browser::now();
        let state = self.state();
        state.doubts.is_pending()
            || state.cookie_token(now).is_none() && state.cookie_request().is_some()
    }

    /// Expires the cookies because no token came after a change: theirs has stale claims.
    pub fn expire_stale_cookies(&self) {
        if let Some(cookie) = self.cookie.as_ref().filter(|_| !self.calls.is_closed()) {
            self.change_cookies(cookie, browser::page(), Occasion::NoToken, browser::now());
        }
    }
}
