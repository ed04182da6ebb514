//! The meaning of a response, as values.

use std::rc::Rc;

use crate::document::{LeftOut, Value};
use crate::error::Result;
use crate::models::Client;
use crate::state::client_state::EndedSessions;
use crate::state::doubts::DoubtMark;
use crate::state::in_flight::HeardClient;
use crate::state::token_cache::CachedToken;
use crate::util::text::{Secret, Text};

/// The meaning of one response.
pub(crate) struct Interpretation {
    pub result: Result<Value>,
    pub effects: Vec<Effect>,
    pub follow_up: Option<FollowUp>,
}

/// A change of the state, or something to do outside of it.
pub(crate) enum Effect {
    /// Removes sessions whose end the server has confirmed, and expires the page's cookies that
    /// hold their tokens.
    EndSessions(EndedSessions),
    /// Advances the version: the answer is about the present client, or confirms a change.
    AdvanceVersion,
    /// Takes the client that a current answer describes. `None`: there is none.
    TakeClient(Option<Client>),
    /// Ends the doubts that a GET /client with a current answer left with.
    ServeDoubts(DoubtMark),
    /// Raises a doubt, which a GET /client then serves.
    RaiseDoubt,
    /// Notes that a template's token was refused for a session.
    RefuseTemplate(Text, Text),
    /// Drops the tokens of a session in this tab, and refuses older ones of other tabs.
    InvalidateTokens(Text),
    /// Keeps a token that was asked for.
    KeepToken(Rc<CachedToken>),
    /// Makes a session the one under verification.
    BeginVerification(Text),
    /// Keeps the token of a new development browser.
    KeepDevBrowser(Secret),
    /// Notes which client an answer to GET /client described, whether or not it was applied.
    HearClient(HeardClient),
    /// Makes the other tabs ask for the client.
    TellTabs,
    /// Reports decorative fields that could not be read.
    ReportUnreadable(LeftOut),
}

/// The step that comes before the call can settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FollowUp {
    /// The content of a GET /client decides that leaves after this answer, which raises a doubt.
    LetClientDecide,
    /// The server wants to see the last token.
    ShowExpiredToken,
}
