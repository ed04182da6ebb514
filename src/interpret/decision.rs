//! Decides a call whose own answer left it open, by the content of a later GET /client.

use super::interpretation::Effect;
use crate::api::operation::GET_CLIENT;
use crate::api::request::ApiRequest;
use crate::document::Value;
use crate::error::Result;
use crate::models::Client;
use crate::state::State;
use crate::state::client_state::EndedSessions;
use crate::state::in_flight::HeardClient;
use crate::state::snapshot::Snapshot;

/// Returns the result of a call, and the effects of that.
///
/// `own_result` is what the call's own answer said, and stands if GET /client could not be heard, was
/// asked with credentials that have been replaced since, or describes another client.
pub(crate) fn decide(
    request: &ApiRequest,
    snapshot: &Snapshot,
    own_result: Result<Value>,
    heard: Result<Option<HeardClient>>,
    state: &State,
) -> (Result<Value>, Vec<Effect>) {
    let known = || state.client.client().map_or_else(Value::null, Client::to_value);
    if request.operation == &GET_CLIENT {
        return (heard.map(|_| known()), Vec::new());
    }
    let heard = heard.ok().flatten().filter(|heard| heard.credentials_held);
    let Some(client) = heard.and_then(|heard| heard.client).filter(|client| snapshot.is_owner(client)) else {
        return (own_result, Vec::new());
    };
    match &request.session {
        // The session was gone already, because the client that held it says so.
        Some(session) if !client.holds_alive(session) => {
            (Ok(Value::null()), vec![Effect::EndSessions(EndedSessions::One(session.clone()))])
        }
        None if !client.is_alive() => {
            let is_known = state.client.client() == Some(&client);
            let value = if is_known { known() } else { client.to_value() };
            let ended = snapshot.client.clone().map(EndedSessions::AllOf);
            (Ok(value), ended.map(Effect::EndSessions).into_iter().collect())
        }
        _ => (own_result, Vec::new()),
    }
}
