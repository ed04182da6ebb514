//! Keeps the cookies from which the application's server reads the session token.

use std::rc::Rc;

use super::cookie_keeper::{CookieKeeper, PAUSE_MS};
use super::engine::Engine;
use crate::api::cookies::Cookies;
use crate::browser;
use crate::state::clock::Instant;
use crate::state::page::Page;
use crate::state::session_cookie::{CookieChange, CookieView, Occasion};
use crate::state::token_cache::TokenKey;
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
    let request = engine.state().cookie_request().filter(|_| page.is_visible);
    let Some(request) = request else { return keeper.timeout.cancel() };
    let key = TokenKey::of(&request);
    let renewal_ms = engine.state().cookie.get(now).map_or(0.0, |token| token.renewal_in_ms(now));
    if renewal_ms > 0.0 {
        keeper.shorten_pause();
    }
    let mut wait_ms = renewal_ms.max(keeper.pause_left_ms(&key, now));
    if wait_ms <= 0.0 {
        wait_ms = PAUSE_MS;
        keeper.begin_pause(key, now);
        engine.request_in_background(request, lock_timeout_ms);
    }
    // A machine that was asleep may have missed the renewal, so the page looks often.
    engine.schedule(&keeper.timeout, wait_ms.min(PAUSE_MS), |engine| keep(engine, false));
}

/// Changes the cookies as they must be.
fn change(engine: &Engine, keeper: &CookieKeeper, page: Page, occasion: Occasion, now: Instant) {
    let cookies = browser::read_cookies();
    let token = engine.state().cookie.get(now).cloned();
    let token = token.as_deref();
    let jwt = token.map_or("", |token| token.jwt.expose());
    let view = CookieView { token, page, occasion, now };
    let mut has_token = false;
    let mut suffixed = None;
    for suffix in &keeper.suffixes {
        let name = concat(&["__session", suffix]);
        let value = Cookies(&cookies).find(|(other, _)| **other == *name);
        let value = value.map(|(_, value)| value);
        // The first suffix is the instance's, if that is known.
        let suffixed = *suffixed.get_or_insert(value);
        let change = {
            let state = engine.state();
            view.change(&state.client, &state.doubts, value, suffixed)
        };
        let is_written = change == CookieChange::Write;
        has_token |= is_written || value == Some(jwt);
        if change != CookieChange::None {
            let jwt = if is_written { jwt } else { "" };
            browser::write_token(&name, jwt);
        }
    }
    let endpoint = &engine.transport.endpoint;
    let client_uat = view.client_uat(&engine.state().client, has_token);
    if let Some(client_uat) = client_uat
        && endpoint.is_development
    {
        for suffix in &keeper.suffixes {
            let (seconds, host) = (client_uat as f64, &*endpoint.host);
            browser::write_client_uat(suffix, seconds, host);
        }
    }
}

/// Returns whether a visible page needs another token for its cookies after a change.
pub(super) fn lacks_token(engine: &Engine) -> bool {
    if engine.cookie.is_none() || !browser::page().is_visible {
        return false;
    }
    let now = browser::now();
    let state = engine.state();
    state.doubts.is_pending() || state.cookie.get(now).is_none() && state.cookie_request().is_some()
}

/// Expires the cookies because no token came after a change: theirs has stale claims.
pub(super) fn expire_stale(engine: &Engine) {
    if let Some(keeper) = engine.cookie.as_ref().filter(|_| !engine.calls.is_closed()) {
        change(engine, keeper, browser::page(), Occasion::NoToken, browser::now());
    }
}
