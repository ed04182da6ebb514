//! Whether an answer confirms that a session has ended. Nothing else counts as a sign-out.

use crate::api::envelope::Envelope;
use crate::document::{FieldValue, LeftOut, Value};
use crate::error::{Code, Error};
use crate::json::ReadError;
use crate::models::{Client, Session, SessionStatus};
use crate::util::text::Text;

models! {
    /// All that a confirmation takes.
    struct Ended {
        id: Text,
        status: SessionStatus,
    }
}

/// What an answer says of a session that was to end.
#[derive(Debug)]
pub(crate) enum Verdict {
    Confirmed(Value),
    /// It has ended, but the rest of the answer cannot be read.
    ConfirmedUnreadably(Box<ReadError>),
    /// The answer says something else.
    Denied(&'static str),
    Unreadable(Box<ReadError>),
}

/// Reads the answer to a removal, an end or a revocation; `client` is its client half.
pub(crate) fn judge(
    answer: &Envelope,
    client: Option<&Client>,
    session: &str,
    left_out: &mut LeftOut,
) -> Verdict {
    let (ended, unread) = answer.response_so_far(Ended::TYPE, left_out);
    let ended = ended.get::<Ended>();
    if *ended.id() != *session || ended.status().is_alive() {
        return match unread {
            Some(error) => Verdict::Unreadable(error),
            None if *ended.id() != *session => {
                Verdict::Denied("the server's answer is about another session")
            }
            None => Verdict::Denied("the server answers that the session is still alive"),
        };
    }
    if client.is_some_and(|client| client.holds_alive(session)) {
        return Verdict::Denied("the server's client still holds the session");
    }
    match answer.response_tolerant(Session::TYPE, left_out) {
        Ok(session) => Verdict::Confirmed(session),
        Err(error) => Verdict::ConfirmedUnreadably(error),
    }
}

/// Whether a refusal may mean that the session is gone already. Whether it does, only the client can tell.
pub(crate) fn may_be_gone(error: &Error) -> bool {
    error.code == Code::Api
        && (error.status == Some(404)
            || error.status == Some(400) && error.has_code("invalid_action_for_session"))
}

/// The error for a deletion that was not confirmed, with what the server said.
pub(crate) fn not_deleted(mut error: Box<Error>) -> Box<Error> {
    error.code = Code::NotDeleted;
    error.context("the deletion was not confirmed: ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::parse::Model;

    const REST: &str = r#""expire_at":1,"last_active_at":2"#;

    fn judged(answer: &str, client: Option<&Client>) -> Verdict {
        judge(&Envelope::open(Vec::from(answer)), client, "sess_1", &mut Vec::new())
    }

    fn answer(id: &str, status: &str) -> String {
        format!(r#"{{"response":{{"id":"{id}","status":"{status}",{REST}}},"client":null}}"#)
    }

    fn holding(id: &str, status: SessionStatus) -> Client {
        let status = status.as_str();
        let session = format!(r#"{{"id":"{id}","status":"{status}",{REST}}}"#);
        Client::parse(format!(r#"{{"id":"client_1","sessions":[{session}]}}"#)).unwrap()
    }

    #[test]
    fn only_the_statuses_of_an_ended_session_confirm() {
        for status in ["removed", "ended", "revoked", "expired", "abandoned", "replaced"] {
            assert!(matches!(judged(&answer("sess_1", status), None), Verdict::Confirmed(_)), "{status}");
        }
        for status in ["active", "pending", "unknown", "deleted", ""] {
            assert!(matches!(judged(&answer("sess_1", status), None), Verdict::Denied(_)), "{status}");
        }
    }

    #[test]
    fn another_sessions_end_confirms_nothing() {
        for id in ["sess_2", "", "SESS_1", "sess_1 "] {
            assert!(matches!(judged(&answer(id, "removed"), None), Verdict::Denied(_)), "{id}");
        }
    }

    #[test]
    fn a_client_half_that_holds_the_session_alive_outweighs_the_answer() {
        let answer = answer("sess_1", "removed");
        for status in [SessionStatus::Active, SessionStatus::Pending, SessionStatus::Unknown] {
            let client = holding("sess_1", status);
            assert!(matches!(judged(&answer, Some(&client)), Verdict::Denied(_)), "{status:?}");
        }
        for client in [holding("sess_2", SessionStatus::Active), holding("sess_1", SessionStatus::Removed)] {
            assert!(matches!(judged(&answer, Some(&client)), Verdict::Confirmed(_)));
        }
    }

    #[test]
    fn the_rest_of_the_answer_may_be_unreadable() {
        for answer in [
            r#"{"response":{"id":"sess_1","status":"removed"},"client":null}"#,
            r#"{"response":{"id":"sess_1","status":"removed","expire_at":"soon","last_active_at":2}}"#,
            r#"{"response":{"id":"sess_1","status":"removed","user":{"id":"#,
        ] {
            assert!(matches!(judged(answer, None), Verdict::ConfirmedUnreadably(_)), "{answer}");
        }
    }

    #[test]
    fn what_cannot_be_read_confirms_nothing() {
        for answer in [
            "",
            "null",
            "[]",
            "true",
            "<html>",
            "{}",
            r#"{"response":null,"client":null}"#,
            r#"{"response":{"id":"sess_1"},"client":null}"#,
            r#"{"response":{"status":"removed"},"client":null}"#,
            r#"{"response":{"id":"sess_1","status":7},"client":null}"#,
            r#"{"response":{"id":"sess_1","sta"#,
        ] {
            assert!(matches!(judged(answer, None), Verdict::Unreadable(_)), "{answer}");
        }
    }

    #[test]
    fn only_two_refusals_may_mean_that_it_is_gone() {
        let refusal = |status, code: &str| {
            let body = format!(r#"{{"errors":[{{"code":"{code}"}}]}}"#);
            crate::api::error_response::read(status, &Envelope::open(body.into_bytes()), &mut Vec::new()).0
        };
        assert!(may_be_gone(&refusal(404, "resource_not_found")));
        assert!(may_be_gone(&refusal(404, "")));
        assert!(may_be_gone(&refusal(400, "invalid_action_for_session")));
        assert!(!may_be_gone(&refusal(400, "client_not_found")));
        assert!(!may_be_gone(&refusal(401, "invalid_action_for_session")));
        assert!(!may_be_gone(&refusal(410, "resource_not_found")));
        assert!(!may_be_gone(&Error::new(Code::Network, "")));
    }
}
