use std::sync::Arc;

use super::{Session, Time};
use crate::json::Text;

models! {
    /// A browser or a device, with every session that it holds.
    pub struct Client {
        id: Text,
        sessions: Vec<Arc<Session>>,
        last_active_session_id: Option<Text>,
        /// How the user last signed in: `password`, `oauth_google`, …
        last_authentication_strategy: Option<Text>,
        /// When the client's cookie expires.
        cookie_expires_at: Option<Time>,
        created_at: Option<Time>,
        updated_at: Option<Time>,
    }
}

impl Client {
    /// The session of this id.
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().map(|session| &**session).find(|session| session.id == id)
    }

    /// Whether a session of this id is here and alive.
    pub fn holds_alive(&self, id: &str) -> bool {
        self.sessions.iter().any(|session| session.id == id && session.status.is_alive())
    }

    /// Whether any session is alive.
    pub fn is_alive(&self) -> bool {
        self.sessions.iter().any(|session| session.status.is_alive())
    }

    /// Where in `sessions` the current one is: the last active one, if it is active or pending.
    pub fn current(&self) -> Option<usize> {
        let id = self.last_active_session_id.as_ref()?;
        self.sessions.iter().position(|session| session.id == *id && session.status.is_signed_in())
    }
}
