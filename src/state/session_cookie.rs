//! Decides what the cookies for the application's server must hold: a token of the current session,
//! or nothing.
//!
//! Clerk's server SDKs take a user for signed in if `__session` holds a valid token, and if
//! `__client_uat`, the time of the client's last change, is not later than the token.

use std::rc::Rc;

use super::State;
use super::clock::Instant;
use super::page::Page;
use super::token_cache::{CachedToken, TokenKey};
use super::token_info::TokenInfo;
use crate::api::cookies::Cookies;
use crate::models::Client;
use crate::util::compact::{concat, decimal};

const SESSION: &str = "__session";
const CLIENT_UAT: &str = "__client_uat";

/// The token for the cookies.
#[derive(Default)]
pub(crate) struct CookieToken {
    /// Whether the page keeps a token in its cookies.
    pub is_kept: bool,
    token: Option<Rc<CachedToken>>,
}

impl CookieToken {
    /// Takes a token, unless the present one is fresher.
    pub fn offer(&mut self, new: &Rc<CachedToken>, now: Instant) {
        let is_fresher = |old: &Rc<CachedToken>| {
            old.key == new.key
                && old.is_valid_for(0.0, now)
                && (old.jwt == new.jwt || old.info.freshness > new.info.freshness)
        };
        if self.is_kept && !self.token.as_ref().is_some_and(is_fresher) {
            self.token = Some(Rc::clone(new));
        }
    }

    /// Drops the token of a session, because its claims are stale.
    pub fn drop_session(&mut self, session: &str) {
        self.token.take_if(|token| *token.key.session == *session);
    }

    /// Drops the token, unless it is for the current session and was issued after the last change
    /// of the client.
    fn keep_only(&mut self, key: Option<&TokenKey>, client: Option<&Client>) {
        let is_current = |token: &CachedToken| {
            Some(&token.key) == key && token.info.freshness.issued_at() >= changed_at(client)
        };
        self.token.take_if(|token| !is_current(token));
    }
}

/// Returns when the client last changed, in Unix seconds.
fn changed_at(client: Option<&Client>) -> i64 {
    client.and_then(Client::updated_at).unwrap_or_default().div_euclid(1000)
}

impl State {
    /// Returns the key of the token for the cookies. `None` if nobody counts as signed in.
    pub fn cookie_key(&self) -> Option<TokenKey> {
        let session = self.client.signed_in_session()?.id().into();
        Some(TokenKey::of(&self.token_request(session, None, None)))
    }

    /// Returns the token for the cookies, if there is a valid one.
    pub fn cookie_token(&self, now: Instant) -> Option<&Rc<CachedToken>> {
        self.cookie.token.as_ref().filter(|token| token.is_valid_for(0.0, now))
    }

    /// Drops the token for the cookies if it no longer fits the client.
    pub fn check_cookie_token(&mut self) {
        if self.cookie.is_kept {
            let key = self.cookie_key();
            self.cookie.keep_only(key.as_ref(), self.client.client());
        }
    }
}

/// The names of an instance's cookies, by which they are found and written.
pub(crate) struct CookieNames {
    /// The name with the instance's suffix comes first, if the suffix is known. The other one may
    /// belong to another instance.
    pub session: Vec<String>,
    pub client_uat: Vec<String>,
}

impl CookieNames {
    /// Returns the names. Only at a development instance, the page writes `__client_uat`: elsewhere
    /// the Frontend API does.
    pub fn new(suffix: Option<&str>, is_development: bool) -> Self {
        let names = |name: &str| {
            let suffixed = suffix.map(|suffix| concat(&[name, "_", suffix]));
            suffixed.into_iter().chain([name.into()]).collect()
        };
        CookieNames {
            session: names(SESSION),
            client_uat: if is_development { names(CLIENT_UAT) } else { Vec::new() },
        }
    }
}

/// The changes to make to the cookies, by their names.
#[derive(Default)]
pub(crate) struct CookiePlan<'a> {
    pub expired: Vec<&'a str>,
    pub written: Vec<&'a str>,
    /// The value of `__client_uat`, and the cookies to write it to.
    pub client_uat: Option<(String, Vec<&'a str>)>,
}

/// The reason for a look at the cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// The client has changed.
    Change,
    /// No token came for the changed client in time.
    NoToken,
    /// Anything else.
    Other,
}

/// Decides which cookies to change. `cookies` are those of the page.
pub(crate) fn plan<'a>(
    state: &State,
    cookies: &str,
    names: &'a CookieNames,
    page: Page,
    occasion: Occasion,
    now: Instant,
) -> CookiePlan<'a> {
    let value_of =
        |name: &str| Cookies(cookies).find(|(other, _)| **other == *name).map(|(_, value)| value);
    let key = state.cookie_key();
    let token = state.cookie_token(now);
    // A page that other tabs may have overtaken must not undo their choice.
    let decides =
        page.is_visible && (page.has_focus || page.is_foreign_frame) && !state.doubts.is_pending();
    let suffixed = names.session.first().and_then(|name| value_of(name));
    let is_dropped = match occasion {
        Occasion::Change => key.is_none(),
        Occasion::NoToken => true,
        Occasion::Other => false,
    };
    let mut plan = CookiePlan::default();
    let mut holds_token = false;
    for name in &names.session {
        let value = value_of(name);
        let held = value.and_then(TokenInfo::of);
        if let Some(token) = token {
            let is_written = value == Some(token.jwt.expose());
            if page.is_visible && !is_written && may_replace(held.as_ref(), token, decides, now) {
                plan.written.push(name);
                holds_token = true;
                continue;
            }
            holds_token |= is_written;
        }
        let Some(value) = value else { continue };
        let session = held.as_ref().and_then(|held| held.session.as_deref());
        let has_ended = session.is_some_and(|session| state.client.has_ended(session));
        let is_own = names.session.len() > 1 && Some(value) == suffixed
            || session.is_some_and(|session| state.client.listed(session).is_some());
        if has_ended || is_dropped && is_own {
            plan.expired.push(name);
        }
    }
    let value = key.as_ref().map_or(0, |_| changed_at(state.client.client()));
    // A server asks for a handshake if the token is older than this time.
    if value == 0 && occasion == Occasion::Change || page.is_visible && holds_token {
        let value = decimal(value as u32);
        let is_other = |name: &&String| value_of(name) != Some(&*value);
        let others = names.client_uat.iter().filter(is_other).map(|name| &**name).collect();
        plan.client_uat = Some((value, others));
    }
    plan
}

/// Returns whether a token may replace the one that a cookie holds.
fn may_replace(
    held: Option<&TokenInfo>,
    token: &CachedToken,
    decides: bool,
    now: Instant,
) -> bool {
    let Some(held) = held else { return true };
    let is_same = held.session.as_ref() == Some(&token.key.session)
        && Some(&held.organization) == token.key.organization.as_ref();
    if held.expires_at_ms() <= now.wall_ms {
        return true;
    }
    if is_same { held.freshness < token.info.freshness } else { decides }
}
