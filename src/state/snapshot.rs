//! The snapshot of the state at the time when a request was sent.

use super::client_state::{ClientState, Version};
use super::clock::Instant;
use super::doubts::{DoubtMark, Doubts};
use crate::api::request::{ApiRequest, Credentials};
use crate::models::Client;
use crate::util::text::Text;

/// The known client, the doubts and the credentials when a request was sent.
pub(crate) struct Snapshot {
    pub version: Version,
    pub sent_at: Instant,
    pub credentials: Credentials,
    /// Whether the same credentials still held when the response arrived.
    pub credentials_held: bool,
    pub doubts: DoubtMark,
    /// The id of the client that holds or held the request's session. If the request names no
    /// session, the id of the known client.
    pub owner: Option<Text>,
    /// The client that was known.
    pub client: Option<Client>,
}

impl Snapshot {
    pub fn new(
        state: &ClientState,
        doubts: &Doubts,
        request: &ApiRequest,
        credentials: Credentials,
        now: Instant,
    ) -> Self {
        let client = state.client();
        Snapshot {
            version: state.version(),
            sent_at: now,
            credentials,
            credentials_held: true,
            doubts: doubts.mark(),
            owner: match &request.session {
                Some(session) => state.owner_of(session),
                None => client.map(|client| Text::from(client.id())),
            },
            client: client.cloned(),
        }
    }

    /// Returns whether this is the client that the request was about.
    pub fn is_owner(&self, client: &Client) -> bool {
        self.owner.as_deref() == Some(client.id())
    }
}

/// The session and the organization that were current when a touch was first sent.
#[derive(Debug, PartialEq)]
pub(crate) struct Choice {
    session: Option<Text>,
    organization: Option<Text>,
    /// The number of touches that had been sent.
    touches: u32,
}

impl Choice {
    pub fn of(state: &ClientState, touches: u32) -> Self {
        let current = state.current_session();
        let current = current.as_ref();
        Choice {
            session: current.map(|session| session.id().into()),
            organization: current
                .and_then(|session| session.last_active_organization_id())
                .map(Text::from),
            touches,
        }
    }
}
