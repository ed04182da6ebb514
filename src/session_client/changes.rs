//! The calls that end sessions.

use std::rc::Rc;

use super::call::Outcome;
use super::client::Inner;
use super::confirmation::{self, Verdict};
use super::cookies;
use super::exchange::Heard;
use super::known::Taken;
use super::work::{Pace, Work};
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::REMOVE_SESSION;
use crate::frontend_api::request::Question;
use crate::model::{Client, Session};

impl Inner {
    /// Ends one session. Calls that do the same to it at the same time share the request.
    pub(super) fn end_session(self: &Rc<Self>, question: Question) -> Rc<Work> {
        let inner = Rc::clone(self);
        let session = question.session.clone().unwrap_or_default();
        self.share([question.operation.name, " ", &session].concat(), move |work| {
            Box::pin(async move {
                let session = &*session;
                let holder = inner.known.borrow().holder_of(session);
                let refusal = match inner.end(&question, session, &work.pace).await {
                    Ok(session) => return Ok(Outcome::Session(Some(session))),
                    Err(error) => error,
                };
                if question.operation != REMOVE_SESSION || !confirmation::may_be_gone(&refusal) {
                    return Err(refusal);
                }
                // It was gone already if the client that held it says so itself.
                if let Some(holder) = holder
                    && let Ok(Outcome::Client(Some(client))) = inner.get_client().join(&work.pace).await
                    && client.id == holder
                    && !client.holds_alive(session)
                {
                    return Ok(Outcome::Session(None));
                }
                Err(confirmation::not_deleted(refusal))
            })
        })
    }

    /// Sends the request that ends a session, and believes nothing but a confirmation.
    async fn end(self: &Rc<Self>, question: &Question, session: &str, pace: &Pace) -> Result<Rc<Session>> {
        let heard = self.ask(question, pace).await?;
        let verdict = confirmation::judge(&heard.answer, heard.client.as_deref(), session);
        if let Verdict::Confirmed(_) | Verdict::ConfirmedUnreadably(_) = verdict {
            if heard.client.is_none() || !heard.is_current {
                self.forget(session);
            }
            cookies::expire(&|id| id == session);
        }
        self.catch_up(&heard).await;
        match verdict {
            Verdict::Confirmed(session) => Ok(session),
            Verdict::ConfirmedUnreadably(error) => {
                let mut error = heard.unreadable(error);
                error.message.insert_str(
                    0,
                    "the server confirmed that the session has ended, but the rest of its answer cannot be read: ",
                );
                Err(error)
            }
            Verdict::Denied(why) => Err(unconfirmed(why, &heard)),
            Verdict::Unreadable(error) => Err(heard.unreadable(error)),
        }
    }

    /// Ends every session of this client.
    pub(super) fn end_all_sessions(self: &Rc<Self>, question: Question, client: Rc<Client>) -> Rc<Work> {
        let inner = Rc::clone(self);
        self.share([question.operation.name, " ", &client.id].concat(), move |work| {
            Box::pin(async move {
                let heard = inner.ask(&question, &work.pace).await?;
                let is_over = |other: &Client| other.id == client.id && !other.is_alive();
                let said: Option<Client> = heard.response().ok();
                let agrees = heard.client.as_deref().is_none_or(is_over);
                let mut outcome = said.filter(|said| agrees && is_over(said)).map(Rc::new);
                if outcome.is_none() || inner.take(outcome.clone(), heard.sent) == Taken::Stale {
                    // Overtaken by another answer, or no confirmation: the client has the last word.
                    match inner.get_client().join(&work.pace).await {
                        Ok(Outcome::Client(client)) => outcome = client,
                        Ok(_) => outcome = None,
                        Err(error) => return Err(confirmation::not_deleted(error)),
                    }
                }
                if !outcome.as_deref().is_some_and(is_over) {
                    return Err(unconfirmed(
                        "the server's client still holds sessions, or is another",
                        &heard,
                    ));
                }
                cookies::expire(&|id| client.session(id).is_some());
                Ok(Outcome::Client(inner.known.borrow().client().cloned()))
            })
        })
    }
}

#[cold]
fn unconfirmed(why: &str, heard: &Heard) -> Box<Error> {
    let mut error = confirmation::not_deleted(Error::new(Code::NotDeleted, why));
    error.status = Some(heard.status);
    error
}
