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
        self.token.take_if(|token| *token.key.session == *session);
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
        let is_same = held.session.as_deref() == Some(&*token.key.session)
            && held.organization == token.info.organization;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::parse::Model;
    use crate::util::encoding::encode_base64url;
    use crate::util::text::Secret;

    /// Unix seconds.
    const ISSUED_AT: i64 = 1_700_000_000;
    const VISIBLE: Page =
        Page { is_visible: true, is_hidden: false, has_focus: false, is_foreign_frame: false };
    const FOCUSED: Page = Page { has_focus: true, ..VISIBLE };
    const FOREIGN: Page = Page { is_foreign_frame: true, ..VISIBLE };
    const HIDDEN: Page = Page { is_visible: false, is_hidden: true, ..VISIBLE };

    fn at(seconds: i64) -> Instant {
        let ms = seconds as f64 * 1000.0;
        Instant { monotonic_ms: ms, wall_ms: ms }
    }

    /// Returns a token that is valid for a minute.
    fn jwt(session: &str, organization: &str, issued_at: i64) -> String {
        let claims = format!(
            r#"{{"sid":"{session}","org_id":"{organization}","iat":{issued_at},"exp":{}}}"#,
            issued_at + 61
        );
        ["{}", &claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2ln"
    }

    fn token(session: &str, organization: &str, issued_at: i64) -> Rc<CachedToken> {
        let jwt = jwt(session, organization, issued_at);
        let key = TokenKey {
            session: session.into(),
            template: None,
            organization: Some(organization.into()),
        };
        let info = TokenInfo::of(&jwt).unwrap();
        Rc::new(CachedToken::new(key, Secret(jwt.as_str().into()), info, at(issued_at)))
    }

    fn client(id: &str, sessions: &[(&str, &str)], updated_at: i64) -> Option<Client> {
        let session = |(id, status): &(&str, &str)| {
            format!(r#"{{"id":"{id}","status":"{status}","expire_at":1,"last_active_at":2}}"#)
        };
        let sessions: Vec<_> = sessions.iter().map(session).collect();
        Client::parse(format!(
            r#"{{"id":"{id}","sessions":[{}],"last_active_session_id":"a","updated_at":{}}}"#,
            sessions.join(","),
            updated_at * 1000 + 900
        ))
        .ok()
    }

    fn state_of(sessions: &[(&str, &str)]) -> ClientState {
        let mut state = ClientState::default();
        state.apply(client("client_1", sessions, ISSUED_AT), at(ISSUED_AT));
        state
    }

    fn jwt_in(cookie: &CookieToken, now: i64) -> Option<&str> {
        cookie.get(at(now)).map(|token| token.jwt.expose())
    }

    #[test]
    fn the_fresher_of_two_tokens_is_kept_while_it_is_valid() {
        let mut cookie = CookieToken::default();
        let (old, new) = (token("a", "", ISSUED_AT), token("a", "", ISSUED_AT + 10));
        for offered in [&old, &new, &old] {
            cookie.offer(offered, at(ISSUED_AT + 20));
        }
        assert_eq!(jwt_in(&cookie, ISSUED_AT + 20), Some(new.jwt.expose()));
        assert_eq!(jwt_in(&cookie, ISSUED_AT + 71), None, "it has expired");
        cookie.offer(&old, at(ISSUED_AT + 71));
        assert_eq!(jwt_in(&cookie, ISSUED_AT + 20), Some(old.jwt.expose()));
    }

    #[test]
    fn a_token_is_dropped_if_it_no_longer_fits_the_client() {
        let kept_after = |key: Option<&TokenKey>, changed_at: i64| {
            let mut cookie = CookieToken::default();
            cookie.offer(&token("a", "", ISSUED_AT), at(ISSUED_AT));
            cookie.keep_only(key, client("client_1", &[("a", "active")], changed_at).as_ref());
            cookie.get(at(ISSUED_AT)).is_some()
        };
        let key = &token("a", "", ISSUED_AT).key;
        assert!(kept_after(Some(key), ISSUED_AT), "issued in the second of the change");
        assert!(!kept_after(Some(key), ISSUED_AT + 1), "issued before the change");
        assert!(!kept_after(None, ISSUED_AT), "nobody is signed in");
        for other in [token("b", "", ISSUED_AT), token("a", "org_1", ISSUED_AT)] {
            assert!(!kept_after(Some(&other.key), ISSUED_AT));
        }
    }

    #[test]
    fn the_token_of_a_session_is_dropped_when_its_claims_are_stale() {
        let mut cookie = CookieToken::default();
        cookie.offer(&token("a", "", ISSUED_AT), at(ISSUED_AT));
        cookie.drop_session("b");
        assert!(cookie.get(at(ISSUED_AT)).is_some());
        cookie.drop_session("a");
        assert!(cookie.get(at(ISSUED_AT)).is_none());
    }

    #[test]
    fn a_visible_page_replaces_what_is_no_other_choice_and_the_focus_decides_the_rest() {
        let own = token("a", "", ISSUED_AT);
        let state = state_of(&[("a", "active"), ("b", "active")]);
        let change = |page: Page, is_doubtful: bool, value: Option<&str>| {
            let mut doubts = Doubts::default();
            if is_doubtful {
                doubts.raise(false);
            }
            let now = at(ISSUED_AT + 5);
            let view = CookieView { token: Some(&own), page, occasion: Occasion::Other, now };
            view.change(&state, &doubts, value, value)
        };
        let [older, same, fresher, expired, other_session, other_organization] = [
            jwt("a", "", ISSUED_AT - 10),
            jwt("a", "", ISSUED_AT),
            jwt("a", "", ISSUED_AT + 1),
            jwt("b", "", ISSUED_AT - 100),
            jwt("b", "", ISSUED_AT),
            jwt("a", "org_1", ISSUED_AT),
        ];
        for is_doubtful in [false, true] {
            for value in [None, Some("no-token"), Some(&*older), Some(&*expired)] {
                assert_eq!(change(VISIBLE, is_doubtful, value), CookieChange::Write, "{value:?}");
                assert_eq!(change(HIDDEN, is_doubtful, value), CookieChange::None, "{value:?}");
            }
            for value in [&same, &fresher] {
                assert_eq!(change(FOCUSED, is_doubtful, Some(value)), CookieChange::None);
            }
        }
        for value in [&*other_session, &other_organization] {
            for (page, is_doubtful, expected) in [
                (VISIBLE, false, CookieChange::None),
                (HIDDEN, false, CookieChange::None),
                (FOCUSED, false, CookieChange::Write),
                (FOREIGN, false, CookieChange::Write),
                (FOCUSED, true, CookieChange::None),
            ] {
                assert_eq!(change(page, is_doubtful, Some(value)), expected, "{page:?}");
            }
        }
    }

    #[test]
    fn any_page_expires_the_cookie_of_an_ended_session() {
        let mut state = state_of(&[("a", "active"), ("b", "active"), ("c", "revoked")]);
        state.apply(client("client_1", &[("a", "active"), ("c", "revoked")], 0), at(ISSUED_AT));
        let change = |state: &ClientState, session: &str| {
            let now = at(ISSUED_AT);
            let view = CookieView { token: None, page: HIDDEN, occasion: Occasion::Other, now };
            let value = jwt(session, "", ISSUED_AT);
            view.change(state, &Doubts::default(), Some(&value), None)
        };
        assert_eq!(change(&state, "a"), CookieChange::None);
        assert_eq!(change(&state, "b"), CookieChange::Expire, "it is no longer listed");
        assert_eq!(change(&state, "c"), CookieChange::Expire, "it is listed as revoked");
        assert_eq!(change(&state, "stranger"), CookieChange::None);
        state.apply(client("client_2", &[("d", "active")], 0), at(ISSUED_AT));
        assert_eq!(change(&state, "a"), CookieChange::Expire, "its client was replaced");
    }

    #[test]
    fn without_a_session_only_cookies_of_this_instance_are_expired() {
        let mut state = ClientState::default();
        state.apply(None, at(ISSUED_AT));
        let (own, other) = (jwt("a", "", ISSUED_AT), jwt("b", "", ISSUED_AT));
        let change = |occasion: Occasion, value: &str, suffixed: Option<&str>| {
            let view = CookieView { token: None, page: HIDDEN, occasion, now: at(ISSUED_AT) };
            view.change(&state, &Doubts::default(), Some(value), suffixed)
        };
        for occasion in [Occasion::Change, Occasion::NoToken] {
            assert_eq!(change(occasion, &own, Some(&own)), CookieChange::Expire);
            assert_eq!(change(occasion, &other, Some(&own)), CookieChange::None);
            assert_eq!(change(occasion, &other, None), CookieChange::None);
        }
        assert_eq!(change(Occasion::Other, &own, Some(&own)), CookieChange::None);
    }

    #[test]
    fn client_uat_follows_the_token() {
        let signed_in = state_of(&[("a", "active")]);
        let mut signed_out = ClientState::default();
        signed_out.apply(None, at(ISSUED_AT));
        let client_uat = |state: &ClientState, page: Page, occasion: Occasion, has_token: bool| {
            CookieView { token: None, page, occasion, now: at(ISSUED_AT) }
                .client_uat(state, has_token)
        };
        for occasion in [Occasion::Change, Occasion::Other] {
            assert_eq!(client_uat(&signed_in, VISIBLE, occasion, true), Some(ISSUED_AT));
            assert_eq!(client_uat(&signed_in, VISIBLE, occasion, false), None);
            assert_eq!(client_uat(&signed_in, HIDDEN, occasion, true), None);
        }
        assert_eq!(client_uat(&signed_out, HIDDEN, Occasion::Change, false), Some(0));
        assert_eq!(client_uat(&signed_out, VISIBLE, Occasion::Other, false), None);
    }
}
