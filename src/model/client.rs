use std::sync::Arc;

use super::{FieldType, Model, Session, Time, Value};
use crate::util::compact::collect;
use crate::util::text::Text;

models! {
    /// A browser or a device, with every session that it holds.
    pub struct Client {
        /// `client_…`
        id: Text,
        /// All that it holds, in the order of the server.
        sessions: Vec<Session>,
        /// The session that is the current one, as the server last heard.
        last_active_session_id: Option<Text>,
        /// How somebody last signed in here: `password`, `oauth_google`, … as the server sends it.
        last_authentication_strategy: Option<Text>,
        /// When the cookie expires by which the server knows this browser.
        cookie_expires_at: Option<Time>,
        /// When it was made.
        created_at: Option<Time>,
        /// When it last changed.
        updated_at: Option<Time>,
    }
}

impl Client {
    /// As what was read: no object is a client but the whole of an answer or of its half.
    pub(crate) fn to_value(&self) -> Value {
        Value(Arc::clone(&self.object().document))
    }

    /// The session of this id.
    pub fn session(&self, id: &str) -> Option<Session> {
        self.sessions().find(|session| *session.id() == *id)
    }

    /// Whether a session of this id is here and [alive](super::SessionStatus::is_alive).
    pub fn holds_alive(&self, id: &str) -> bool {
        self.sessions().any(|session| *session.id() == *id && session.status().is_alive())
    }

    /// Whether any session is [alive](super::SessionStatus::is_alive).
    pub fn is_alive(&self) -> bool {
        self.sessions().any(|session| session.status().is_alive())
    }

    pub(crate) fn equals_ignoring_tokens(&self, other: &Self) -> bool {
        self == other
    }

    /// The current session: the last active one, if it is active or pending.
    pub fn current_session(&self) -> Option<Session> {
        self.sessions().nth(self.current()?)
    }

    /// Where in `sessions` the current one is.
    pub(crate) fn current(&self) -> Option<usize> {
        let id = self.last_active_session_id()?;
        self.sessions().position(|session| *session.id() == *id && session.status().is_signed_in())
    }

    /// The same client without sessions, if it holds any of them; which one is current then, only the server knows.
    pub(crate) fn without(&self, has_ended: &dyn Fn(&str) -> bool) -> Option<Self> {
        let is_over = |session: &Session| has_ended(session.id());
        if !self.sessions().any(|session| is_over(&session)) {
            return None;
        }
        let rest = self.sessions().filter(|session| !is_over(session)).map(|session| session.object().slot());
        let schema = Self::KIND.schema;
        let mut client = self.object().with(schema, "sessions", Some(collect(rest)));
        if self.last_active_session_id().is_some_and(has_ended) {
            client = client.with(schema, "last_active_session_id", None);
        }
        Some(Client::from_object(client))
    }
}
