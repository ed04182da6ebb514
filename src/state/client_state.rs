//! The known client, and the version by which late responses are detected.

use super::clock::Instant;
use crate::models::{Client, Session, SessionStatus};
use crate::util::text::Text;

/// The number of ended sessions that are remembered: more than a person deletes, and few enough to
/// search.
const MAX_ENDED_SESSIONS: usize = 64;

/// The number of confirmations up to a moment. If a request was sent at an earlier version than the
/// present one, its response is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version(u32);

/// Sessions whose end the server has confirmed.
#[derive(Debug, Clone)]
pub(crate) enum EndedSessions {
    One(Text),
    /// All sessions that a client held.
    AllOf(Client),
}

impl EndedSessions {
    pub fn contains(&self, session: &str) -> bool {
        match self {
            EndedSessions::One(ended) => **ended == *session,
            EndedSessions::AllOf(client) => client.session(session).is_some(),
        }
    }
}

/// The difference between a client that is applied and the one before.
pub(crate) struct Applied {
    /// The sessions whose factors have been verified since, so that earlier tokens are stale.
    pub verified: Vec<Text>,
    pub differs_in_more_than_tokens: bool,
    /// Whether there are other sessions, or they have other states or organizations, or another one
    /// is current.
    pub has_other_sessions: bool,
}

/// The client in the newest response that was not late.
#[derive(Default)]
pub(crate) struct ClientState {
    client: Option<Client>,
    is_loaded: bool,
    version: u32,
    /// Sessions of this client that ended, by a confirmation or a response without them, the oldest
    /// first.
    ended_sessions: Vec<Text>,
    /// The client before, if that was another one.
    replaced: Option<Client>,
    /// The time when the client was last applied.
    applied_at: Option<Instant>,
    /// Whether a pending session counts as none, except for calls that act on it.
    pub pending_as_signed_out: bool,
}

impl ClientState {
    pub fn client(&self) -> Option<&Client> {
        self.client.as_ref()
    }

    /// Returns whether any response has said which client there is.
    pub fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    pub fn version(&self) -> Version {
        Version(self.version)
    }

    /// Returns the session that calls for the current session act on.
    pub fn current_session(&self) -> Option<Session> {
        self.client.as_ref()?.current_session()
    }

    /// Returns the session whose user counts as signed in: the current one, unless it is pending
    /// and pending sessions count as none.
    pub fn signed_in_session(&self) -> Option<Session> {
        self.current_session().filter(|session| self.is_signed_in(session))
    }

    /// Returns whether no user counts as signed in.
    pub fn is_signed_out(&self) -> bool {
        self.signed_in_session().is_none()
    }

    /// Returns whether the user of a session counts as signed in.
    pub fn is_signed_in(&self, session: &Session) -> bool {
        match session.status() {
            SessionStatus::Pending => !self.pending_as_signed_out,
            status => status.is_signed_in(),
        }
    }

    pub fn holds_alive(&self, session: &str) -> bool {
        self.client.as_ref().is_some_and(|client| client.holds_alive(session))
    }

    /// Returns the known client's id if it holds or held this session.
    pub fn owner_of(&self, session: &str) -> Option<Text> {
        let client = self.client.as_ref()?;
        let is_own = client.session(session).is_some() || contains(&self.ended_sessions, session);
        is_own.then(|| Text::from(client.id()))
    }

    /// Returns whether a session has ended that this browser held.
    pub fn has_ended(&self, session: &str) -> bool {
        match self.listed(session) {
            Some(session) => !session.status().is_alive(),
            None => {
                let is_replaced = |replaced: &Client| replaced.session(session).is_some();
                contains(&self.ended_sessions, session)
                    || self.replaced.as_ref().is_some_and(is_replaced)
            }
        }
    }

    /// Returns the session of this id that the client lists, in whatever state.
    pub fn listed(&self, session: &str) -> Option<Session> {
        self.client.as_ref()?.session(session)
    }

    /// Advances the version, so that the responses to earlier requests are late.
    pub fn advance(&mut self) {
        self.version = self.version.wrapping_add(1);
    }

