//! The session that a call is about, as the caller names it.

use crate::models::Session;

/// The session that a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The [current session](crate::SessionClient::session). If the client is not known yet, the
    /// call requests it first. If no user is signed in, the call fails with
    /// [`Code::NoSession`](crate::Code::NoSession).
    Current,
    /// The session with this id. If the id is empty, `.` or `..`, the call fails with
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument).
    Id(String),
}

impl From<&Session> for Target {
    fn from(session: &Session) -> Self {
        Target::from(session.id())
    }
}

impl From<&str> for Target {
    fn from(id: &str) -> Self {
        Target::Id(id.into())
    }
}

impl From<String> for Target {
    fn from(id: String) -> Self {
        Target::Id(id)
    }
}

impl Target {
    pub(super) fn is_current(&self) -> bool {
        matches!(self, Target::Current)
    }
}
