//! Decides a call whose own answer left it open, by the content of a later GET /client.

use crate::api::request::ApiRequest;
use crate::state::client_state::EndedSessions;
use crate::state::in_flight::HeardClient;
use crate::state::snapshot::Snapshot;

/// Returns the sessions of which a GET /client says that they have ended, as the request wanted.
///
/// `None` if it does not, was asked with credentials that have been replaced since, or describes
/// another client than the one that held them.
pub(crate) fn ended_sessions(
    request: &ApiRequest,
    snapshot: &Snapshot,
    heard: HeardClient,
) -> Option<EndedSessions> {
    let client =
        heard.client.filter(|client| heard.credentials_held && snapshot.is_owner(client))?;
    match &request.session {
        Some(session) => {
            (!client.holds_alive(session)).then(|| EndedSessions::One(session.clone()))
        }
        None if client.is_alive() => None,
        None => snapshot.client.clone().map(EndedSessions::AllOf),
    }
}