    /// Applies the client in a response that is not late.
    pub fn apply(&mut self, client: Option<Client>, now: Instant) -> Applied {
        let age_ms =
            self.applied_at.replace(now).map_or(0.0, |applied_at| now.since_ms(applied_at));
        let before = core::mem::replace(&mut self.client, client);
        self.is_loaded = true;
        let mut has_other_sessions = true;
        self.advance();
        let mut verified = Vec::new();
        match (&before, &self.client) {
            (Some(before), Some(client)) if *before.id() == *client.id() => {
                has_other_sessions = before.last_active_session_id()
                    != client.last_active_session_id()
                    || before.sessions().count() != client.sessions().count();
                for session in before.sessions() {
                    let id = session.id();
                    has_other_sessions |= client.session(id).is_none_or(|now| {
                        now.status() != session.status()
                            || now.last_active_organization_id()
                                != session.last_active_organization_id()
                    });
                    if session.status().is_alive() && !client.holds_alive(id) {
                        self.ended_sessions.push(id.into());
                    } else if client.session(id).is_some_and(|now| {
                        now.is_verified_since(&session, (age_ms / 60_000.0) as u32)
                    }) {
                        verified.push(id.into());
                    }
                }
            }
            _ => {
                self.ended_sessions.clear();
                self.replaced.clone_from(&before);
            }
        }
        self.drop_oldest_ended();
        let is_same = match (&before, &self.client) {
            (Some(before), Some(client)) => before.equals_ignoring_tokens(client),
            (before, client) => before.is_none() && client.is_none(),
        };
        Applied { verified, differs_in_more_than_tokens: !is_same, has_other_sessions }
    }

    /// Removes sessions whose end the server has confirmed. Returns whether the client held any of
    /// them.
    pub fn end_sessions(&mut self, ended: &EndedSessions) -> bool {
        match ended {
            EndedSessions::One(session) => self.ended_sessions.push(session.clone()),
            EndedSessions::AllOf(client) => {
                client.sessions().for_each(|session| self.ended_sessions.push(session.id().into()));
            }
        }
        self.drop_oldest_ended();
        let rest = self.without(ended);
        let was_here = rest.is_some();
        if was_here {
            self.client = rest;
            self.advance();
        }
        was_here
    }

    /// Returns the client without ended sessions. `None` if it holds none of them alive: a session
    /// that the server lists as ended stays listed.
    pub fn without(&self, ended: &EndedSessions) -> Option<Client> {
        let client = self.client.as_ref()?;
        client.without(&|id| ended.contains(id) && client.holds_alive(id))
    }

    fn drop_oldest_ended(&mut self) {
        let surplus = self.ended_sessions.len().saturating_sub(MAX_ENDED_SESSIONS);
        self.ended_sessions.drain(..surplus);
    }
}

