//! Decides whether a client in a response is the present one.

use super::interpretation::Effect;
use crate::models::Client;
use crate::state::State;
use crate::state::client_state::EndedSessions;
use crate::state::snapshot::Snapshot;

/// The relation of a client in a response to the known client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It equals the known client.
    Known,
    /// It is newer than the known client.
    Newer,
    /// Something else was confirmed after its request was sent, so it may be older.
    Late,
    /// It is another client than the known one.
    Foreign,
}

/// Compares the `client` member of a response, or the client that an operation returns, with the
/// known client.
///
/// `ended` are the sessions whose end the same response confirms. They are removed from the known
/// client before the comparison.
pub(super) fn relation(
    client: &Client,
    ended: Option<&EndedSessions>,
    snapshot: &Snapshot,
    state: &State,
) -> Relation {
    let rest = ended.and_then(|ended| state.client.without(ended));
    match rest.as_ref().or(state.client.client()) {
        Some(known) if *known.id() != *client.id() => Relation::Foreign,
        known => compare(known, Some(client), snapshot, state),
    }
}

/// Compares the client that GET /client returns with the known client. Only GET /client can say
/// that there is none, or another.
pub(super) fn relation_of_response(
    client: Option<&Client>,
    snapshot: &Snapshot,
    state: &State,
) -> Relation {
    let known = state.client.client();
    let has_same_id = known.zip(client).is_some_and(|(known, client)| *known.id() == *client.id());
    // If the credentials have been replaced, the server may have answered for another browser.
    if !snapshot.credentials_held && !has_same_id {
        return Relation::Late;
    }
    compare(known, client, snapshot, state)
}

fn compare(
    known: Option<&Client>,
    client: Option<&Client>,
    snapshot: &Snapshot,
    state: &State,
) -> Relation {
    let is_loaded = state.client.is_loaded();
    if is_loaded && known == client {
        return Relation::Known;
    }
    if snapshot.version == state.client.version() {
        return Relation::Newer;
    }
    let is_same = |(known, client): (&Client, &Client)| known.equals_ignoring_tokens(client);
    if is_loaded && known.zip(client).is_some_and(is_same) {
        Relation::Known
    } else {
        Relation::Late
    }
}

/// Adds the effects of the `client` member of a response. Returns its relation.
pub(super) fn push_effects(
    effects: &mut Vec<Effect>,
    client: &Client,
    ended: Option<&EndedSessions>,
    snapshot: &Snapshot,
    state: &State,
) -> Relation {
    let relation = relation(client, ended, snapshot, state);
    match relation {
        Relation::Known => effects.push(Effect::AdvanceVersion),
        Relation::Newer => {
            effects.push(Effect::ApplyClient(Some(client.clone()), snapshot.sent_at));
        }
        Relation::Late | Relation::Foreign => effects.push(Effect::RaiseDoubt),
    }
    relation
}
