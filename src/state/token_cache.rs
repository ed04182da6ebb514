//! The session tokens of one client: returns valid ones, keeps the freshest, and schedules
//! renewals.

use core::cell::Cell;
use std::rc::Rc;

use super::clock::Instant;
use super::token_info::TokenInfo;
use crate::api::request::{ApiRequest, TokenParams};
use crate::util::encoding::push_percent_encoded;
use crate::util::text::{Secret, Text};

/// The time before a token's expiry at which it is renewed, in milliseconds.
const RENEWAL_MS: f64 = 15_000.0;

/// The properties by which a token is requested.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TokenKey {
    pub session: Text,
    pub template: Option<Text>,
    /// Empty for the personal account. `None` for the session's active organization, if that is not
    /// known here.
    pub organization: Option<Text>,
}

impl TokenKey {
    pub fn of(request: &ApiRequest) -> Self {
        let TokenParams { template, organization, .. } = &request.token;
        TokenKey {
            session: request.session.clone().unwrap_or_default(),
            template: template.clone(),
            organization: organization.clone(),
        }
    }

    /// Returns the key as a name that all tabs use. `None` if the organization is not known.
    pub fn shared_name(&self) -> Option<String> {
        let mut name = String::new();
        for part in [
            &*self.session,
            self.template.as_deref().unwrap_or_default(),
            self.organization.as_deref()?,
        ] {
            push_percent_encoded(&mut name, part);
            name.push('/');
        }
        Some(name)
    }
}

/// A token, with its key and the time of its request.
#[derive(Debug)]
pub(crate) struct CachedToken {
    pub key: TokenKey,
    pub jwt: Secret,
    pub info: TokenInfo,
    /// The time when its request was sent.
    pub requested_at: Instant,
    /// Whether it has been returned to a caller since it arrived.
    is_in_use: Cell<bool>,
}

impl CachedToken {
    pub fn new(key: TokenKey, jwt: Secret, info: TokenInfo, requested_at: Instant) -> Self {
        CachedToken { key, jwt, info, requested_at, is_in_use: Cell::new(false) }
    }

    /// Sets the token's age to what its time of issue says by the wall clock: the server may have
    /// issued it long before the request.
    pub fn age_since_issue(&mut self) {
        let age_ms = self.requested_at.wall_ms - self.info.freshness.issued_at() as f64 * 1000.0;
        self.requested_at = self.requested_at.before_ms(age_ms.max(0.0));
    }

    /// Returns whether the token is for the requested session and organization. A template's author
    /// chooses the claims of its tokens, so those are not checked.
    pub fn matches_request(&self) -> bool {
        let TokenKey { session, template, organization } = &self.key;
        template.is_some()
            || self.info.session.as_ref().is_none_or(|named| named == session)
                && organization.as_ref().is_none_or(|required| *required == self.info.organization)
    }

    pub fn is_valid_for(&self, min_remaining_ms: f64, now: Instant) -> bool {
        let remaining_ms = self.remaining_ms(now);
        remaining_ms > 0.0 && remaining_ms >= min_remaining_ms
    }

    /// Returns the time until its renewal, in milliseconds: [`RENEWAL_MS`] before its expiry, but
    /// not in the first half of its lifetime.
    pub fn renewal_in_ms(&self, now: Instant) -> f64 {
        self.remaining_ms(now) - RENEWAL_MS.min(self.info.lifetime_ms / 2.0)
    }

    fn remaining_ms(&self, now: Instant) -> f64 {
        self.info.lifetime_ms - now.since_ms(self.requested_at)
    }
}

/// The tokens of one client.
#[derive(Default)]
pub(crate) struct TokenCache {
    tokens: Vec<Rc<CachedToken>>,
    /// The time of the last change of sessions. Tokens that any tab requested earlier are stale.
    stale_before: Option<Instant>,
}

impl TokenCache {
    pub fn find(&self, is_meant: impl Fn(&CachedToken) -> bool) -> Option<&Rc<CachedToken>> {
        self.tokens.iter().find(|token| is_meant(token))
    }

