//! The calls of a tab, from their beginning to their end.

use core::cell::{Cell, RefCell};

use super::call::{Call, Outcome};
use crate::browser::TaskId;

/// A change that has resolved: no token from before it may be given out after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// `None`: all sessions.
    pub session: Option<String>,
    /// `u64::MAX`: there can be no token any more.
    pub version: u64,
    /// Whether it chose or ended the current session.
    pub concerns_current: bool,
}

/// The circumstances when a call was made.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub current: Option<String>,
    /// The oldest version of the server's state that the call may go by.
    pub floor: u64,
    /// The changes that had resolved.
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

/// Returns the change that a call has made, if it has.
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
        // It ends a session, which may be the current one, on the server; but revoking may end one
        // of another device.
        Call::Delete(_) | Call::End(_) | Call::Revoke(..) => {
            Some(Resolved { session, version: u64::MAX, concerns_current: false })
        }
        Call::AttemptFirstFactor { .. } | Call::AttemptSecondFactor { .. } => {
            Some(Resolved { session, version, concerns_current: false })
        }
        _ => None,
    }
}
