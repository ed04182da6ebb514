//! Interprets an error response.

use super::client_member;
use super::confirmation::{self, is_invalid_for_status};
use super::interpretation::{Effect, FollowUp, Interpretation};
use super::response_reader::{ResponseReader, not_deleted};
use crate::api::operation::{CREATE_TOKEN_FROM_TEMPLATE, REMOVE_SESSION, ResponseType};
use crate::api::request::ApiRequest;
use crate::error::Error;
use crate::state::State;
use crate::state::snapshot::Snapshot;
use crate::util::text::Text;

pub(super) fn interpret(
    request: &ApiRequest,
    reader: &mut ResponseReader<'_>,
    snapshot: &Snapshot,
    state: &State,
) -> Interpretation {
    let (mut error, client) = reader.error_response();
    let mut effects = Vec::new();
    let mut follow_up = None;
    match client {
        _ if !request.operation.may_refresh => {}
        Ok(Some(client)) => {
            _ = client_member::push_effects(&mut effects, &client, None, snapshot, state)
        }
        Ok(None) => {}
        Err(_) => effects.push(Effect::RaiseDoubt),
    }
    if request.operation.response == ResponseType::Token {
        follow_up = push_token_effects(&mut effects, request, &error);
    }
    if request.operation.may_refresh && is_doubtful(request, &error, state) {
        effects.extend(
            refused_template(request).map(|(session, template)| {
                Effect::RefuseTemplate(session.clone(), template.clone())
            }),
        );
        effects.push(Effect::RaiseDoubt);
    }
    if request.operation == &REMOVE_SESSION && confirmation::may_have_ended(&error) {
        error = not_deleted(error);
        if snapshot.owner.is_some() {
            follow_up = Some(FollowUp::AwaitRefresh);
        }
    }
    Interpretation { result: Err(error), effects, follow_up }
}

/// Returns whether an error response says that the known client may be out of date.
fn is_doubtful(request: &ApiRequest, error: &Error, state: &State) -> bool {
    if error.status == Some(401) {
        return !error.has_code("requires_captcha");
    }
    let is_about_session = error.status == Some(404) || is_invalid_for_status(error);
    let is_held =
        request.session.as_deref().is_some_and(|session| state.client.holds_alive(session));
    // A 404 may be about the template. After one refresh without a change, it is.
    let is_known = refused_template(request)
        .is_some_and(|(session, template)| state.doubts.is_template_refused(session, template));
    is_about_session && is_held && !is_known
}

/// Adds the effects of a refused token request. Returns a follow-up if the server asks for the last
/// token.
fn push_token_effects(
    effects: &mut Vec<Effect>,
    request: &ApiRequest,
    error: &Error,
) -> Option<FollowUp> {
    if error.has_code("missing_expired_token") {
        return Some(FollowUp::SendExpiredToken);
    }
    // A 404 to a request for a template's token may be about the template.
    let is_missing = error.status == Some(404) && request.operation != &CREATE_TOKEN_FROM_TEMPLATE;
    let is_signed_out = error.has_code("signed_out") || error.has_code("authentication_invalid");
    if is_missing || is_signed_out {
        effects.extend(request.session.clone().map(Effect::InvalidateTokens));
    }
    None
}

/// Returns the session and the template of a token request.
fn refused_template(request: &ApiRequest) -> Option<(&Text, &Text)> {
    request.session.as_ref().zip(request.token.template.as_ref())
}
