//! What can be asked of a [`SessionClient`](super::SessionClient), and what comes of it.

use std::rc::Rc;

use super::client::{Inner, SessionClient};
use super::work::{self, Pace};
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::{Expected, Operation};
use crate::frontend_api::request::Question;
use crate::json::{Secret, Text};
use crate::model::{Client, Session, Value, View};

/// A session, by its id or as the current one.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    Current,
    Id(Text),
}

/// One call: an operation, with what it needs.
#[derive(Debug)]
pub(crate) struct Call {
    pub operation: Operation,
    /// The session that its path names.
    pub session: Option<Target>,
    /// For which session is asked, where it is about a user's devices.
    pub on_behalf_of: Option<Target>,
    pub form: Vec<(&'static str, Text)>,
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
        let mut question = Question { form: call.form, ..Question::new(call.operation) };
        for (target, to) in
            [(call.session, &mut question.session), (call.on_behalf_of, &mut question.on_behalf_of)]
        {
            *to = match target {
                Some(Target::Id(id)) => Some(id),
                Some(Target::Current) => Some(self.current_session(pace).await?),
                None => None,
            };
        }
        match call.operation.expected {
            Expected::EndedSession => self.end_session(question).join(pace).await,
            Expected::EndedClient => {
                let client = self.known_client(pace).await?.ok_or_else(no_session)?;
                self.end_all_sessions(question, client).join(pace).await
            }
            Expected::Session | Expected::Sessions => self.read(question, pace).await,
            Expected::Client | Expected::DevBrowser => self.get_client().join(pace).await,
        }
    }

    /// The id of the current session. The server is asked, if it has not been heard yet.
    async fn current_session(self: &Rc<Self>, pace: &Pace) -> Result<Text> {
        let client = self.known_client(pace).await?;
        let current = client.as_ref().and_then(|client| client.sessions.get(client.current()?));
        current.map(|session| session.id.clone()).ok_or_else(no_session)
    }

    /// The client; the server is asked only if it has not been heard yet.
    async fn known_client(self: &Rc<Self>, pace: &Pace) -> Result<Option<Rc<Client>>> {
        if !self.known.borrow().is_loaded() {
            self.get_client().join(pace).await?;
        }
        Ok(self.known.borrow().client().cloned())
    }
}

fn no_session() -> Box<Error> {
    Error::new(Code::NoSession, "nobody is signed in")
}
