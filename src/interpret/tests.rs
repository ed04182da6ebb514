//! The rules of order, of doubts and of confirmation: each test interprets one response in one
//! state.

use super::interpretation::FollowUp;
use super::*;
use crate::api::operation::*;
use crate::api::parse::Model;
use crate::api::request::Credentials;
use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::error::Code;
use crate::models::Client;
use crate::state::clock::Instant;
use crate::state::in_flight::ReceivedClient;
use crate::util::text::Text;

const NOW: Instant = Instant { monotonic_ms: 0.0, wall_ms: 0.0 };

fn session(id: &str, status: &str) -> String {
    format!(r#"{{"id":"{id}","status":"{status}","expire_at":1,"last_active_at":2}}"#)
}

/// Returns a client with active sessions. The first is the current one.
fn client(id: &str, sessions: &[&str]) -> String {
    let listed: Vec<_> = sessions.iter().map(|id| session(id, "active")).collect();
    let current = sessions.first().map_or("null".into(), |id| format!(r#""{id}""#));
    let listed = listed.join(",");
    format!(r#"{{"id":"{id}","sessions":[{listed}],"last_active_session_id":{current}}}"#)
}

/// Returns a state in which `client_1` holds the sessions `a` and `b`.
fn loaded() -> State {
    let mut state = State::default();
    state.client.apply(Client::parse(client("client_1", &["a", "b"])).ok(), NOW);
    state
}

fn request(operation: &'static Operation, session: Option<&str>) -> ApiRequest {
    ApiRequest { session: session.map(Text::from), ..ApiRequest::new(operation) }
}

fn sent(state: &State, request: &ApiRequest) -> Snapshot {
    Snapshot::new(&state.client, &state.doubts, request, Credentials::Cookie, NOW)
}

fn respond(
    request: &ApiRequest,
    snapshot: &Snapshot,
    state: &State,
    status: u16,
    body: &str,
) -> Interpretation {
    let response = HttpResponse { status, body: body.into(), headers: ResponseHeaders::default() };
    interpret(request, &ApiResponse::open(response, 0.0, |_| None), snapshot, state)
}

/// Interprets the response to a request that was sent in the present state.
fn current(state: &State, request: &ApiRequest, status: u16, body: &str) -> Interpretation {
    respond(request, &sent(state, request), state, status, body)
}

fn wrapped(response: &str, client: &str) -> String {
    format!(r#"{{"response":{response},"client":{client}}}"#)
}

fn error_body(code: &str) -> String {
    format!(r#"{{"errors":[{{"code":"{code}"}}]}}"#)
}

/// Returns the names of the effects, in their order.
fn effect_names(interpretation: &Interpretation) -> Vec<&'static str> {
    let name = |effect: &Effect| match effect {
        Effect::EndSessions(_) => "end",
        Effect::AdvanceVersion => "advance",
        Effect::ApplyClient(..) => "apply",
        Effect::ServeDoubts(_) => "serve",
        Effect::RaiseDoubt => "doubt",
        Effect::RefuseTemplate(..) => "refuse template",
        Effect::InvalidateTokens(_) => "invalidate",
        Effect::KeepToken(_) => "keep token",
        Effect::BeginVerification(_) => "begin verification",
        Effect::KeepDevBrowser(_) => "keep dev browser",
        Effect::RecordClient(_) => "record",
        Effect::BroadcastChange => "broadcast",
        Effect::BroadcastOtherSessions => "broadcast other sessions",
        Effect::ReportUnreadable(_) => "report",
    };
    interpretation.effects.iter().map(name).collect()
}

#[test]
fn a_response_to_get_client_is_applied_if_nothing_was_confirmed_since_its_request() {
    let (state, request) = (loaded(), request(&GET_CLIENT, None));
    let other = client("client_1", &["a"]);
    assert_eq!(
        effect_names(&current(&state, &request, 200, &wrapped(&other, "null"))),
        ["record", "apply", "serve"]
    );
    let known = client("client_1", &["a", "b"]);
    assert_eq!(
        effect_names(&current(&state, &request, 200, &wrapped(&known, "null"))),
        ["record", "advance", "serve"]
    );
    assert_eq!(
        effect_names(&current(&state, &request, 200, &wrapped("null", "null"))),
        ["record", "apply", "serve"]
    );
}

#[test]
fn a_late_response_with_another_client_is_not_applied_and_requested_again() {
    let (mut state, request) = (loaded(), request(&GET_CLIENT, None));
    let snapshot = sent(&state, &request);
    state.client.advance();
    for late in [client("client_1", &["a"]), client("client_2", &["x"]), "null".into()] {
        let late = respond(&request, &snapshot, &state, 200, &wrapped(&late, "null"));
        assert_eq!(
            (effect_names(&late), late.follow_up),
            (vec!["record"], Some(FollowUp::AwaitRefresh))
        );
    }
    let known = client("client_1", &["a", "b"]).replace(
        "\"last_active_at\":2",
        "\"last_active_at\":2,\"last_active_token\":{\"jwt\":\"x\"}",
    );
    let known = respond(&request, &snapshot, &state, 200, &wrapped(&known, "null"));
    assert_eq!(effect_names(&known), ["record", "advance", "serve"], "a token makes no difference");
}

#[test]
fn the_first_response_is_late_too_if_a_change_was_confirmed_before_it() {
    let (mut state, request) = (State::default(), request(&GET_CLIENT, None));
    let snapshot = sent(&state, &request);
    state.client.advance();
    let late =
        respond(&request, &snapshot, &state, 200, &wrapped(&client("client_1", &["a"]), "null"));
    assert_eq!(
        (effect_names(&late), late.follow_up),
        (vec!["record"], Some(FollowUp::AwaitRefresh))
    );
}

#[test]
fn if_the_credentials_were_replaced_only_the_known_client_is_applied() {
    let (state, request) = (loaded(), request(&GET_CLIENT, None));
    let snapshot = Snapshot { credentials_held: false, ..sent(&state, &request) };
    for stranger in ["null".into(), client("client_2", &[])] {
        let interpretation = respond(&request, &snapshot, &state, 200, &wrapped(&stranger, "null"));
        assert_eq!(
            (effect_names(&interpretation), interpretation.follow_up),
            (vec!["record"], Some(FollowUp::AwaitRefresh))
        );
    }
    let same =
        respond(&request, &snapshot, &state, 200, &wrapped(&client("client_1", &["a"]), "null"));
    assert_eq!(effect_names(&same), ["record", "apply", "serve"]);
}

#[test]
fn a_confirmed_end_is_removed_before_the_client_member_is_compared() {
    let state = loaded();
    for operation in [&REMOVE_SESSION, &END_SESSION, &REVOKE_SESSION] {
        let request = request(operation, Some("a"));
        let confirmed = ["invalidate", "end", "advance", "broadcast"];
        let ended = session("a", "removed");
        let member =
            |client: &str| effect_names(&current(&state, &request, 200, &wrapped(&ended, client)));
        assert_eq!(member("null"), [&confirmed[..], &["doubt"]].concat());
        let rest = client("client_1", &["b"]);
        assert_eq!(
            member(&rest),
            [&confirmed[..], &["apply"]].concat(),
            "another session is current now"
        );
        assert_eq!(member(&client("client_2", &["b"])), [&confirmed[..], &["doubt"]].concat());
        assert_eq!(member("7"), [&confirmed[..], &["doubt"]].concat());
    }
}

#[test]
fn the_end_of_an_unknown_session_is_confirmed_without_a_doubt() {
    for state in [loaded(), State::default()] {
        let request = request(&REVOKE_SESSION, Some("elsewhere"));
        let confirmed =
            current(&state, &request, 200, &wrapped(&session("elsewhere", "revoked"), "null"));
        assert_eq!(effect_names(&confirmed), ["invalidate", "end", "advance", "broadcast"]);
        assert!(confirmed.result.is_ok());
    }
}

#[test]
fn only_a_response_about_the_same_session_confirms_its_end() {
    let (state, request) = (loaded(), request(&REMOVE_SESSION, Some("a")));
    for status in ["removed", "ended", "revoked", "expired", "abandoned", "replaced"] {
        assert!(
            current(&state, &request, 200, &wrapped(&session("a", status), "null")).result.is_ok()
        );
    }
    let denied = |response: &str, member: &str| {
        let denied = current(&state, &request, 200, &wrapped(response, member));
        assert!(!effect_names(&denied).contains(&"end"), "{response}");
        denied.result.unwrap_err().code
    };
    for status in ["active", "pending", "unknown", "deleted", ""] {
        assert_eq!(denied(&session("a", status), "null"), Code::NotDeleted, "{status}");
    }
    for id in ["b", "", "A", "a "] {
        assert_eq!(denied(&session(id, "removed"), "null"), Code::NotDeleted, "{id}");
    }
    assert_eq!(denied(&session("a", "removed"), &client("client_1", &["a"])), Code::NotDeleted);
    for unreadable in [
        "null",
        "[]",
        "7",
        "{}",
        r#"{"id":"a"}"#,
        r#"{"status":"removed"}"#,
        r#"{"id":"a","status":7}"#,
    ] {
        assert_eq!(denied(unreadable, "null"), Code::InvalidResponse, "{unreadable}");
    }
}

#[test]
fn the_rest_of_a_confirmation_may_be_unreadable() {
    let (state, request) = (loaded(), request(&REMOVE_SESSION, Some("a")));
    for ended in [
        r#"{"id":"a","status":"removed"}"#,
        r#"{"id":"a","status":"removed","expire_at":"soon","last_active_at":2}"#,
    ] {
        let confirmed = current(&state, &request, 200, &wrapped(ended, "null"));
        assert!(effect_names(&confirmed).contains(&"end"));
        let error = confirmed.result.unwrap_err();
        assert_eq!(error.code, Code::InvalidResponse);
        assert!(error.message.starts_with("the server confirmed"), "{}", error.message);
    }
    let decorated = r#"{"id":"a","status":"removed","expire_at":1,"last_active_at":2,"user":7}"#;
    let confirmed = current(&state, &request, 200, &wrapped(decorated, "null"));
    assert!(confirmed.result.is_ok() && effect_names(&confirmed).contains(&"report"));
}

#[test]
fn all_sessions_have_ended_if_their_client_lists_none_alive() {
    let (state, request) = (loaded(), request(&REMOVE_SESSIONS, None));
    let confirmed = current(&state, &request, 200, &wrapped(&client("client_1", &[]), "null"));
    assert_eq!(effect_names(&confirmed), ["end", "advance", "broadcast", "advance"]);
    for unlike in [
        r#"{"id":"client_1","deleted":true}"#.into(),
        client("client_2", &[]),
        client("client_1", &["b"]),
        "null".into(),
    ] {
        let unlike = current(&state, &request, 200, &wrapped(&unlike, "null"));
        assert_eq!(unlike.follow_up, Some(FollowUp::AwaitRefresh));
        assert_eq!(
            (effect_names(&unlike), unlike.result.unwrap_err().code),
            (vec![], Code::NotDeleted)
        );
    }
}

#[test]
fn a_touch_without_a_client_member_leaves_a_doubt() {
    let (state, request) = (loaded(), request(&TOUCH_SESSION, Some("b")));
    let touched = |client: &str| {
        effect_names(&current(&state, &request, 200, &wrapped(&session("b", "active"), client)))
    };
    assert_eq!(touched("null"), ["invalidate", "advance", "broadcast", "doubt"]);
    assert_eq!(
        touched(&client("client_1", &["b", "a"])),
        ["invalidate", "advance", "broadcast", "apply"]
    );
}

#[test]
fn error_responses_raise_doubts_about_sessions_that_are_held_alive() {
    let state = loaded();
    let refused = |operation, session, status, code| {
        let request =
            ApiRequest { session: Some(Text::from(session)), ..ApiRequest::new(operation) };
        effect_names(&current(&state, &request, status, &error_body(code)))
    };
    assert_eq!(refused(&TOUCH_SESSION, "a", 401, "signed_out"), ["doubt"]);
    assert_eq!(refused(&TOUCH_SESSION, "x", 401, "signed_out"), ["doubt"]);
    assert!(refused(&TOUCH_SESSION, "a", 401, "requires_captcha").is_empty());
    assert_eq!(refused(&TOUCH_SESSION, "a", 404, "resource_not_found"), ["doubt"]);
    assert_eq!(refused(&END_SESSION, "a", 400, "invalid_action_for_session"), ["doubt"]);
    assert!(refused(&TOUCH_SESSION, "x", 404, "resource_not_found").is_empty(), "it is not held");
    assert!(refused(&TOUCH_SESSION, "a", 400, "form_param_invalid").is_empty());
    assert_eq!(refused(&CREATE_TOKEN, "a", 404, "resource_not_found"), ["invalidate", "doubt"]);
    assert!(
        effect_names(&current(&state, &request(&GET_CLIENT, None), 401, &error_body("signed_out")))
            .is_empty()
    );
}

#[test]
fn a_templates_404_raises_one_doubt_until_the_client_changes() {
    let mut state = loaded();
    let mut request = request(&CREATE_TOKEN_FROM_TEMPLATE, Some("a"));
    request.token.template = Some("none".into());
    let refused = |state: &State| {
        effect_names(&current(state, &request, 404, &error_body("resource_not_found")))
    };
    assert_eq!(refused(&state), ["refuse template", "doubt"]);
    state.doubts.refuse_template("a".into(), "none".into());
    assert!(refused(&state).is_empty());
    state.doubts.clear_refused_templates();
    assert_eq!(refused(&state), ["refuse template", "doubt"]);
}

#[test]
fn a_deletion_that_is_refused_as_not_found_is_decided_by_the_client_that_held_the_session() {
    let state = loaded();
    for (status, code) in
        [(404, "resource_not_found"), (404, ""), (400, "invalid_action_for_session")]
    {
        let refused =
            current(&state, &request(&REMOVE_SESSION, Some("a")), status, &error_body(code));
        assert_eq!(refused.follow_up, Some(FollowUp::AwaitRefresh));
        assert_eq!(refused.result.unwrap_err().code, Code::NotDeleted);
    }
    let unknown = current(
        &state,
        &request(&REMOVE_SESSION, Some("x")),
        404,
        &error_body("resource_not_found"),
    );
    assert_eq!(unknown.follow_up, None, "no client is known to have held it");
    for (status, code) in [
        (400, "client_not_found"),
        (401, "invalid_action_for_session"),
        (410, "resource_not_found"),
    ] {
        let refused =
            current(&state, &request(&REMOVE_SESSION, Some("a")), status, &error_body(code));
        assert_eq!(
            (refused.follow_up, refused.result.unwrap_err().code),
            (None, Code::Api),
            "{status} {code}"
        );
    }
}

#[test]
fn a_session_had_ended_if_a_later_get_client_is_without_it() {
    let (state, request) = (loaded(), request(&REMOVE_SESSION, Some("a")));
    let snapshot = sent(&state, &request);
    let decide = |client: Option<String>, credentials_held| {
        let client = client.map(|client| Client::parse(client).unwrap());
        decision::ended_sessions(&request, &snapshot, ReceivedClient { client, credentials_held })
            .is_some()
    };
    assert!(decide(Some(client("client_1", &["b"])), true));
    assert!(!decide(Some(client("client_1", &["a", "b"])), true), "it is alive");
    assert!(
        !decide(Some(client("client_2", &["b"])), true),
        "another client says nothing about it"
    );
    assert!(!decide(None, true), "another browser is told that there is no client");
    assert!(!decide(Some(client("client_1", &["b"])), false), "the credentials were replaced");
}
