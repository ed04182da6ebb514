//! The meaning of a response, as values.

use std::rc::Rc;

use crate::document::{LeftOut, Value};
use crate::error::Result;
use crate::models::Client;
use crate::state::client_state::EndedSessions;
use crate::state::clock::Instant;
use crate::state::doubts::DoubtMark;
use crate::state::in_flight::ReceivedClient;
use crate::state::token_cache::CachedToken;
use crate::util::text::{Secret, Text};

/// The meaning of one response.
pub(crate) struct Interpretation {
    pub result: Result<Value>,
    pub effects: Vec<Effect>,
    pub follow_up: Option<FollowUp>,
}

/// A change of the state, or an action outside of it.
pub(crate) enum Effect {
    /// Removes sessions whose end the server has confirmed, and expires the page's cookies that
    /// hold their tokens.
    EndSessions(EndedSessions),
    /// Advances the version: the response is about the present client, or confirms a change.
    AdvanceVersion,
    /// Applies the client in a current response to a request that was sent at this time. `None` if
    /// there is none.
    ApplyClient(Option<Client>, Instant),
    /// Ends the doubts that were raised before a GET /client with a current response left.
    ServeDoubts(DoubtMark),
    /// Raises a doubt, which a GET /client then serves.
    RaiseDoubt,
    /// Records that a template's token was refused for a session.
    RefuseTemplate(Text, Text),
    /// Drops the tokens of a session in this tab, and rejects older tokens of other tabs.
    InvalidateTokens(Text),
    /// Keeps a token that was requested.
    KeepToken(Rc<CachedToken>),
    /// Makes a session the one under verification.
    BeginVerification(Text),
    /// Keeps the token of a new development browser.
    KeepDevBrowser(Secret),
    /// Records the client in a response to GET /client, whether or not it is applied.
    RecordClient(ReceivedClient),
    /// Makes the other tabs request the client.
    BroadcastChange,
    /// Makes the other tabs request the client if its sessions have changed in more than the time
    /// of their use.
    BroadcastOtherSessions,
    /// Reports decorative fields that could not be read.
    ReportUnreadable(LeftOut),
}

/// The step that must follow before the call can settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FollowUp {
    /// A GET /client that leaves after this response decides. It serves the doubt that this
    /// response raises.
    AwaitRefresh,
    /// The request is sent again with the last token, which the server asked for.
    SendExpiredToken,
}
