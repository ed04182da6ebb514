//! Decides a call whose own response left its result open, by the content of a later GET /client.

use crate::api::request::ApiRequest;
use crate::state::client_state::EndedSessions;
use crate::state::in_flight::ReceivedClient;
use crate::state::snapshot::Snapshot;

/// Returns the sessions that have ended according to a GET /client, as the request wanted.
///
/// `None` if they have not ended, if the GET /client was sent with credentials that have been
/// replaced since, or if it describes another client than the one that held them.
pub(crate) fn ended_sessions(
    request: &ApiRequest,
    snapshot: &Snapshot,
    received: ReceivedClient,
) -> Option<EndedSessions> {
    let client =
        received.client.filter(|client| received.credentials_held && snapshot.is_owner(client))?;
    match &request.session {
        Some(session) => {
            (!client.holds_alive(session)).then(|| EndedSessions::One(session.clone()))
        }
        None if client.is_alive() => None,
        None => snapshot.client.clone().map(EndedSessions::AllOf),
    }
}
