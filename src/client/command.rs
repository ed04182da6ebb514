//! The commands that callers give to a client.

use super::target::Target;
use super::token_options::TokenOptions;
use crate::api::factors::FormFields;
use crate::api::operation::{Operation, ResponseType};

/// A caller's command, before its session's id is resolved.
pub(crate) enum Command {
    Call(Call),
    GetToken(TokenOptions),
    VerifyWithPasskey,
    /// Returns the id of a session, so that later calls are bound to it.
    ResolveSession(Target),
}

/// A call of one operation, with its parameters.
pub(crate) struct Call {
    pub operation: &'static Operation,
    /// The session that the operation's path names. `None` for a step of a reverification, which is
    /// about the session whose reverification began last.
    pub session: Option<Target>,
    /// The session on whose behalf the call is made, if it is about a user's devices.
    pub acting_session: Option<Target>,
    pub form: FormFields,
}

impl Command {
    /// Returns whether the client must be known first.
    pub(super) fn needs_client(&self) -> bool {
        match self {
            Command::Call(call) => call.needs_client(),
            Command::GetToken(options) => options.session.is_current(),
            Command::ResolveSession(session) => session.is_current(),
            Command::VerifyWithPasskey => false,
        }
    }

    /// Returns whether it changes the sessions or the verified factors of the client.
    pub(super) fn is_change(&self) -> bool {
        match self {
            Command::Call(call) => call.operation.is_change,
            Command::VerifyWithPasskey => true,
            Command::GetToken(_) | Command::ResolveSession(_) => false,
        }
    }
}

impl Call {
    /// Returns a call. If the operation acts on behalf of a session, that is the current one.
    pub fn new(operation: &'static Operation, session: Option<Target>) -> Self {
        let acting_session = operation.needs_acting_session.then_some(Target::Current);
        Call { operation, session, acting_session, form: Vec::new() }
    }

    /// Returns whether the client must be known first: to find the current session, or to delete
    /// all sessions of the client.
    pub(super) fn needs_client(&self) -> bool {
        let is_current = |target: &Option<Target>| target.as_ref().is_some_and(Target::is_current);
        is_current(&self.session)
            || is_current(&self.acting_session)
            || self.operation.response == ResponseType::EndedClient
    }
}