    /// Returns the token for this key if it remains valid for at least `min_remaining_ms`. Drops
    /// the expired tokens of other keys, but not the one of this key: the server may ask for it as
    /// the expired token.
    pub fn get(
        &mut self,
        key: &TokenKey,
        min_remaining_ms: f64,
        now: Instant,
    ) -> Option<Rc<CachedToken>> {
        self.tokens.retain(|token| token.key == *key || token.is_valid_for(0.0, now));
        let token =
            self.find(|token| token.key == *key && token.is_valid_for(min_remaining_ms, now))?;
        token.is_in_use.set(true);
        Some(Rc::clone(token))
    }

    /// Replaces the token for a key, unless the old one is fresher and still valid. Returns the
    /// token to use: if the new one equals the old one, the old one with the time of its own
    /// request.
    pub fn insert(&mut self, new: Rc<CachedToken>, now: Instant) -> Rc<CachedToken> {
        match self.tokens.iter_mut().find(|old| old.key == new.key) {
            Some(old) if old.jwt == new.jwt => return Rc::clone(old),
            Some(old) if old.info.freshness > new.info.freshness && old.is_valid_for(0.0, now) => {}
            Some(old) => *old = Rc::clone(&new),
            None => self.tokens.push(Rc::clone(&new)),
        }
        new
    }

    /// Drops the tokens of some sessions.
    pub fn drop_sessions(&mut self, is_meant: &dyn Fn(&str) -> bool) {
        self.tokens.retain(|token| !is_meant(&token.key.session));
    }

    /// Marks every token that any tab requested before `now` as stale.
    pub fn mark_stale(&mut self, now: Instant) {
        self.stale_before = Some(now);
    }

    /// Returns whether another tab's token was requested after the last change, by both clocks.
    pub fn is_up_to_date(&self, token: &CachedToken) -> bool {
        self.stale_before.is_none_or(|stale_before| stale_before.since_ms(token.requested_at) < 0.0)
    }

    /// Returns the time until the next renewal, in milliseconds. Infinite if there is none.
    pub fn next_renewal_ms(&self, now: Instant) -> f64 {
        let renewals =
            self.tokens.iter().map(|token| (token.renewal_in_ms(now), token.is_in_use.get()));
        renewals
            .filter(|(ms, is_in_use)| *is_in_use || *ms > 0.0)
            .fold(f64::INFINITY, |next, (ms, _)| next.min(ms))
    }

