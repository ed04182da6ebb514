//! The session that a call is about.

use crate::models::Session;

/// The session that a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The [current session](crate::SessionClient::session). The server is asked, if it has not
    /// been heard yet. If nobody is signed in, the call fails with
    /// [`Code::NoSession`](crate::Code::NoSession).
    Current,
    /// The session with this id. An empty one, `.` and `..` are
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
