//! Decides whether a response confirms that a session has ended. Nothing else counts as a sign-out.

use super::response_reader::ResponseReader;
use crate::document::{FieldValue, Value};
use crate::error::{Code, Error};
use crate::json::ReadError;
use crate::models::{Client, Session, SessionStatus};
use crate::util::text::Text;

models! {
    /// The fields that a confirmation requires.
    struct Ended {
        id: Text,
        status: SessionStatus,
    }
}

/// The meaning of a response about a session that should have ended.
#[derive(Debug)]
pub(super) enum Confirmation {
    Confirmed(Value),
    /// The session has ended, but the rest of the response cannot be read.
    ConfirmedUnreadable(Box<ReadError>),
    /// The response denies that the session has ended.
    Denied(&'static str),
    Unreadable(Box<ReadError>),
}

/// Reads the response to a removal, an end or a revocation. `client` is its `client` member.
pub(super) fn confirm(
    reader: &mut ResponseReader<'_>,
    client: Option<&Client>,
    session: &str,
) -> Confirmation {
    let (ended, unread) = reader.partial_response(Ended::TYPE);
    let ended = ended.get::<Ended>();
    if *ended.id() != *session || ended.status().is_alive() {
        return match unread {
            Some(error) => Confirmation::Unreadable(error),
            None if *ended.id() != *session => {
                Confirmation::Denied("the server's answer is about another session")
            }
            None => Confirmation::Denied("the server answers that the session is still alive"),
        };
    }
    if client.is_some_and(|client| client.holds_alive(session)) {
        return Confirmation::Denied("the server's client still holds the session");
    }
    let (session, unread) = reader.partial_response(Session::TYPE);
    match unread {
        None => Confirmation::Confirmed(session),
        Some(error) => Confirmation::ConfirmedUnreadable(error),
    }
}

/// Returns whether an error response may mean that the session had already ended. Only GET /client
/// can confirm that it had.
pub(super) fn may_have_ended(error: &Error) -> bool {
    error.code == Code::Api && (error.status == Some(404) || is_invalid_for_status(error))
}

/// Returns whether the server says that the session's status does not allow the request.
pub(super) fn is_invalid_for_status(error: &Error) -> bool {
    error.status == Some(400) && error.has_code("invalid_action_for_session")
}