    /// Takes a token that needs renewal and has been returned since it arrived. Returns each token
    /// once, so that a failed renewal is not repeated endlessly.
    pub fn take_due(&self, now: Instant) -> Option<&Rc<CachedToken>> {
        self.find(|token| token.renewal_in_ms(now) <= 0.0 && token.is_in_use.replace(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation::CREATE_TOKEN;
    use crate::util::encoding::encode_base64url;

    fn at(ms: f64) -> Instant {
        Instant { monotonic_ms: ms, wall_ms: 1_700_000_000_000.0 + ms }
    }

    fn key(session: &str) -> TokenKey {
        TokenKey { session: session.into(), template: None, organization: Some("".into()) }
    }

    fn jwt(header: &str, claims: &str) -> String {
        [header, claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2lnbmF0dXJl"
    }

    /// Returns a token for `sess_1` with a lifetime of 60 s.
    fn token(oiat: Option<i64>, iat: i64) -> String {
        let header = oiat.map_or("{}".into(), |oiat| format!(r#"{{"oiat":{oiat}}}"#));
        jwt(&header, &format!(r#"{{"sid":"sess_1","iat":{iat},"exp":{}}}"#, iat + 61))
    }

    fn cached(jwt: &str, requested_ms: f64) -> Rc<CachedToken> {
        let info = TokenInfo::of(jwt).unwrap();
        Rc::new(CachedToken::new(key("sess_1"), Secret(jwt.into()), info, at(requested_ms)))
    }

    fn cache_of(jwt: &str) -> TokenCache {
        let mut tokens = TokenCache::default();
        tokens.insert(cached(jwt, 0.0), at(0.0));
        tokens
    }

    fn got(tokens: &mut TokenCache, min_remaining_ms: f64, now: Instant) -> Option<String> {
        tokens.get(&key("sess_1"), min_remaining_ms, now).map(|token| token.jwt.expose().into())
    }

    #[test]
    fn a_token_is_returned_while_enough_of_its_lifetime_remains() {
        let jwt = token(None, 1);
        let mut tokens = cache_of(&jwt);
        assert_eq!(got(&mut tokens, 10_000.0, at(50_000.0)), Some(jwt.clone()));
        assert_eq!(got(&mut tokens, 10_000.0, at(50_001.0)), None);
        assert_eq!(got(&mut tokens, 0.0, at(59_999.0)), Some(jwt));
        assert_eq!(got(&mut tokens, 0.0, at(60_000.0)), None, "it has expired");
        assert!(tokens.get(&key("sess_2"), 0.0, at(0.0)).is_none());
    }

    #[test]
    fn a_token_expires_by_either_clock() {
        let mut tokens = cache_of(&token(None, 1));
        let wall = 1_700_000_000_000.0;
        let mut is_good = |monotonic_ms, wall_ms| {
            got(&mut tokens, 0.0, Instant { monotonic_ms, wall_ms }).is_some()
        };
        assert!(is_good(1_000.0, wall - 9e9), "the wall clock was set back");
        assert!(!is_good(0.0, wall + 60_000.0), "the machine slept");
        assert!(!is_good(60_000.0, wall - 9e9), "the wall clock was set back");
    }

    #[test]
    fn a_fresher_token_is_not_replaced() {
        // From the least fresh to the freshest.
        let order = [(None, 1), (None, 2), (Some(1), 0), (Some(1), 1), (Some(2), 0)]
            .map(|(oiat, iat)| token(oiat, iat));
        for (fresh, fresher) in order.iter().enumerate() {
            for (other, candidate) in order.iter().enumerate() {
                let mut tokens = cache_of(fresher);
                tokens.insert(cached(candidate, 1.0), at(1.0));
                let expected = if other >= fresh { candidate } else { fresher };
                assert_eq!(got(&mut tokens, 0.0, at(1.0)).as_ref(), Some(expected));
                let late = token(None, 0);
                tokens.insert(cached(&late, 61_000.0), at(61_000.0));
                assert_eq!(
                    got(&mut tokens, 0.0, at(61_000.0)),
                    Some(late),
                    "the fresher one has expired"
                );
            }
        }
    }

    #[test]
    fn an_equal_token_keeps_the_time_of_the_first_request() {
        let jwt = token(None, 1);
        let mut tokens = cache_of(&jwt);
        assert_eq!(tokens.insert(cached(&jwt, 40_000.0), at(40_000.0)).requested_at, at(0.0));
        assert!(got(&mut tokens, 0.0, at(59_999.0)).is_some());
        assert_eq!(got(&mut tokens, 0.0, at(60_000.0)), None);
    }

    #[test]
    fn a_token_is_renewed_before_its_end_but_not_in_the_first_half_of_its_lifetime() {
        for (lifetime_seconds, renewal_ms) in
            [(60, 45_000.0), (30, 15_000.0), (20, 10_000.0), (600, 585_000.0)]
        {
            let jwt = jwt("{}", &format!(r#"{{"iat":1,"exp":{}}}"#, 2 + lifetime_seconds));
            let mut tokens = cache_of(&jwt);
            assert_eq!(tokens.next_renewal_ms(at(0.0)), renewal_ms);
            assert!(got(&mut tokens, 0.0, at(1.0)).is_some());
            assert!(tokens.take_due(at(renewal_ms - 1.0)).is_none());
            assert_eq!(tokens.next_renewal_ms(at(renewal_ms)), 0.0);
            assert!(tokens.take_due(at(renewal_ms)).is_some());
            assert_eq!(tokens.next_renewal_ms(at(renewal_ms)), f64::INFINITY);
        }
    }

    #[test]
    fn only_tokens_in_use_are_renewed_and_each_once() {
        let mut tokens = cache_of(&token(None, 1));
        assert!(tokens.take_due(at(45_000.0)).is_none(), "it was never returned");
        assert!(got(&mut tokens, 0.0, at(45_001.0)).is_some());
        assert!(tokens.take_due(at(45_002.0)).is_some());
        assert!(tokens.take_due(at(45_003.0)).is_none(), "the renewal may have failed");
    }

    #[test]
    fn dropped_and_expired_tokens_are_removed() {
        let mut tokens = cache_of(&token(None, 1));
        tokens.drop_sessions(&|session| session == "sess_2");
        assert!(got(&mut tokens, 0.0, at(0.0)).is_some());
        tokens.drop_sessions(&|session| session == "sess_1");
        assert!(tokens.tokens.is_empty());

        let mut tokens = cache_of(&token(None, 1));
        assert_eq!(got(&mut tokens, 0.0, at(60_000.0)), None);
        assert_eq!(
            tokens.tokens.len(),
            1,
            "the server may ask for the expired token of the requested key"
        );
        assert!(tokens.get(&key("sess_2"), 0.0, at(60_000.0)).is_none());
        assert!(tokens.tokens.is_empty());
    }

    #[test]
    fn another_tabs_token_must_have_been_requested_after_the_last_change_by_both_clocks() {
        let (mut tokens, jwt) = (TokenCache::default(), token(None, 1));
        let is_taken = |tokens: &TokenCache, requested_at: Instant| {
            let info = TokenInfo::of(&jwt).unwrap();
            let jwt = Secret(jwt.as_str().into());
            tokens.is_up_to_date(&CachedToken::new(key("sess_1"), jwt, info, requested_at))
        };
        assert!(is_taken(&tokens, at(-9e9)), "nothing has changed yet");
        tokens.mark_stale(at(1_000.0));
        assert!(!is_taken(&tokens, at(1_000.0)));
        assert!(is_taken(&tokens, at(1_001.0)));
        let wall_ms = 1_700_000_000_000.0;
        let set_back = Instant { monotonic_ms: 1_001.0, wall_ms };
        assert!(!is_taken(&tokens, set_back), "the wall clock was set back");
        let set_forward = Instant { monotonic_ms: 999.0, wall_ms: wall_ms + 9e9 };
        assert!(!is_taken(&tokens, set_forward), "the wall clock was set forward");
    }

    #[test]
    fn a_token_must_match_the_requested_session_and_organization() {
        let jwt = jwt("{}", r#"{"sid":"sess_1","iat":1,"exp":61,"org_id":"org_1"}"#);
        let matches = |session: &str, template: Option<&str>, organization: Option<&str>| {
            let (template, organization) = (template.map(Text::from), organization.map(Text::from));
            let key = TokenKey { session: session.into(), template, organization };
            let info = TokenInfo::of(&jwt).unwrap();
            CachedToken::new(key, Secret(jwt.as_str().into()), info, at(0.0)).matches_request()
        };
        assert!(matches("sess_1", None, Some("org_1")));
        assert!(matches("sess_1", None, None));
        assert!(
            matches("sess_2", Some("supabase"), Some("org_2")),
            "a template's author chooses its claims"
        );
        assert!(!matches("sess_1", None, Some("")));
        assert!(!matches("sess_1", None, Some("org_2")));
        assert!(!matches("sess_2", None, Some("org_1")));
    }

    #[test]
    fn no_two_keys_share_a_name() {
        let name = |session: &str, template: Option<&str>, organization: Option<&str>| {
            let (template, organization) = (template.map(Text::from), organization.map(Text::from));
            TokenKey { session: session.into(), template, organization }.shared_name()
        };
        assert_eq!(name("sess 1", Some("a/b"), Some("")).as_deref(), Some("sess%201/a%2Fb//"));
        assert_ne!(name("s", None, Some("a")), name("s", Some("a"), Some("")));
        assert_eq!(name("s", None, None), None);
        let request =
            ApiRequest { session: Some("sess_1".into()), ..ApiRequest::new(&CREATE_TOKEN) };
        assert_eq!(&*TokenKey::of(&request).session, "sess_1");
    }
}
