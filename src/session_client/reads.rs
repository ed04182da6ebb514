//! The calls that end no session.

use std::rc::Rc;

use super::call::{Outcome, Touch};
use super::client::Inner;
use super::known::Taken;
use super::work::Pace;
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::{GET_CLIENT, Operation};
use crate::frontend_api::request::Question;
use crate::json::Text;
use crate::model::{Client, Value};

impl Inner {
    /// Asks for the client. Those who ask while nothing has changed share the request.
    pub(super) async fn get_client(self: &Rc<Self>, pace: &Pace) -> Result<Option<Rc<Client>>> {
        let inner = Rc::clone(self);
        let moment = self.known.borrow().now();
        let work = self.share(["client ", &moment.name()].concat(), move |work| {
            Box::pin(async move {
                loop {
                    let heard = inner.ask(&Question::new(GET_CLIENT), &work.pace).await?;
                    let client: Option<Client> =
                        heard.answer.response().map_err(|error| heard.unreadable(error))?;
                    let client = client.map(Rc::new);
                    match inner.take(client.clone(), heard.sent) {
                        Taken::Changed => return Ok(Outcome::Client(client)),
                        // The object that is known already.
                        Taken::Unchanged => {
                            return Ok(Outcome::Client(inner.known.borrow().client().cloned()));
                        }
                        // Something changed on the way: what was heard is no longer true.
                        Taken::Stale => {}
                    }
                }
            })
        });
        match work.join(pace).await? {
            Outcome::Client(client) => Ok(client),
            _ => Err(Error::new(Code::Internal, "a client was asked for")),
        }
    }

    /// Reads or touches one session.
    pub(super) async fn get_session(
        self: &Rc<Self>,
        operation: Operation,
        session: Text,
        touch: Touch,
        pace: &Pace,
    ) -> Result<Outcome> {
        let organization = touch.organization_id.map(|id| ("active_organization_id", id));
        let intent = touch.intent.map(|intent| ("intent", intent));
        let form = organization.into_iter().chain(intent).collect();
        let question = Question { session, form, ..Question::new(operation) };
        self.read(&question, pace).await.map(|session| Outcome::Session(Some(Rc::new(session))))
    }

    /// Lists the sessions of a user.
    pub(super) async fn list_sessions(
        self: &Rc<Self>,
        operation: Operation,
        on_behalf_of: Text,
        pace: &Pace,
    ) -> Result<Outcome> {
        let question = Question { on_behalf_of: Some(on_behalf_of), ..Question::new(operation) };
        self.read(&question, pace).await.map(|sessions| Outcome::Sessions(Rc::new(sessions)))
    }

    async fn read<T: Value + Default>(self: &Rc<Self>, question: &Question, pace: &Pace) -> Result<T> {
        let heard = self.ask(question, pace).await?;
        self.catch_up(&heard).await;
        heard.answer.response().map_err(|error| heard.unreadable(error))
    }
}
