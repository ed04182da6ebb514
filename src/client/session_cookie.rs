//! Keeps the cookies from which the application's server reads the session token.

use core::pin::pin;
use std::rc::Rc;

use super::cookie_keeper::{CookieKeeper, PAUSE_MS};
use super::engine::Engine;
use super::get_token::get_token;
use super::known_client::wait_for_client;
use super::token_options::TokenOptions;
use crate::api::cookies::Cookies;
use crate::browser;
use crate::state::clock::Instant;
use crate::state::in_flight::AttemptTracker;
use crate::state::page::Page;
use crate::state::session_cookie::{CookieChange, CookieView, Occasion};
use crate::util::compact::concat;

/// Brings the cookies up to date after the effects of a response.
pub(super) fn keep(engine: &Rc<Engine>, has_changed: bool) {
    let occasion = if has_changed { Occasion::Change } else { Occasion::Other };
    look(engine, occasion, engine.timeout_ms);
}

/// Brings the cookies up to date because the page becomes visible or gets the focus. If a token
/// must be requested, the request leaves at once: it waits for no other tab.
pub(super) fn show(engine: &Rc<Engine>) {
    if let Some(keeper) = &engine.cookie {
        keeper.shorten_pause();
        look(engine, Occasion::Other, 0);
    }
}

fn look(engine: &Rc<Engine>, occasion: Occasion, lock_timeout_ms: u32) {
    let Some(keeper) = &engine.cookie else { return };
    if engine.calls.is_closed() || !engine.state().client.is_loaded() {
        return;
    }
    let (page, now) = (browser::page(), browser::now());
    change(engine, keeper, page, occasion, now);
    let key = engine.state().cookie_key().filter(|_| page.is_visible);
    let Some(key) = key else { return keeper.timeout.cancel() };
    let renewal_ms = engine.state().cookie.get(now).map_or(0.0, |token| token.renewal_in_ms(now));
    if renewal_ms > 0.0 {
        keeper.shorten_pause();
    }
    let mut wait_ms = renewal_ms.max(keeper.pause_left_ms(&key, now));
    if wait_ms <= 0.0 {
        wait_ms = PAUSE_MS;
        let request = engine.state().renewal_request(&key);
        keeper.begin_pause(key, now);
        let waiter = engine.request(request, lock_timeout_ms);
        engine.wait_in_background(waiter);
    }
    // A machine that was asleep may have missed the renewal, so the page looks often.
    let later = Rc::downgrade(engine);
    keeper.timeout.schedule(wait_ms.min(PAUSE_MS), move || {
        later.upgrade().iter().for_each(|engine| keep(engine, false));
    });
}

/// Changes the cookies as they must be.
fn change(engine: &Engine, keeper: &CookieKeeper, page: Page, occasion: Occasion, now: Instant) {
    let cookies = browser::read_cookies();
    let value_of =
        |name: &str| Cookies(&cookies).find(|(other, _)| **other == *name).map(|(_, value)| value);
    let token = engine.state().cookie.get(now).cloned();
    let token = token.as_deref();
    let jwt = token.map_or("", |token| token.jwt.expose());
    let suffixed = keeper.suffixes.first().and_then(|suffix| value_of(&session_name(suffix)));
    let view = CookieView { token, page, occasion, now, suffixed };
    let mut has_token = false;
    for suffix in &keeper.suffixes {
        let name = session_name(suffix);
        let value = value_of(&name);
        let change = {
            let state = engine.state();
            view.change(&state.client, &state.doubts, value)
        };
        has_token |= change == CookieChange::Write || value == Some(jwt);
        match change {
            CookieChange::Write => browser::write_token(&name, jwt, keeper.is_partitioned),
            CookieChange::Expire => browser::write_cookie(&name, "", 0, keeper.is_partitioned),
            CookieChange::None => {}
        }
    }
    let endpoint = &engine.transport.endpoint;
    let client_uat = view.client_uat(&engine.state().client, has_token);
    if let Some(client_uat) = client_uat
        && endpoint.is_development
    {
        for suffix in &keeper.suffixes {
            let name = concat(&["__client_uat", suffix]);
            let (value, host) = (client_uat as f64, &*endpoint.host);
            browser::write_site_cookie(&name, value, host, keeper.is_partitioned);
        }
    }
}

/// Returns the name of a cookie that holds the session token.
fn session_name(suffix: &str) -> String {
    concat(&["__session", suffix])
}

/// Waits until the cookies hold a token that was issued after a change. If none comes in time,
/// expires the cookies, because their token has stale claims.
pub(super) async fn wait_after_change(engine: &Rc<Engine>, timeout_ms: u32) {
    let Some(keeper) = &engine.cookie else { return };
    let page = browser::page();
    let is_current = {
        let state = engine.state();
        let has_token = state.cookie.get(browser::now()).is_some();
        !state.doubts.is_pending() && (has_token || state.cookie_key().is_none())
    };
    if is_current || !page.is_visible {
        return;
    }
    let tracker = &Rc::<AttemptTracker>::default();
    let got = pin!(async {
        wait_for_client(engine, tracker).await?;
        let options = TokenOptions { leeway_seconds: 0, ..TokenOptions::default() };
        get_token(engine, options, timeout_ms, tracker).await
    });
    let got = engine.calls.with_attempt_timeout(timeout_ms, tracker, got).await;
    if got.is_err() && !engine.calls.is_closed() {
        change(engine, keeper, page, Occasion::NoToken, browser::now());
    }
}
