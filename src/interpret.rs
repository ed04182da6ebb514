//! Interprets a response: returns the caller's result, the effects that the engine applies in
//! order, and the follow-up if the response leaves the result open.
//!
//! Everything here returns plain values. Nothing changes the state or calls other code.

mod client_member;
mod confirmation;
pub(crate) mod cookies;
pub(crate) mod decision;
mod error_response;
pub(crate) mod interpretation;
mod response_reader;
mod success;
pub(crate) mod token;

#[cfg(test)]
mod tests;

use interpretation::{Effect, Interpretation};

use crate::api::request::ApiRequest;
use crate::api::response::ApiResponse;
use crate::state::State;
use crate::state::snapshot::Snapshot;

/// Interprets the response to a request that was sent with this snapshot, in the present state.
pub(crate) fn interpret(
    request: &ApiRequest,
    response: &ApiResponse,
    snapshot: &Snapshot,
    state: &State,
) -> Interpretation {
    let mut reader = response_reader::ResponseReader::new(response);
    let mut interpretation = if response.status >= 400 {
        error_response::interpret(request, &mut reader, snapshot, state)
    } else {
        success::interpret(request, &mut reader, snapshot, state)
    };
    let unreadable = reader.into_unreadable();
    if !unreadable.is_empty() {
        interpretation.effects.push(Effect::ReportUnreadable(unreadable));
    }
    interpretation
}
