//! Keeps the cookies from which the application's server reads the session token.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use std::rc::Rc;

use super::engine::Engine;
use super::known_client::wait_for_refresh;
use super::renewal::Renewal;
use super::waiting::spawn_eager;
use crate::api::cookies::Cookies;
use crate::browser;
use crate::document::Value;
use crate::error::Result;
use crate::state::clock::Instant;
use crate::state::in_flight::AttemptTracker;
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
    /// The time that must pass after that request. Each failure doubles it.
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
            pause_ms: Cell::new(PAUSE_MS),
        }
    }

    pub fn stop(&self) {
        self.timeout.cancel();
    }

    /// Returns the time until a token for this key may be requested, in milliseconds.
    fn pause_left_ms(&self, key: &TokenKey, now: Instant) -> f64 {
        match &*self.requested.borrow() {
            Some((requested, at)) if requested == key => self.pause_ms.get() - now.since_ms(*at),
            _ => 0.0,
        }
    }
}

/// Returns the name of a cookie that holds the session token.
fn session_name(suffix: &str) -> String {
    concat(&["__session", suffix])
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
            cookie.pause_ms.set(PAUSE_MS);
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
        let key = self.state().cookie_key().filter(|_| page.is_visible);
        let Some(key) = key else { return cookie.stop() };
        let renewal_ms =
            self.state().cookie_token(now).map_or(0.0, |token| token.renewal_in_ms(now));
        let wait_ms = renewal_ms.max(cookie.pause_left_ms(&key, now));
        if wait_ms <= 0.0 {
            self.request_cookie_token_in_background(key, lock_timeout_ms);
        }
        // A machine that was asleep may have missed the renewal, so the page looks often.
        let next_ms = if wait_ms > 0.0 { wait_ms.min(PAUSE_MS) } else { PAUSE_MS };
        let engine = Rc::downgrade(self);
        cookie.timeout.schedule(next_ms, move || {
            engine.upgrade().iter().for_each(|engine| engine.keep_cookie(false));
        });
    }

    fn change_cookies(&self, cookie: &SessionCookie, page: Page, occasion: Occasion, now: Instant) {
        let cookies = browser::read_cookies();
        let value_of = |name: &str| {
            Cookies(&cookies).find(|(other, _)| **other == *name).map(|(_, value)| value)
        };
        let token = self.state().cookie_token(now).cloned();
        let token = token.as_ref().map_or("", |token| token.jwt.expose());
        let suffixed = cookie.suffixes.first().and_then(|suffix| value_of(&session_name(suffix)));
        let view = CookieView { page, occasion, now, suffixed };
        let mut has_token = false;
        for suffix in &cookie.suffixes {
            let name = session_name(suffix);
            let value = value_of(&name);
            let change = view.change(&self.state(), value);
            has_token |= change == CookieChange::Write || value == Some(token);
            match change {
                CookieChange::Write => browser::write_token(&name, token, cookie.is_partitioned),
                CookieChange::Expire => {
                    browser::write_cookie(&name, "", 0, cookie.is_partitioned);
                }
                CookieChange::None => {}
            }
        }
        let client_uat = view.client_uat(&self.state(), has_token);
        if let Some(client_uat) = client_uat
            && self.transport.endpoint.is_development
        {
            let host = &self.transport.endpoint.host;
            for suffix in &cookie.suffixes {
                let name = concat(&["__client_uat", suffix]);
                browser::write_site_cookie(&name, client_uat as f64, host, cookie.is_partitioned);
            }
        }
    }

    /// Requests a token for the cookies, which gets into them with the effects of its response.
    async fn request_cookie_token(
        self: &Rc<Self>,
        cookie: &SessionCookie,
        key: TokenKey,
        lock_timeout_ms: u32,
        timeout_ms: u32,
    ) -> Result<Value> {
        let request = self.state().renewal_request(&key);
        cookie.requested.replace(Some((key, browser::now())));
        let tracker = Rc::<AttemptTracker>::default();
        let outcome = pin!(self.request(request, lock_timeout_ms).outcome(&tracker));
        let outcome = self.calls.with_attempt_timeout(timeout_ms, &tracker, outcome).await;
        cookie.pause_ms.set(match &outcome {
            Ok(_) => PAUSE_MS,
            Err(error) => {
                let asked_ms = f64::from(error.retry_after_seconds.unwrap_or_default()) * 1000.0;
                (cookie.pause_ms.get() * 2.0).min(MAX_PAUSE_MS).max(asked_ms)
            }
        });
        outcome
    }

    fn request_cookie_token_in_background(self: &Rc<Self>, key: TokenKey, lock_timeout_ms: u32) {
        let engine = Rc::clone(self);
        spawn_eager(Box::pin(async move {
            if let Some(cookie) = &engine.cookie {
                let timeout_ms = engine.timeout_ms;
                // After a failure, the next look at the cookies requests one again.
                _ = engine.request_cookie_token(cookie, key, lock_timeout_ms, timeout_ms).await;
            }
        }));
    }

    /// Waits until the cookies hold a token that was issued after a change. If none comes in time,
    /// expires the cookies, because their token has stale claims.
    pub async fn cookie_after_change(self: &Rc<Self>, timeout_ms: u32) {
        let Some(cookie) = &self.cookie else { return };
        let page = browser::page();
        if !page.is_visible {
            return;
        }
        let doubt = self.state().doubts.pending();
        if let Some(doubt) = doubt {
            // If the refresh fails, the known client decides.
            _ = wait_for_refresh(self, doubt, timeout_ms).await;
        }
        let needed = {
            let state = self.state();
            state.cookie_key().filter(|_| state.cookie_token(browser::now()).is_none())
        };
        if let Some(key) = needed
            && self.request_cookie_token(cookie, key, timeout_ms, timeout_ms).await.is_err()
            && !self.calls.is_closed()
        {
            self.change_cookies(cookie, page, Occasion::NoToken, browser::now());
        }
    }
}
