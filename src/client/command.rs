//! Commands: what a caller asks for, and the session that it is about.

use super::get_token::TokenOptions;
use crate::api::factors::FormFields;
use crate::api::operation::{Operation, ResponseType};
use crate::models::Session;

/// The session that a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The [current session](crate::SessionClient::session). The server is asked, if it has not been
    /// heard yet. If nobody is signed in, the call fails with
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

/// What a caller asks for.
pub(crate) enum Command {
    Call(Call),
    GetToken(TokenOptions),
    VerifyWithPasskey,
}

/// One operation, with what it needs.
pub(crate) struct Call {
    pub operation: &'static Operation,
    /// The session that its path names. `None` for a step of a reverification, which is about the
    /// session of the one that was last begun.
    pub session: Option<Target>,
    /// The session on whose behalf the call is made, if it is about a user's devices.
    pub acting_session: Option<Target>,
    pub form: FormFields,
}

impl Command {
    /// Returns whether the client has to be known first.
    pub(super) fn needs_client(&self) -> bool {
        match self {
            Command::Call(call) => call.needs_client(),
            Command::GetToken(options) => options.session.is_current(),
            Command::VerifyWithPasskey => false,
        }
    }
}

impl Call {
    /// Makes a call on behalf of the current session, if it is made on behalf of one.
    pub fn new(operation: &'static Operation, session: Option<Target>) -> Self {
        let acting_session = operation.needs_acting_session.then_some(Target::Current);
        Call { operation, session, acting_session, form: Vec::new() }
    }

    /// Returns whether the client has to be known first: to find the current session, or to delete
    /// all of its own.
    pub(super) fn needs_client(&self) -> bool {
        let is_current = |target: &Option<Target>| target.as_ref().is_some_and(Target::is_current);
        is_current(&self.session)
            || is_current(&self.acting_session)
            || self.operation.response == ResponseType::EndedClient
    }
}
