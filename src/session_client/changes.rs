//! The calls that end sessions.

use std::rc::Rc;

use super::call::{Outcome, no_session};
use super::client::Inner;
use super::confirmation::{self, Verdict};
use super::cookies;
use super::exchange::Heard;
use super::known::Taken;
use super::work::Pace;
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::{Operation, REMOVE_SESSION, REMOVE_SESSIONS};
use crate::frontend_api::request::Question;
use crate::json::Text;
use crate::model::{Client, Session};

impl Inner {
    /// Ends one session. Calls that do the same to it at the same time share the request.
    pub(super) async fn end_session(
        self: &Rc<Self>,
        operation: Operation,
        session: Text,
        on_behalf_of: Option<Text>,
        pace: &Pace,
    ) -> Result<Outcome> {
        let inner = Rc::clone(self);
        let work = self.share([operation.path, " ", &session].concat(), move |work| {
            Box::pin(async move {
                let holder = inner.known.borrow().holder_of(&session);
                let question = Question { session, on_behalf_of, ..Question::new(operation) };
                match inner.end(&question, &work.pace).await {
                    Err(error) if operation == REMOVE_SESSION && confirmation::may_be_gone(&error) => {
                        match holder {
                            Some(holder) => {
                                inner.is_gone(&question.session, &holder, error, &work.pace).await
                            }
                            None => Err(confirmation::not_deleted(error)),
                        }
                    }
                    ended => ended.map(|session| Outcome::Session(Some(Rc::new(session)))),
                }
            })
        });
        work.join(pace).await
    }

    /// Sends the request that ends a session, and believes nothing but a confirmation.
    async fn end(self: &Rc<Self>, question: &Question, pace: &Pace) -> Result<Session> {
        let heard = self.ask(question, pace).await?;
        let session = &question.session;
        let verdict = confirmation::judge(&heard.answer, heard.client.as_deref(), session);
        if let Verdict::Confirmed(_) | Verdict::ConfirmedUnreadably(_) = verdict {
            if heard.client.is_none() || !heard.is_current {
                self.forget(session);
            }
            cookies::expire(|id| id == &**session);
        }
        self.catch_up(&heard).await;
        match verdict {
            Verdict::Confirmed(session) => Ok(session),
            Verdict::ConfirmedUnreadably(error) => {
                let error = heard.unreadable(error);
                let message = ["the server confirmed that the session has ended, but the rest of its answer cannot be read: ", &error.message].concat();
                Err(Box::new(Error { message, ..*error }))
            }
            Verdict::Denied(why) => Err(unconfirmed(why, &heard)),
            Verdict::Unreadable(error) => Err(heard.unreadable(error)),
        }
    }

    /// Whether a session that the server does not find was gone already: the client that held it has to say so itself.
    async fn is_gone(
        self: &Rc<Self>,
        session: &str,
        holder: &str,
        refusal: Box<Error>,
        pace: &Pace,
    ) -> Result<Outcome> {
        match self.get_client(pace).await {
            Ok(Some(client)) if client.id == holder && !client.holds_alive(session) => {
                Ok(Outcome::Session(None))
            }
            _ => Err(confirmation::not_deleted(refusal)),
        }
    }

    /// Deletes every session of this browser.
    pub(super) async fn end_all_sessions(self: &Rc<Self>, pace: &Pace) -> Result<Outcome> {
        let client = self.known_client(pace).await?.ok_or_else(no_session)?;
        let inner = Rc::clone(self);
        let work = self.share([REMOVE_SESSIONS.path, " ", &client.id].concat(), move |work| {
            Box::pin(async move {
                let heard = inner.ask(&Question::new(REMOVE_SESSIONS), &work.pace).await?;
                let is_over = |other: &Client| other.id == client.id && !other.is_alive();
                let said: Option<Client> = heard.answer.response().ok().flatten();
                let agrees = heard.client.as_deref().is_none_or(is_over);
                let confirmed = match said.filter(|said| agrees && is_over(said)).map(Rc::new) {
                    Some(said) if inner.take(Some(Rc::clone(&said)), heard.sent) != Taken::Stale => {
                        Some(said)
                    }
                    // Overtaken by another answer, or no confirmation: the client has the last word.
                    _ => inner.get_client(&work.pace).await.map_err(confirmation::not_deleted)?,
                };
                match confirmed {
                    Some(confirmed) if is_over(&confirmed) => {
                        cookies::expire(|id| client.session(id).is_some());
                        Ok(Outcome::Client(Some(confirmed)))
                    }
                    _ => Err(unconfirmed("the server's client still holds sessions, or is another", &heard)),
                }
            })
        });
        work.join(pace).await
    }
}

fn unconfirmed(why: &str, heard: &Heard) -> Box<Error> {
    let error = confirmation::not_deleted(Error::new(Code::NotDeleted, why));
    Box::new(Error { status: Some(heard.status), ..*error })
}