/// Returns whether a session is in a list of ids.
pub(crate) fn contains(ids: &[Text], session: &str) -> bool {
    ids.iter().any(|id| **id == *session)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::parse::Model;

    const NOW: Instant = Instant { monotonic_ms: 0.0, wall_ms: 0.0 };

    fn client(id: &str, sessions: &[&str]) -> Option<Client> {
        let session = |id: &&str| {
            format!(r#"{{"id":"{id}","status":"active","expire_at":1,"last_active_at":2}}"#)
        };
        let sessions: Vec<_> = sessions.iter().map(session).collect();
        let sessions = sessions.join(",");
        Client::parse(format!(
            r#"{{"id":"{id}","sessions":[{sessions}],"last_active_session_id":"a"}}"#
        ))
        .ok()
    }

    fn loaded(sessions: &[&str]) -> ClientState {
        let mut state = ClientState::default();
        state.apply(client("client_1", sessions), NOW);
        state
    }

    #[test]
    fn a_response_without_a_client_loads_the_state_too() {
        let mut state = ClientState::default();
        assert!(!state.is_loaded());
        state.apply(None, NOW);
        assert!(state.is_loaded() && state.client().is_none());
    }

    #[test]
    fn each_applied_client_and_each_confirmed_end_advances_the_version() {
        let mut state = ClientState::default();
        let mut version = state.version();
        let mut advances = |state: &ClientState| {
            core::mem::replace(&mut version, state.version()) != state.version()
        };
        state.apply(client("client_1", &["a", "b"]), NOW);
        assert!(advances(&state));
        assert!(state.end_sessions(&EndedSessions::One("b".into())) && advances(&state));
        state.advance();
        assert!(advances(&state));
    }

    #[test]
    fn an_ended_session_is_removed_and_is_no_longer_current() {
        let mut state = loaded(&["a", "b"]);
        assert!(state.end_sessions(&EndedSessions::One("a".into())));
        let client = state.client().unwrap();
        assert!(client.session("a").is_none() && client.session("b").is_some());
        assert_eq!(client.last_active_session_id(), None);
        assert!(!state.end_sessions(&EndedSessions::One("a".into())), "it has ended before");
        assert!(!state.end_sessions(&EndedSessions::One("x".into())), "it was never here");
    }

    #[test]
    fn a_session_that_is_listed_as_ended_stays_listed() {
        let mut state = ClientState::default();
        let ended = r#"{"id":"c","sessions":[
            {"id":"a","status":"ended","expire_at":1,"last_active_at":2}]}"#;
        state.apply(Client::parse(ended).ok(), NOW);
        assert!(!state.end_sessions(&EndedSessions::One("a".into())));
        assert!(state.client().unwrap().session("a").is_some());
    }

    #[test]
    fn if_all_sessions_of_a_client_end_later_ones_stay() {
        let mut state = loaded(&["a", "b", "c"]);
        assert!(
            state.end_sessions(&EndedSessions::AllOf(client("client_1", &["a", "b"]).unwrap()))
        );
        let ids: Vec<_> =
            state.client().unwrap().sessions().map(|session| session.id().to_owned()).collect();
        assert_eq!(ids, ["c"]);
        assert_eq!(state.owner_of("b").as_deref(), Some("client_1"));
    }

    #[test]
    fn the_owner_of_an_ended_session_is_remembered_while_the_client_is_the_same() {
        let mut state = loaded(&["a", "b"]);
        assert_eq!(state.owner_of("a").as_deref(), Some("client_1"));
        assert_eq!(state.owner_of("x"), None);
        state.apply(client("client_1", &["a"]), NOW);
        assert_eq!(state.owner_of("b").as_deref(), Some("client_1"), "a response came without it");
        state.end_sessions(&EndedSessions::One("elsewhere".into()));
        assert_eq!(
            state.owner_of("elsewhere").as_deref(),
            Some("client_1"),
            "its end was confirmed"
        );
        state.apply(client("client_2", &["a"]), NOW);
        assert_eq!(state.owner_of("b"), None, "another client says nothing about it");
    }

    #[test]
    fn the_number_of_remembered_ended_sessions_is_bounded() {
        let mut state = loaded(&["a"]);
        for number in 0..1_000 {
            state.apply(client("client_1", &["a", &number.to_string()]), NOW);
        }
        assert_eq!(state.ended_sessions.len(), MAX_ENDED_SESSIONS);
        assert!(state.owner_of("998").is_some() && state.owner_of("5").is_none());
    }

    #[test]
    fn a_factor_younger_than_its_last_age_allows_was_verified_in_between() {
        let with_age = |age: u32| {
            Client::parse(format!(
                r#"{{"id":"client_1","sessions":[{{"id":"a","status":"active","expire_at":1,
                    "last_active_at":2,"factor_verification_age":[{age},-1]}}]}}"#
            ))
            .ok()
        };
        let later = Instant { monotonic_ms: 180_000.0, wall_ms: 180_000.0 };
        for (age, verified) in [(8, 0), (9, 0), (1, 1)] {
            let mut state = ClientState::default();
            state.apply(with_age(5), NOW);
            assert_eq!(state.apply(with_age(age), later).verified.len(), verified, "{age}");
        }
    }
}
