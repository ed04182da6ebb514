//! The table of a client, and the queries about its sessions.

use std::sync::Arc;

use super::session::{Session, TokenResource};
use crate::document::{Time, TypedObject, Value};
use crate::util::compact::collect;
use crate::util::text::Text;

models! {
    /// A browser or a device, with all its sessions
    /// (<https://clerk.com/docs/reference/objects/client>).
    pub struct Client {
        /// `client_…`
        id: Text,
        /// All its sessions, in the order of the server.
        sessions: Vec<Session> essential,
        /// The id of the session that was last active, as far as the server knows: the current one,
        /// if it is active or pending.
        last_active_session_id: Option<Text> essential,
        /// The strategy of the last sign-in on this client: `password`, `oauth_google`, … as the
        /// server sends it.
        last_authentication_strategy: Option<Text>,
        /// When the cookie expires that identifies this browser to the server.
        cookie_expires_at: Option<Time>,
        /// When it was created.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}

impl Client {
    /// Returns the client as a value with the same document. A client is always the root of its
    /// document, because it is a whole response or member.
    pub(crate) fn to_value(&self) -> Value {
        Value(Arc::clone(&self.object().document))
    }

    /// Returns the session of this id.
    pub fn session(&self, id: &str) -> Option<Session> {
        self.sessions().find(|session| *session.id() == *id)
    }

    /// Returns whether the client has a session of this id that is
    /// [alive](super::session::SessionStatus::is_alive).
    pub fn holds_alive(&self, id: &str) -> bool {
        self.session(id).is_some_and(|session| session.status().is_alive())
    }

    /// Returns whether any session is [alive](super::session::SessionStatus::is_alive).
    pub fn is_alive(&self) -> bool {
        self.sessions().any(|session| session.status().is_alive())
    }

    /// Returns the current session: the last active one, if it is active or pending.
    pub fn current_session(&self) -> Option<Session> {
        self.sessions().nth(self.current()?)
    }

    /// Returns the index of the current session in `sessions`.
    pub(crate) fn current(&self) -> Option<usize> {
        let id = self.last_active_session_id()?;
        self.sessions().position(|session| *session.id() == *id && session.status().is_signed_in())
    }

    /// Compares everything except each session's `last_active_token`, which differs in each
    /// response.
    pub(crate) fn equals_ignoring_tokens(&self, other: &Self) -> bool {
        self.object().is(other.object())
            || self.as_value().equals(&other.as_value(), Some(TokenResource::SCHEMA))
    }

    /// Returns the client without the sessions that have ended. `None` if it holds none of them. If
    /// the current session has ended, no other one becomes current, because only the server knows
    /// which.
    pub(crate) fn without(&self, has_ended: &dyn Fn(&str) -> bool) -> Option<Self> {
        let is_over = |session: &Session| has_ended(session.id());
        if !self.sessions().any(|session| is_over(&session)) {
            return None;
        }
        let rest = self
            .sessions()
            .filter(|session| !is_over(session))
            .map(|session| session.object().slot());
        let mut client = self.object().with(Self::SCHEMA, "sessions", Some(collect(rest)));
        if self.last_active_session_id().is_some_and(has_ended) {
            client = client.with(Self::SCHEMA, "last_active_session_id", None);
        }
        Some(Client::from_object(client))
    }
}
