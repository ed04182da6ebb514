//! Decides what the cookies for the application's server must hold: a token of the current session,
//! or nothing.
//!
//! Clerk's server SDKs take a user for signed in if `__session` holds a valid token, and if
//! `__client_uat`, the time of the client's last change, is not later than the token.

use std::rc::Rc;

use super::client_state::ClientState;
use super::clock::Instant;
use super::doubts::Doubts;
use super::page::Page;
use super::token_cache::{CachedToken, TokenKey};
use super::token_info::TokenInfo;
use crate::models::Client;

/// The token for the cookies.
#[derive(Default)]
pub(crate) struct CookieToken {
    /// Whether the page keeps a token in its cookies.
    pub is_kept: bool,
    token: Option<Rc<CachedToken>>,
    /// The last token that was dropped because its claims are stale.
    stale: Option<Rc<CachedToken>>,
}

impl CookieToken {
    /// Returns the token, if there is a valid one.
    pub fn get(&self, now: Instant) -> Option<&Rc<CachedToken>> {
        self.token.as_ref().filter(|token| token.is_valid_for(0.0, now))
    }

    /// Takes a token, unless the present one is fresher.
    pub fn offer(&mut self, new: &Rc<CachedToken>, now: Instant) {
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
        if let Some(token) = self.token.take_if(|token| *token.key.session == *session) {
            self.stale = Some(token);
        }
    }

    /// Returns whether a token that the server did not issue for a request may be older than the
    /// last one that became stale.
    pub fn may_be_stale(&self, token: &CachedToken) -> bool {
        let is_newer = |stale: &Rc<CachedToken>| stale.info.freshness < token.info.freshness;
        self.stale.as_ref().filter(|stale| stale.key == token.key).is_some_and(|it| !is_newer(it))
    }

    /// Drops the token, unless it is for the current session and was issued after the last change
    /// of the client.
    pub fn keep_only(&mut self, key: Option<&TokenKey>, client: Option<&Client>) {
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
pub(crate) struct CookieView<'a> {
    /// The valid token for the cookies.
    pub token: Option<&'a CachedToken>,
    pub page: Page,
    pub occasion: Occasion,
    pub now: Instant,
}

impl CookieView<'_> {
    /// Decides what to do with a cookie that holds `value`. `suffixed` is the value of the cookie
    /// with the instance's suffix: a cookie without suffix may belong to another instance, unless
    /// both have the same value.
    pub fn change(
        &self,
        client: &ClientState,
        doubts: &Doubts,
        value: Option<&str>,
        suffixed: Option<&str>,
    ) -> CookieChange {
        let held = value.and_then(TokenInfo::of);
        if let Some(token) = self.token
            && self.page.is_visible
            && self.may_replace(doubts, held.as_ref(), token)
        {
            return CookieChange::Write;
        }
        let session = held.as_ref().and_then(|held| held.session.as_deref());
        let is_dropped = match self.occasion {
            Occasion::Change => client.is_signed_out(),
            Occasion::NoToken => true,
            Occasion::Other => false,
        };
        let is_own =
            || suffixed == value || session.is_some_and(|session| client.listed(session).is_some());
        let has_ended = session.is_some_and(|session| client.has_ended(session));
        if value.is_some() && (has_ended || is_dropped && is_own()) {
            CookieChange::Expire
        } else {
            CookieChange::None
        }
    }

    /// Returns whether a token may replace the one that a cookie holds.
    fn may_replace(&self, doubts: &Doubts, held: Option<&TokenInfo>, token: &CachedToken) -> bool {
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
        (self.page.has_focus || self.page.is_foreign_frame) && !doubts.is_pending()
    }

    /// Returns the value for `__client_uat`, in Unix seconds. `None` if that must not change: a
    /// server asks for a handshake if the cookie is later than the token. `has_token` is whether a
    /// cookie holds the token.
    pub fn client_uat(&self, client: &ClientState, has_token: bool) -> Option<i64> {
        if client.is_signed_out() {
            return (self.occasion == Occasion::Change).then_some(0);
        }
        (has_token && self.page.is_visible).then(|| changed_at(client.client()))
    }
}
