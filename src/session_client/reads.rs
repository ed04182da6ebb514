//! The calls that end no session.

use std::rc::Rc;

use super::call::Outcome;
use super::client::Inner;
use super::known::Taken;
use super::work::{Pace, Work};
use crate::error::Result;
use crate::frontend_api::operation::{Expected, GET_CLIENT};
use crate::frontend_api::request::Question;
use crate::model::Client;

impl Inner {
    /// Asks for the client. Those who ask while nothing has changed share the request.
    pub(super) fn get_client(self: &Rc<Self>) -> Rc<Work> {
        let inner = Rc::clone(self);
        let moment = self.known.borrow().now();
        self.share(["client ", &moment.name()].concat(), move |work| {
            Box::pin(async move {
                loop {
                    let heard = inner.ask(&Question::new(GET_CLIENT), &work.pace).await?;
                    let client: Option<Client> = heard.response()?;
                    // Stale: something changed on the way, and what was heard is no longer true.
                    if inner.take(client.map(Rc::new), heard.sent) != Taken::Stale {
                        return Ok(Outcome::Client(inner.known.borrow().client().cloned()));
                    }
                }
            })
        })
    }

    /// Reads or touches one session, or lists a user's.
    pub(super) async fn read(self: &Rc<Self>, question: Question, pace: &Pace) -> Result<Outcome> {
        let heard = self.ask(&question, pace).await?;
        self.catch_up(&heard).await;
        Ok(match question.operation.expected {
            Expected::Sessions => Outcome::Sessions(Rc::new(heard.response()?)),
            _ => Outcome::Session(Some(Rc::new(heard.response()?))),
        })
    }
}
