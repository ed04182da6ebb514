//! What can be asked of a [`SessionClient`](super::SessionClient), and what comes of it.

use std::rc::Rc;

use super::client::{Inner, SessionClient};
use super::work::{self, Pace};
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::*;
use crate::json::{Secret, Text};
use crate::model::{Client, Session, Value, View};

/// A session, by its id or as the current one.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    Current,
    Id(Text),
}

/// What a touch changes besides the time.
#[derive(Debug, Default)]
pub(crate) struct Touch {
    /// Empty: the personal account. `None`: no change.
    pub organization_id: Option<Text>,
    pub intent: Option<Text>,
}

/// One call.
#[derive(Debug)]
pub(crate) enum Call {
    GetClient,
    GetSession(Target),
    ListSessions { on_behalf_of: Target },
    ListActiveSessions { on_behalf_of: Target },
    DeleteSession(Target),
    DeleteAllSessions,
    EndSession(Target),
    RevokeSession { session: Target, on_behalf_of: Target },
    TouchSession(Target, Touch),
}

/// What comes of a call.
#[derive(Clone)]
pub(crate) enum Outcome {
    Client(Option<Rc<Client>>),
    Session(Option<Rc<Session>>),
    Sessions(Rc<Vec<Session>>),
    DevBrowser(Secret),
}

impl Outcome {
    /// For conversion: an object, a list or null.
    pub fn view(&self) -> View<'_> {
        match self {
            Outcome::Client(client) => client.as_ref().map_or(View::Null, |client| client.view()),
            Outcome::Session(session) => session.as_ref().map_or(View::Null, |session| session.view()),
            Outcome::Sessions(sessions) => sessions.view(),
            Outcome::DevBrowser(token) => token.view(),
        }
    }
}

impl SessionClient {
    /// Makes a call. Whoever drops this future leaves it, and what nobody waits for any more is aborted.
    pub(crate) async fn call(&self, call: Call, timeout_ms: Option<u32>) -> Result<Outcome> {
        let inner = &self.inner;
        let pace = Rc::new(Pace::default());
        inner.begin_call(&pace);
        let timeout_ms = timeout_ms.unwrap_or(inner.timeout_ms);
        work::within(timeout_ms, &inner.is_closed, &pace, inner.perform(call, &pace)).await
    }
}

impl Inner {
    async fn perform(self: &Rc<Self>, call: Call, pace: &Pace) -> Result<Outcome> {
        match call {
            Call::GetClient => self.get_client(pace).await.map(Outcome::Client),
            Call::GetSession(target) => {
                let session = self.resolve(target, pace).await?;
                self.get_session(GET_SESSION, session, Touch::default(), pace).await
            }
            Call::TouchSession(target, touch) => {
                let session = self.resolve(target, pace).await?;
                self.get_session(TOUCH_SESSION, session, touch, pace).await
            }
            Call::ListSessions { on_behalf_of } => {
                let session = self.resolve(on_behalf_of, pace).await?;
                self.list_sessions(LIST_SESSIONS, session, pace).await
            }
            Call::ListActiveSessions { on_behalf_of } => {
                let session = self.resolve(on_behalf_of, pace).await?;
                self.list_sessions(LIST_ACTIVE_SESSIONS, session, pace).await
            }
            Call::DeleteSession(target) => {
                let session = self.resolve(target, pace).await?;
                self.end_session(REMOVE_SESSION, session, None, pace).await
            }
            Call::EndSession(target) => {
                let session = self.resolve(target, pace).await?;
                self.end_session(END_SESSION, session, None, pace).await
            }
            Call::RevokeSession { session, on_behalf_of } => {
                let session = self.resolve(session, pace).await?;
                let on_behalf_of = self.resolve(on_behalf_of, pace).await?;
                self.end_session(REVOKE_SESSION, session, Some(on_behalf_of), pace).await
            }
            Call::DeleteAllSessions => self.end_all_sessions(pace).await,
        }
    }

    /// The id of the session that is meant. The server is asked for the current one, if that is not known yet.
    async fn resolve(self: &Rc<Self>, target: Target, pace: &Pace) -> Result<Text> {
        if let Target::Id(id) = target {
            return Ok(id);
        }
        let client = self.known_client(pace).await?;
        let current = client.as_ref().and_then(|client| client.sessions.get(client.current()?));
        current.map(|session| session.id.clone()).ok_or_else(no_session)
    }

    /// The client; the server is asked only if it has not been heard yet.
    pub(super) async fn known_client(self: &Rc<Self>, pace: &Pace) -> Result<Option<Rc<Client>>> {
        if self.known.borrow().is_loaded() {
            return Ok(self.known.borrow().client().cloned());
        }
        self.get_client(pace).await
    }
}

pub(super) fn no_session() -> Box<Error> {
    Error::new(Code::NoSession, "nobody is signed in")
}
