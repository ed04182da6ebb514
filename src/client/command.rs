//! Commands: the requests of callers.

use super::target::Target;
use super::token_options::TokenOptions;
use crate::api::factors::FormFields;
use crate::api::operation::{Operation, ResponseType};

/// A caller's request, before the session that it names is known.
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
