//! Keeps the cookies from which the application's server reads the session token.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use std::rc::Rc;

use super::engine::Engine;
use super::known_client::wait_for_refresh;
use super::options::Options;
use super::renewal::Renewal;
use super::waiting::spawn_eager;
use crate::api::cookies::{Cookies, YEAR_SECONDS, cookie_suffix};
use crate::api::endpoint::Endpoint;
use crate::api::request::ApiRequest;
use crate::browser;
use crate::error::Result;
use crate::state::clock::Instant;
use crate::state::in_flight::AttemptTracker;
use crate::state::page::Page;
use crate::state::session_cookie::{CookieNames, CookiePlan, Occasion, plan};
use crate::state::token_cache::TokenKey;
use crate::util::compact::concat;

/// The time between two requests for the cookies' token, and between two looks at the cookies, in
/// milliseconds.
const PAUSE_MS: f64 = 5_000.0;
const MAX_PAUSE_MS: f64 = 80_000.0;

/// The cookies of a page that keeps the session token in them.
pub(crate) struct SessionCookie {
    names: CookieNames,
    is_partitioned: bool,
    timeout: Renewal,
    /// The last request for a token.
    requested: RefCell<Option<(TokenKey, Instant)>>,
    /// The time that must pass after that request. Each failure doubles it.
    pause_ms: Cell<f64>,
    /// Whether it has been reported that the browser keeps no such cookie.
    is_reported: Cell<bool>,
}

impl SessionCookie {
    pub fn new(options: &Options, endpoint: &Endpoint) -> Self {
        let suffix = options.publishable_key.as_deref().map(cookie_suffix);
        SessionCookie {
            names: CookieNames::new(suffix.as_deref(), endpoint.is_development),
            is_partitioned: options.partitioned_cookies,
            timeout: Renewal::default(),
            requested: RefCell::default(),
            pause_ms: Cell::new(PAUSE_MS),
            is_reported: Cell::default(),
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

    fn change(&self, plan: &CookiePlan<'_>, token: &str, instance_host: &str) {
        for name in &plan.expired {
            browser::write_cookie(name, "", 0, self.is_partitioned);
        }
        for name in &plan.written {
            browser::write_cookie(name, token, YEAR_SECONDS, self.is_partitioned);
            self.check_written(name, token);
        }
        if let Some((value, names)) = &plan.client_uat {
            for name in names {
                browser::write_site_cookie(name, value, instance_host, self.is_partitioned);
            }
        }
    }

    /// Reports a cookie that the browser has not kept.
    fn check_written(&self, name: &str, token: &str) {
        let is_kept = Cookies(&browser::read_cookies())
            .any(|(other, value)| *other == *name && *value == *token);
        if !is_kept && !self.is_reported.replace(true) {
            browser::warn(&concat(&[
                "clerk-session: the browser did not keep the cookie ",
                name,
                ": cookies are blocked, or the token is over 4 KB",
            ]));
        }
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
            self.request_cookie_token(cookie, key, now, lock_timeout_ms);
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
        let (plan, token) = {
            let state = self.state();
            let plan = plan(&state, &cookies, &cookie.names, page, occasion, now);
            (plan, state.cookie_token(now).cloned())
        };
        let token = token.as_ref().map_or("", |token| token.jwt.expose());
        cookie.change(&plan, token, &self.transport.endpoint.host);
    }

    fn request_cookie_token(
        self: &Rc<Self>,
        cookie: &SessionCookie,
        key: TokenKey,
        now: Instant,
        lock_timeout_ms: u32,
    ) {
        let request = self.state().renewal_request(&key);
        cookie.requested.replace(Some((key, now)));
        let engine = Rc::clone(self);
        spawn_eager(Box::pin(async move {
            let outcome = engine.await_token(request, lock_timeout_ms, engine.timeout_ms).await;
            let Some(cookie) = &engine.cookie else { return };
            cookie.pause_ms.set(match outcome {
                Ok(()) => PAUSE_MS,
                Err(error) => {
                    let asked_ms =
                        f64::from(error.retry_after_seconds.unwrap_or_default()) * 1000.0;
                    (cookie.pause_ms.get() * 2.0).min(MAX_PAUSE_MS).max(asked_ms)
                }
            });
        }));
    }

    async fn await_token(
        self: &Rc<Self>,
        request: ApiRequest,
        lock_timeout_ms: u32,
        timeout_ms: u32,
    ) -> Result<()> {
        let tracker = Rc::<AttemptTracker>::default();
        let outcome = pin!(self.request(request, lock_timeout_ms).outcome(&tracker));
        self.calls.with_attempt_timeout(timeout_ms, &tracker, outcome).await.map(|_| ())
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
        let now = browser::now();
        let key = self.state().cookie_key();
        let Some(key) = key.filter(|_| self.state().cookie_token(now).is_none()) else { return };
        cookie.requested.replace(Some((key.clone(), now)));
        let request = self.state().renewal_request(&key);
        let outcome = self.await_token(request, timeout_ms, timeout_ms).await;
        if outcome.is_err() && !self.calls.is_closed() {
            self.change_cookies(cookie, page, Occasion::NoToken, browser::now());
        }
    }
}
