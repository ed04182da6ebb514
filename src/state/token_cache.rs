//! The tokens that have been got: which may still be given out, which is fresher, and when one is to be renewed.
//!
//! Plain values. What time it is, says whoever asks.

use core::cell::Cell;
use std::rc::Rc;

use super::clock::Instant;
use crate::api::request::{Question, TokenQuestion};
use crate::document::RawJson;
use crate::token::DecodedToken;
use crate::util::encoding::push_percent_encoded;
use crate::util::text::{Secret, Text};

/// How long before its end a token is renewed, in milliseconds.
const RENEWAL_MS: f64 = 15_000.0;

models! {
    /// What matters here of a token's header.
    struct Header {
        oiat: Option<i64>,
    }

    /// What matters here of a token's claims, whether it is the session's own or a template's.
    pub(crate) struct Claims {
        /// The session.
        sid: Option<Text>,
        iat: Option<i64>,
        exp: Option<i64>,
    }

    /// The organization that a session token is for: in version 1 and in version 2.
    struct OrganizationClaims {
        org_id: Option<Text>,
        o: Option<OrganizationClaim>,
    }

    struct OrganizationClaim {
        id: Option<Text>,
    }
}

/// What a token says of itself.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub session: Option<Text>,
    /// Empty: the personal account.
    pub organization: Text,
    /// From its issue to its end, in milliseconds.
    pub life_ms: f64,
    freshness: Freshness,
}

/// When a token's claims were read from the database, if that is known, and when it was issued, in Unix seconds.
/// The greater, the fresher.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Freshness {
    oiat: Option<i64>,
    iat: i64,
}

impl Facts {
    /// `None`: it is no token, or does not say how long it lives.
    pub fn of(jwt: &str) -> Option<Self> {
        let token = DecodedToken::decode(jwt).ok()?;
        let header: Header = token.header()?.read()?;
        let organization = organization(token.claims()?).unwrap_or_default();
        let claims: Claims = token.claims()?.read()?;
        let iat = claims.iat()?;
        let life_ms = (claims.exp()? - iat) as f64 * 1000.0;
        (life_ms > 0.0).then(|| Facts {
            session: claims.sid().map(Text::from),
            organization,
            life_ms,
            freshness: Freshness { oiat: header.oiat(), iat },
        })
    }
}

/// Read by themselves: a template's claims may have these names for something else.
fn organization(claims: RawJson<'_>) -> Option<Text> {
    let claims: OrganizationClaims = claims.read()?;
    let current = claims.o();
    current.as_ref().and_then(|claim| claim.id()).or(claims.org_id()).map(Text::from)
}

/// What a token is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Purpose {
    pub session: Text,
    pub template: Option<Text>,
    /// Empty: the personal account. `None`: the session's own, which is not known here.
    pub organization: Option<Text>,
}

impl Purpose {
    pub fn of(question: &Question) -> Self {
        let TokenQuestion { template, organization, .. } = &question.token;
        Purpose {
            session: question.session.clone().unwrap_or_default(),
            template: template.clone(),
            organization: organization.clone(),
        }
    }

    /// As one word. `None`: it is not known what it is for.
    pub fn word(&self) -> Option<String> {
        let mut word = String::new();
        for part in
            [&*self.session, self.template.as_deref().unwrap_or_default(), self.organization.as_deref()?]
        {
            push_percent_encoded(&mut word, part);
            word.push('/');
        }
        Some(word)
    }
}

/// A token with what is known of it.
#[derive(Debug)]
pub(crate) struct Held {
    pub purpose: Purpose,
    pub jwt: Secret,
    pub facts: Facts,
    /// When the request for it was sent.
    pub asked: Instant,
    /// Whether it has been given out since it came.
    is_wanted: Cell<bool>,
}

impl Held {
    pub fn new(purpose: Purpose, jwt: Secret, facts: Facts, asked: Instant) -> Self {
        Held { purpose, jwt, facts, asked, is_wanted: Cell::new(false) }
    }

    /// Whether it is for the session and, unless a template's, for the organization that it was asked for.
    pub fn is_as_asked(&self) -> bool {
        let Purpose { session, template, organization } = &self.purpose;
        let is = |asked: &Option<Text>| asked.as_ref().is_none_or(|asked| *asked == self.facts.organization);
        self.facts.session.as_ref().is_none_or(|said| said == session)
            && (template.is_some() || is(organization))
    }

