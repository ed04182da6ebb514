//! What is known of this browser: the client as last heard, and what the answers so far say about the next.

use crate::models::Client;
use crate::util::text::Text;

/// Enough for what a person deletes, and little enough to search.
const MOST_REMEMBERED: usize = 64;

/// How many changes there had been at some moment. An answer to a request that was sent at an earlier one is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(u32);

/// What an answer changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Changed,
    /// It says what was known already.
    Unchanged,
    /// It is older than what is known, and differs from it.
    Stale,
}

#[derive(Default)]
pub(crate) struct Known {
    client: Option<Client>,
    is_loaded: bool,
    changes: u32,
    /// Sessions of this client that were seen alive and are no more.
    gone: Vec<Text>,
}

impl Known {
    pub fn client(&self) -> Option<&Client> {
        self.client.as_ref()
    }

    pub fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    /// To be asked when a request is sent.
    pub fn now(&self) -> Moment {
        Moment(self.changes)
    }

    /// The client's id, if it holds this session, or held it and has been seen without it.
    pub fn holder_of(&self, session: &str) -> Option<Text> {
        let client = self.client.as_ref()?;
        let is_known = client.session(session).is_some() || self.gone.iter().any(|gone| **gone == *session);
        is_known.then(|| Text::from(client.id()))
    }

    /// Takes the client that an answer carried.
    pub fn take(&mut self, client: Option<Client>, sent: Moment) -> Taken {
        if self.is_loaded && self.client == client {
            return Taken::Unchanged;
        }
        if sent != self.now() {
            return Taken::Stale;
        }
        self.replace(client);
        Taken::Changed
    }

    /// Takes it that the server has confirmed the end of sessions. Whether that changed the client.
    pub fn forget(&mut self, has_ended: &dyn Fn(&str) -> bool) -> bool {
        let Some(rest) = self.client.as_ref().and_then(|client| client.without(has_ended)) else {
            return false;
        };
        self.replace(Some(rest));
        true
    }

    fn replace(&mut self, client: Option<Client>) {
        let before = core::mem::replace(&mut self.client, client);
        self.is_loaded = true;
        self.changes = self.changes.wrapping_add(1);
        match (before, &self.client) {
            (Some(before), Some(client)) if *before.id() == *client.id() => {
                let is_over = |id: &str| before.holds_alive(id) && !client.holds_alive(id);
                let ended = before.sessions().filter(|session| is_over(session.id()));
                ended.for_each(|session| self.gone.push(session.id().into()));
                while self.gone.len() > MOST_REMEMBERED {
                    self.gone.remove(0);
                }
            }
            _ => self.gone.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::parse::Model;
    use crate::document::TypedObject;

    fn client(id: &str, sessions: &[&str]) -> Option<Client> {
        let session =
            |id: &&str| format!(r#"{{"id":"{id}","status":"active","expire_at":1,"last_active_at":2}}"#);
        let sessions: Vec<_> = sessions.iter().map(session).collect();
        let sessions = sessions.join(",");
        let json = format!(r#"{{"id":"{id}","sessions":[{sessions}],"last_active_session_id":"a"}}"#);
        Client::parse(json).ok()
    }

    fn knowing(sessions: &[&str]) -> Known {
        let mut known = Known::default();
        assert_eq!(known.take(client("client_1", sessions), known.now()), Taken::Changed);
        known
    }

    #[test]
    fn the_first_answer_is_a_change_even_if_there_is_no_client() {
        let mut known = Known::default();
        assert!(!known.is_loaded());
        assert_eq!(known.take(None, known.now()), Taken::Changed);
        assert!(known.is_loaded());
        assert_eq!(known.take(None, known.now()), Taken::Unchanged);
    }

    #[test]
    fn an_answer_equal_in_content_keeps_the_object() {
        let mut known = knowing(&["a", "b"]);
        let before = known.client().unwrap().clone();
        assert_eq!(known.take(client("client_1", &["a", "b"]), known.now()), Taken::Unchanged);
        assert!(before.object().is(known.client().unwrap().object()));
    }

    #[test]
    fn a_late_answer_brings_no_session_back() {
        let mut known = knowing(&["a", "b"]);
        let sent = known.now();
        assert!(known.forget(&|id| id == "b"));
        assert_eq!(known.take(client("client_1", &["a", "b"]), sent), Taken::Stale);
        assert!(!known.client().unwrap().holds_alive("b"));
        assert_eq!(known.take(client("client_1", &["a", "c"]), known.now()), Taken::Changed);
    }

    #[test]
    fn a_late_answer_that_says_nothing_new_is_not_stale() {
        let mut known = Known::default();
        let sent = known.now();
        known.take(client("client_1", &["a"]), known.now());
        assert_eq!(known.take(client("client_1", &["a"]), sent), Taken::Unchanged);
    }

    #[test]
    fn a_session_that_ended_leaves_and_is_current_no_more() {
        let mut known = knowing(&["a", "b"]);
        assert!(known.forget(&|id| id == "a"));
        let client = known.client().unwrap();
        assert!(client.session("a").is_none() && client.session("b").is_some());
        assert_eq!(client.last_active_session_id(), None);
        assert!(!known.forget(&|id| id == "a"), "once is enough");
    }

    #[test]
    fn who_held_a_session_is_remembered_while_the_client_is_the_same() {
        let mut known = knowing(&["a", "b"]);
        assert_eq!(known.holder_of("a").as_deref(), Some("client_1"));
        assert_eq!(known.holder_of("x"), None);
        known.take(client("client_1", &["a"]), known.now());
        assert_eq!(known.holder_of("b").as_deref(), Some("client_1"), "seen without it");
        known.take(client("client_2", &["a"]), known.now());
        assert_eq!(known.holder_of("b"), None, "another client says nothing about it");
    }

    #[test]
    fn memory_does_not_grow_without_end() {
        let mut known = knowing(&["a"]);
        for number in 0..1_000 {
            known.take(client("client_1", &["a", &number.to_string()]), known.now());
        }
        assert_eq!(known.gone.len(), MOST_REMEMBERED);
        assert!(known.holder_of("998").is_some() && known.holder_of("5").is_none());
    }
}
