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
use crate::api::request::ApiRequest;
use crate::models::Client;

/// The token for the cookies.
#[derive(Default)]
pub(crate) struct CookieToken {
    /// Whether the page keeps a token in its cookies.
    pub is_kept: bool,
    token: Option<Rc<CachedToken>>,
}

impl CookieToken {
    /// Takes a token, unless the present one is fresher.
    fn offer(&mut self, new: &Rc<CachedToken>, now: Instant) {
        let is_fresher = |old: &Rc<CachedToken>| {
            old.key == new.key
                && old.is_valid_for(0.0, now)
                && (old.jwt == new.jwt || old.info.freshness > new.info.freshness)
        };
        if !self.token.as_ref().is_some_and(is_fresher) {
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
    /// Returns the request for the cookies' token. `None` if nobody counts as signed in.
    pub fn cookie_request(&self) -> Option<ApiRequest> {
        let session = self.client.signed_in_session()?.id().into();
        Some(self.token_request(session, None, None))
    }

    /// Returns the key of the token for the cookies. `None` if nobody counts as signed in.
    fn cookie_key(&self) -> Option<TokenKey> {
        self.cookie_request().as_ref().map(TokenKey::of)
    }

    /// Returns the token for the cookies, if there is a valid one.
    pub fn cookie_token(&self, now: Instant) -> Option<&Rc<CachedToken>> {
        self.cookie.token.as_ref().filter(|token| token.is_valid_for(0.0, now))
    }

    /// Offers a token for the cookies.
    pub fn offer_to_cookie(&mut self, token: &Rc<CachedToken>, now: Instant) {
        if self.cookie.is_kept && self.cookie_key().as_ref() == Some(&token.key) {
            self.cookie.offer(token, now);
        }
    }

    /// Drops the token for the cookies if it no longer fits the client.
    pub fn check_cookie_token(&mut self) {
        if self.cookie.is_kept {
            let key = self.cookie_key();
            self.cookie.keep_only(key.as_ref(), self.client.client());
        }
    }
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

/// The change to make to a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CookieChange {
    None,
    /// The cookie gets the token.
    Write,
    Expire,
}

/// The view of a page on its cookies.
pub(crate) struct CookieView {
    pub page: Page,
    pub occasion: Occasion,
    pub now: Instant,
}

impl CookieView {
    /// Decides what to do with a cookie that holds `value`. The cookie with the instance's suffix
    /// holds `suffixed`: a cookie without suffix may belong to another instance, unless it has the
    /// same value.
    pub fn change(
        &self,
        state: &State,
        value: Option<&str>,
        suffixed: Option<&str>,
    ) -> CookieChange {
        let held = value.and_then(TokenInfo::of);
        if let Some(token) = state.cookie_token(self.now)
            && self.page.is_visible
            && self.may_replace(state, held.as_ref(), token)
        {
            return CookieChange::Write;
        }
        let session = held.as_ref().and_then(|held| held.session.as_deref());
        let is_dropped = match self.occasion {
            Occasion::Change => state.client.is_signed_out(),
            Occasion::NoToken => true,
            Occasion::Other => false,
        };
        let is_own = || {
            suffixed == value
                || session.is_some_and(|session| state.client.listed(session).is_some())
        };
        let has_ended = session.is_some_and(|session| state.client.has_ended(session));
        if value.is_some() && (has_ended || is_dropped && is_own()) {
            CookieChange::Expire
        } else {
            CookieChange::None
        }
    }

    /// Returns whether a token may replace the one that a cookie holds.
    fn may_replace(&self, state: &State, held: Option<&TokenInfo>, token: &CachedToken) -> bool {
        let Some(held) = held else { return true };
        if held.expires_at_ms() <= self.now.wall_ms {
            return true;
        }
        let is_same = held.session.as_ref() == Some(&token.key.session)
            && Some(&held.organization) == token.key.organization.as_ref();
        if is_same {
            return held.freshness < token.info.freshness;
        }
        // A page that another one may have overtaken must not undo its choice.
        (self.page.has_focus || self.page.is_foreign_frame) && !state.doubts.is_pending()
    }

    /// Returns the value for `__client_uat`, in Unix seconds. `None` if that must not change: a
    /// server asks for a handshake if the cookie is later than the token. `has_token` is whether a
    /// cookie holds the token.
    pub fn client_uat(&self, state: &State, has_token: bool) -> Option<i64> {
        if state.client.is_signed_out() {
            return (self.occasion == Occasion::Change).then_some(0);
        }
        (has_token && self.page.is_visible).then(|| changed_at(state.client.client()))
    }
}