    pub fn is_good_for(&self, least_ms: f64, now: Instant) -> bool {
        let left_ms = self.left_ms(now);
        left_ms > 0.0 && left_ms >= least_ms
    }

    /// How long until it is to be renewed, in milliseconds: a while before its end, but not in the first half of its life.
    pub fn renewal_in_ms(&self, now: Instant) -> f64 {
        self.left_ms(now) - RENEWAL_MS.min(self.facts.life_ms / 2.0)
    }

    /// How much of its life is left, in milliseconds.
    fn left_ms(&self, now: Instant) -> f64 {
        self.facts.life_ms - now.since_ms(self.asked)
    }
}

/// The tokens of one client.
#[derive(Default)]
pub(crate) struct Tokens {
    held: Vec<Rc<Held>>,
    /// Until when what is known of sessions has changed, so that a token that was asked for before, here or elsewhere, is old.
    outdated: Option<Instant>,
}

impl Tokens {
    pub fn find(&self, is_meant: impl Fn(&Held) -> bool) -> Option<&Rc<Held>> {
        self.held.iter().find(|held| is_meant(held))
    }

    /// Gives out the token for this purpose, if it is good for so many milliseconds more.
    pub fn get(&self, purpose: &Purpose, least_ms: f64, now: Instant) -> Option<Rc<Held>> {
        let held = self.find(|held| held.purpose == *purpose && held.is_good_for(least_ms, now))?;
        held.is_wanted.set(true);
        Some(Rc::clone(held))
    }

    /// Keeps a token in the place of the one before, unless that is fresher and still good. The one that is given out: the same one
    /// again is as old as it was.
    pub fn keep(&mut self, new: Rc<Held>, now: Instant) -> Rc<Held> {
        match self.held.iter_mut().find(|old| old.purpose == new.purpose) {
            Some(old) if old.jwt == new.jwt => return Rc::clone(old),
            Some(old) if old.facts.freshness > new.facts.freshness && old.is_good_for(0.0, now) => {}
            Some(old) => *old = Rc::clone(&new),
            None => self.held.push(Rc::clone(&new)),
        }
        new
    }

    /// Drops the tokens of sessions.
    pub fn drop_of(&mut self, is_meant: &dyn Fn(&str) -> bool) {
        self.held.retain(|held| !is_meant(&held.purpose.session));
    }

    /// Has no token of another tab be taken that was asked for before now.
    pub fn outdate(&mut self, now: Instant) {
        self.outdated = Some(now);
    }

    /// Whether a token of another tab says what is known here.
    pub fn is_up_to_date(&self, held: &Held) -> bool {
        // By both clocks.
        self.outdated.is_none_or(|outdated| outdated.since_ms(held.asked) < 0.0)
    }

    /// How long until the next renewal, in milliseconds: infinite if there is none.
    pub fn next_renewal_ms(&self, now: Instant) -> f64 {
        let next = self.held.iter().map(|held| (held.renewal_in_ms(now), held.is_wanted.get()));
        next.filter(|(ms, is_wanted)| *is_wanted || *ms > 0.0)
            .fold(f64::INFINITY, |next, (ms, _)| next.min(ms))
    }

