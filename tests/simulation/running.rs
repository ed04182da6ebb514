//! The calls of a tab from start to end.

use core::cell::{Cell, RefCell};

use super::call::{Call, Outcome};
use crate::browser::TaskId;

/// A resolved change. After it, no token from before it may be returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// `None` for all sessions.
    pub session: Option<String>,
    /// `u64::MAX` if there can be no further token.
    pub version: u64,
    /// Whether the change chose or ended the current session.
    pub concerns_current: bool,
}

/// The state at the start of a call.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub current: Option<String>,
    /// The oldest version of the server's state on which the call's result may be based.
    pub floor: u64,
    /// The number of changes that had resolved.
    pub resolved: usize,
}

/// The end of a call.
pub(crate) struct End {
    pub outcome: Outcome,
    pub true_ms: f64,
}

/// A call that has been made.
pub(crate) struct Running {
    pub call: Call,
    pub start: Start,
    pub end: RefCell<Option<End>>,
    pub task: Cell<Option<TaskId>>,
}

/// Returns the change that a call has made, if any.
pub(crate) fn resolved_by(call: Call, outcome: &Outcome) -> Option<Resolved> {
    let (session, version) = match outcome {
        Outcome::Session(Some(result)) | Outcome::Verification(Some(result)) => {
            (Some(result.id.clone()), result.version)
        }
        Outcome::Session(None) => (Some(call.session()?.id()?), u64::MAX),
        Outcome::Client { version } => (None, *version),
        _ => return None,
    };
    match call {
        Call::Touch(..) | Call::DeleteAll => {
            Some(Resolved { session, version, concerns_current: true })
        }
        // The call ends a session, possibly the current one. Revoking may also end a session of
        // another device.
        Call::Delete(_) | Call::End(_) | Call::Revoke(..) => {
            Some(Resolved { session, version: u64::MAX, concerns_current: false })
        }
        Call::AttemptFirstFactor { .. } | Call::AttemptSecondFactor { .. } => {
            Some(Resolved { session, version, concerns_current: false })
        }
        _ => None,
    }
}
