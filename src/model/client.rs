use super::{Model, Session, Time, Value};
use crate::json::Text;

models! {
    /// A browser or a device, with every session that it holds.
    pub struct Client {
        id: Text,
        sessions: Vec<Session>,
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
    pub fn session(&self, id: &str) -> Option<Session> {
        self.sessions().find(|session| session.id() == id)
    }

    /// Whether a session of this id is here and alive.
    pub fn holds_alive(&self, id: &str) -> bool {
        self.sessions().any(|session| session.id() == id && session.status().is_alive())
    }

    /// Whether any session is alive.
    pub fn is_alive(&self) -> bool {
        self.sessions().any(|session| session.status().is_alive())
    }

    /// Where in `sessions` the current one is: the last active one, if it is active or pending.
    pub fn current(&self) -> Option<usize> {
        let id = self.last_active_session_id()?;
        self.sessions().position(|session| session.id() == id && session.status().is_signed_in())
    }

    /// Whether this is not only equal to the other, but the same.
    pub fn is(&self, other: &Self) -> bool {
        self.object().is(other.object())
    }

    /// The same client without sessions, if it holds any of them; which one is current then, only the server knows.
    pub(crate) fn without(&self, has_ended: &dyn Fn(&str) -> bool) -> Option<Self> {
        let rest = self.sessions().filter(|session| !has_ended(session.id()));
        let rest: Vec<_> = rest.map(|session| session.to_value()).collect();
        if rest.len() == self.sessions().len() {
            return None;
        }
        let object = self.object().with("sessions", Value::List(rest));
        Some(Client::from_object(match self.last_active_session_id() {
            Some(current) if has_ended(current) => object.with("last_active_session_id", Value::Null),
            _ => object,
        }))
    }
}