    /// What is to be renewed now: a token that somebody wants. Each is named once, so that a renewal that fails is not repeated
    /// without end.
    pub fn take_due(&self, now: Instant) -> Option<&Rc<Held>> {
        self.find(|held| held.renewal_in_ms(now) <= 0.0 && held.is_wanted.replace(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation::CREATE_TOKEN;
    use crate::util::encoding::encode_base64url;

    fn jwt(header: &str, claims: &str) -> String {
        [header, claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2ln"
    }

    /// A token that lives 60 s.
    fn token(oiat: Option<i64>, iat: i64) -> String {
        let header = oiat.map_or("{}".into(), |oiat| format!(r#"{{"oiat":{oiat}}}"#));
        jwt(&header, &format!(r#"{{"sid":"sess_1","iat":{iat},"exp":{}}}"#, iat + 60))
    }

    fn purpose(session: &str) -> Purpose {
        Purpose { session: session.into(), template: None, organization: Some("".into()) }
    }

    fn at(ms: f64) -> Instant {
        Instant::at(ms, 1_700_000_000_000.0 + ms)
    }

    fn held(jwt: &str, asked_ms: f64) -> Rc<Held> {
        Rc::new(Held::new(purpose("sess_1"), Secret(jwt.into()), Facts::of(jwt).unwrap(), at(asked_ms)))
    }

    fn keeping(jwt: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.keep(held(jwt, 0.0), at(0.0));
        tokens
    }

    fn got(tokens: &Tokens, least_ms: f64, now: Instant) -> Option<String> {
        tokens.get(&purpose("sess_1"), least_ms, now).map(|held| held.jwt.expose().into())
    }

    #[test]
    fn facts_of_both_versions() {
        let organization = |claims: &str| {
            Facts::of(&jwt("{}", &format!(r#"{{"iat":1,"exp":61{claims}}}"#))).unwrap().organization
        };
        assert_eq!(&*organization(r#","org_id":"org_1""#), "org_1");
        assert_eq!(&*organization(r#","v":2,"o":{"id":"org_2","slg":"x"}"#), "org_2");
        assert_eq!(&*organization(""), "");
        assert_eq!(&*organization(r#","o":"a template's","org_id":7"#), "");
        let facts = Facts::of(&token(Some(5), 1)).unwrap();
        assert_eq!((facts.session.as_deref(), facts.life_ms), (Some("sess_1"), 60_000.0));
    }

    #[test]
    fn what_does_not_say_how_long_it_lives_is_no_token() {
        for claims in ["{}", r#"{"iat":1}"#, r#"{"exp":1}"#, r#"{"iat":1,"exp":1}"#, r#"{"iat":"1","exp":2}"#]
        {
            assert!(Facts::of(&jwt("{}", claims)).is_none(), "{claims}");
        }
        assert!(Facts::of("").is_none() && Facts::of("a.b.c").is_none());
    }

    #[test]
    fn a_token_is_given_out_while_enough_of_its_life_is_left() {
        let jwt = token(None, 1);
        let tokens = keeping(&jwt);
        assert_eq!(got(&tokens, 10_000.0, at(50_000.0)), Some(jwt.clone()));
        assert_eq!(got(&tokens, 10_000.0, at(50_001.0)), None);
        assert_eq!(got(&tokens, 0.0, at(59_999.0)), Some(jwt));
        assert_eq!(got(&tokens, 0.0, at(60_000.0)), None, "it is over");
        assert!(tokens.get(&purpose("sess_2"), 0.0, at(0.0)).is_none());
    }

    #[test]
    fn no_clock_alone_keeps_a_token_alive() {
        let tokens = keeping(&token(None, 1));
        let wall = 1_700_000_000_000.0;
        assert_eq!(got(&tokens, 0.0, Instant::at(0.0, wall + 60_000.0)), None, "the machine slept");
        assert_eq!(got(&tokens, 0.0, Instant::at(60_000.0, wall - 9e9)), None, "the wall clock was set back");
        assert!(got(&tokens, 0.0, Instant::at(1_000.0, wall - 9e9)).is_some());
    }

    #[test]
    fn a_fresher_token_is_not_replaced() {
        // From the stalest to the freshest.
        let order = [(None, 1), (None, 2), (Some(1), 0), (Some(1), 1), (Some(2), 0)]
            .map(|(oiat, iat)| token(oiat, iat));
        for (fresh, fresher) in order.iter().enumerate() {
            for (other, candidate) in order.iter().enumerate() {
                let mut tokens = keeping(fresher);
                tokens.keep(held(candidate, 1.0), at(1.0));
                let expected = if other >= fresh { candidate } else { fresher };
                assert_eq!(got(&tokens, 0.0, at(1.0)).as_ref(), Some(expected));
                let late = token(None, 0);
                tokens.keep(held(&late, 61_000.0), at(61_000.0));
                assert_eq!(got(&tokens, 0.0, at(61_000.0)), Some(late), "the fresher one is over");
            }
        }
    }

    #[test]
    fn the_same_token_again_is_as_old_as_it_was() {
        let jwt = token(None, 1);
        let mut tokens = keeping(&jwt);
        assert_eq!(tokens.keep(held(&jwt, 40_000.0), at(40_000.0)).asked, at(0.0));
        assert!(got(&tokens, 0.0, at(59_999.0)).is_some());
        assert_eq!(got(&tokens, 0.0, at(60_000.0)), None);
    }

    #[test]
    fn a_token_is_renewed_before_its_end_but_not_in_the_first_half_of_its_life() {
        for (life_seconds, renewal_ms) in [(60, 45_000.0), (30, 15_000.0), (20, 10_000.0), (600, 585_000.0)] {
            let jwt = jwt("{}", &format!(r#"{{"iat":1,"exp":{}}}"#, 1 + life_seconds));
            let tokens = keeping(&jwt);
            assert_eq!(tokens.next_renewal_ms(at(0.0)), renewal_ms);
            assert!(got(&tokens, 0.0, at(1.0)).is_some());
            assert!(tokens.take_due(at(renewal_ms - 1.0)).is_none());
            assert_eq!(tokens.next_renewal_ms(at(renewal_ms)), 0.0);
            assert!(tokens.take_due(at(renewal_ms)).is_some());
            assert_eq!(tokens.next_renewal_ms(at(renewal_ms)), f64::INFINITY);
        }
    }

    #[test]
    fn only_wanted_tokens_are_renewed_and_each_once() {
        let tokens = keeping(&token(None, 1));
        assert!(tokens.take_due(at(45_000.0)).is_none(), "nobody has asked for it");
        assert!(got(&tokens, 0.0, at(45_001.0)).is_some());
        assert!(tokens.take_due(at(45_002.0)).is_some());
        assert!(tokens.take_due(at(45_003.0)).is_none(), "the renewal may have failed");
    }

    #[test]
    fn dropped_tokens_are_gone() {
        let mut tokens = keeping(&token(None, 1));
        tokens.drop_of(&|session| session == "sess_2");
        assert!(got(&tokens, 0.0, at(0.0)).is_some());
        tokens.drop_of(&|session| session == "sess_1");
        assert!(got(&tokens, 0.0, at(0.0)).is_none());
    }

    #[test]
    fn another_tabs_token_is_taken_only_if_it_was_asked_for_after_the_last_change_by_both_clocks() {
        let (mut tokens, jwt) = (Tokens::default(), token(None, 1));
        let is_taken = |tokens: &Tokens, asked: Instant| {
            let facts = Facts::of(&jwt).unwrap();
            tokens.is_up_to_date(&Held::new(purpose("sess_1"), Secret(jwt.as_str().into()), facts, asked))
        };
        assert!(is_taken(&tokens, at(-9e9)), "nothing has changed yet");
        tokens.outdate(at(1_000.0));
        assert!(!is_taken(&tokens, at(1_000.0)));
        assert!(is_taken(&tokens, at(1_001.0)));
        let wall = 1_700_000_000_000.0;
        assert!(!is_taken(&tokens, Instant::at(1_001.0, wall)), "the wall clock was set back");
        assert!(!is_taken(&tokens, Instant::at(999.0, wall + 9e9)), "the wall clock was set forward");
    }

    #[test]
    fn a_token_is_for_what_was_asked() {
        let jwt = jwt("{}", r#"{"sid":"sess_1","iat":1,"exp":61,"org_id":"org_1"}"#);
        let is_for = |session: &str, template: Option<&str>, organization: Option<&str>| {
            let template = template.map(Text::from);
            let purpose =
                Purpose { session: session.into(), template, organization: organization.map(Text::from) };
            Held::new(purpose, Secret(jwt.as_str().into()), Facts::of(&jwt).unwrap(), at(0.0)).is_as_asked()
        };
        assert!(is_for("sess_1", None, Some("org_1")));
        assert!(is_for("sess_1", None, None));
        assert!(is_for("sess_1", Some("supabase"), Some("org_2")), "a template says what it likes");
        assert!(!is_for("sess_1", None, Some("")));
        assert!(!is_for("sess_1", None, Some("org_2")));
        assert!(!is_for("sess_2", None, Some("org_1")));
        assert!(!is_for("sess_2", Some("supabase"), Some("org_1")));
    }

    #[test]
    fn a_purpose_is_one_word_and_no_two_are_the_same() {
        let word = |session: &str, template: Option<&str>, organization: Option<&str>| {
            let (template, organization) = (template.map(Text::from), organization.map(Text::from));
            Purpose { session: session.into(), template, organization }.word()
        };
        assert_eq!(word("sess 1", Some("a/b"), Some("")).as_deref(), Some("sess%201/a%2Fb//"));
        assert_ne!(word("s", None, Some("a")), word("s", Some("a"), Some("")));
        assert_eq!(word("s", None, None), None);
        let question = Question { session: Some("sess_1".into()), ..Question::new(&CREATE_TOKEN) };
        assert_eq!(&*Purpose::of(&question).session, "sess_1");
    }
}
