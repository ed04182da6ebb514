//! What the server's reply to a question means, for the caller and for what is known.

use std::rc::Rc;

use super::client::Inner;
use super::cookies;
use super::exchange::Sent;
use super::work::Work;
use crate::api::envelope::Envelope;
use crate::api::error_response;
use crate::api::operation::{
    ATTEMPT_FIRST_FACTOR, ATTEMPT_SECOND_FACTOR, CREATE_TOKEN, Expected, GET_CLIENT, REMOVE_SESSION,
    START_VERIFICATION, TOUCH_SESSION,
};
use crate::api::request::Question;
use crate::browser::fetch::Reply;
use crate::client::credentials::is_token;
use crate::document::{FieldType, FieldValue, Value};
use crate::error::{Code, Error, Result};
use crate::interpret::confirmation::{self, Verdict};
use crate::json::ReadError;
use crate::models::{Client, Session, SessionVerification, TokenResource};
use crate::state::client_state::Taken;
use crate::state::token_cache::{Facts, Held, Purpose};
use crate::util::text::{Secret, Text};

/// What comes of a question, unless the client, asked next, has something to say to it.
pub(super) struct Judgement {
    pub outcome: Result<Value>,
    pub next: Next,
}

/// Why the client is asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// It is not.
    Done,
    /// What is known of it may no longer be true.
    Refresh,
    /// It decides what comes of the question.
    Decide,
    /// It is not, but the server wants to see the last token.
    ShowExpired,
}

/// What was known before the question was sent.
pub(super) struct Before {
    client: Option<Client>,
    /// The client that held, or holds, what the question wants to end.
    holder: Option<Text>,
}

models! {
    /// What `POST /dev_browser` answers.
    struct DevBrowserToken {
        id: Secret,
    }
}

impl Inner {
    pub(super) fn before(&self, question: &Question) -> Before {
        let known = self.known.borrow();
        let client = known.client().cloned();
        let holder = match &question.session {
            Some(session) => known.holder_of(session),
            None => client.as_ref().map(|client| Text::from(client.id())),
        };
        Before { client, holder }
    }

    /// Judges a reply, and takes from it what it says of the client.
    pub(super) fn judge(&self, work: &Work, reply: Reply, sent: &Sent, before: &Before) -> Judgement {
        let question = &work.question;
        let retry_after_seconds = reply.retry_after_seconds();
        let heard = Heard { status: reply.status, answer: Envelope::open(reply.body) };
        if heard.status >= 400 {
            return self.judge_refusal(question, &heard, retry_after_seconds, sent, before);
        }
        if [&TOUCH_SESSION, &ATTEMPT_FIRST_FACTOR, &ATTEMPT_SECOND_FACTOR].contains(&question.operation) {
            // It may be active in another organization, or its factors newly verified: nobody who hears of that is to get a token
            // from before.
            self.outdate_tokens(question);
        }
        let may_ask = question.operation.may_lead_to_client();
        let client = if may_ask { heard.answer.client(&mut Vec::new()) } else { Ok(None) };
        let mut next = if client.is_err() { Next::Refresh } else { Next::Done };
        let client = client.ok().flatten();
        if client.is_some() && self.take(client.clone(), sent.moment) == Taken::Stale {
            next = Next::Refresh;
        }
        let outcome = match question.operation.expected {
            Expected::Session => heard.read(Session::TYPE).inspect(|session| {
                if self.is_news(&session.get::<Session>()) {
                    next = Next::Refresh;
                }
            }),
            Expected::Token => heard.read(TokenResource::TYPE).and_then(|value| {
                let held = token(question, value.get::<TokenResource>().jwt(), sent);
                let held = held.map_err(|error| heard.unreadable(error))?;
                if held.purpose.organization != question.token.organization {
                    next = Next::Refresh;
                }
                work.token.replace(Some(self.keep_token(held)));
                Ok(Value::null())
            }),
            Expected::Sessions => heard.read(<Vec<Session>>::TYPE).inspect(|sessions| {
                if sessions.get::<Vec<Session>>().any(|session| self.is_news(&session)) {
                    next = Next::Refresh;
                }
            }),
            Expected::Verification => heard.read(SessionVerification::TYPE).inspect(|_| {
                if question.operation == &START_VERIFICATION {
                    self.under_verification.replace(question.session.clone());
                }
            }),
            Expected::DevBrowser => heard.read(DevBrowserToken::TYPE).and_then(|value| {
                let token = value.get::<DevBrowserToken>();
                if !is_token(token.id()) {
                    return Err(heard.unreadable(ReadError::new("expected a token", 0).under("id")));
                }
                self.identity.keep(token.id());
                Ok(value)
            }),
            Expected::Client => heard.read(Client::TYPE.optional()).map(|value| {
                if self.take(value.get::<Option<Client>>(), sent.moment) == Taken::Stale {
                    next = Next::Decide;
                }
                self.known_client()
            }),
            Expected::EndedSession => self.judge_end(question, &heard, client.as_ref(), next == Next::Done),
            Expected::EndedClient => {
                let is_over = |client: &Client| before.is_over(client);
                let said = heard.read(Client::TYPE).ok().map(|value| value.get::<Client>());
                match said.filter(|said| client.as_ref().is_none_or(is_over) && is_over(said)) {
                    Some(said) => {
                        if self.take(Some(said.clone()), sent.moment) == Taken::Stale {
                            self.forget(&|id| before.held(id));
                            next = Next::Refresh;
                        }
                        before.expire_cookies();
                        Ok(said.to_value())
                    }
                    None => {
                        next = Next::Decide;
                        Err(heard.unconfirmed("the client still holds sessions, or is another"))
                    }
                }
            }
        };
        Judgement { outcome, next }
    }

    /// Whether a session has ended that is alive as far as is known here.
    fn is_news(&self, session: &Session) -> bool {
        !session.status().is_alive() && self.holds_alive(session.id())
    }

    /// Whether a session has ended: nothing but a confirmation is believed.
    fn judge_end(
        &self,
        question: &Question,
        heard: &Heard,
        client: Option<&Client>,
        is_current: bool,
    ) -> Result<Value> {
        let session = question.session.as_deref().unwrap_or_default();
        let verdict = confirmation::judge(&heard.answer, client, session, &mut Vec::new());
        if let Verdict::Confirmed(_) | Verdict::ConfirmedUnreadably(_) = verdict {
            let has_ended = |session: &str| question.is_about(session);
            self.outdate_tokens(question);
            if client.is_none() || !is_current {
                self.forget(&has_ended);
            }
            cookies::expire(&has_ended);
        }
        match verdict {
            Verdict::Confirmed(session) => Ok(session),
            Verdict::ConfirmedUnreadably(error) => Err(heard.unreadable(error).context(
                "the server confirmed that the session has ended, but the rest of its answer cannot be read: ",
            )),
            Verdict::Denied(why) => Err(heard.unconfirmed(why)),
            Verdict::Unreadable(error) => Err(heard.unreadable(error)),
        }
    }

    fn judge_refusal(
        &self,
        question: &Question,
        heard: &Heard,
        retry_after_seconds: Option<u32>,
        sent: &Sent,
        before: &Before,
    ) -> Judgement {
        let (mut error, client) = error_response::read(heard.status, &heard.answer, &mut Vec::new());
        let client = client.ok().flatten();
        error.retry_after_seconds = retry_after_seconds;
        let is_stale = client.is_some_and(|client| self.take(Some(client), sent.moment) == Taken::Stale);
        if error.has_code("dev_browser_unauthenticated") {
            self.identity.forget(&sent.credentials);
        }
        let is_unauthenticated = error.status == Some(401) && !error.has_code("requires_captcha");
        let is_missing =
            error.status == Some(404) && question.session.as_deref().is_some_and(|id| self.holds_alive(id));
        let is_doubtful =
            (is_stale || is_unauthenticated || is_missing) && question.operation.may_lead_to_client();
        let mut next = if is_doubtful { Next::Refresh } else { Next::Done };
        if question.operation.expected == Expected::Token {
            let is_gone = error.status == Some(404);
            if error.has_code("missing_expired_token") {
                next = Next::ShowExpired;
            } else if is_gone {
                next = Next::Refresh;
            }
            // Of a template's token, 404 may mean the template.
            let is_over = is_gone && question.operation == &CREATE_TOKEN
                || error.has_code("signed_out")
                || error.has_code("authentication_invalid");
            if is_over {
                self.outdate_tokens(question);
            }
        }
        if question.operation == &REMOVE_SESSION && confirmation::may_be_gone(&error) {
            error = confirmation::not_deleted(error);
            if before.holder.is_some() {
                next = Next::Decide;
            }
        }
        Judgement { outcome: Err(error), next }
    }

    /// The client as it is known now: the object that everybody has.
    fn known_client(&self) -> Value {
        self.known.borrow().client().map_or_else(Value::null, Client::to_value)
    }

    /// What comes of a question, once the client has been asked for because of it.
    pub(super) fn decide(
        &self,
        question: &Question,
        next: Next,
        before: &Before,
        asked: Result<Value>,
        outcome: Result<Value>,
    ) -> Result<Value> {
        if next != Next::Decide {
            return outcome;
        }
        if question.operation == &GET_CLIENT {
            return asked;
        }
        let Some(client) = asked.ok().and_then(|client| client.get::<Option<Client>>()) else {
            return outcome;
        };
        match &question.session {
            // It was gone already, if the client that held it says so itself.
            Some(session) if before.is_holder(&client) && !client.holds_alive(session) => {
                cookies::expire(&|session| question.is_about(session));
                Ok(Value::null())
            }
            None if before.is_over(&client) => {
                before.expire_cookies();
                Ok(self.known_client())
            }
            _ => outcome,
        }
    }
}

impl Before {
    fn is_holder(&self, client: &Client) -> bool {
        self.holder.as_deref() == Some(client.id())
    }

    /// Whether this is the same client, with no session alive.
    fn is_over(&self, client: &Client) -> bool {
        self.is_holder(client) && !client.is_alive()
    }

    fn held(&self, session: &str) -> bool {
        self.client.as_ref().is_some_and(|client| client.session(session).is_some())
    }

    fn expire_cookies(&self) {
        cookies::expire(&|id| self.held(id));
    }
}

/// Reads a token, which has to be what was asked for.
fn token(question: &Question, jwt: &str, sent: &Sent) -> core::result::Result<Rc<Held>, Box<ReadError>> {
    let unlike = |expected: &str| ReadError::new(expected, 0).under("jwt");
    let facts = Facts::of(jwt).ok_or_else(|| unlike("expected a JSON Web Token with iat and a later exp"))?;
    let mut purpose = Purpose::of(question);
    if question.operation == &CREATE_TOKEN && question.form.is_empty() {
        // The session's own organization was asked for: which that is, the server knows best.
        purpose.organization = purpose.organization.map(|_| facts.organization.clone());
    }
    let held = Rc::new(Held::new(purpose, Secret(jwt.into()), facts, sent.at));
    if held.is_as_asked() {
        return Ok(held);
    }
    Err(unlike("expected a token for the session and the organization that were asked for"))
}

/// An answer that does not refuse.
struct Heard {
    answer: Envelope,
    status: u16,
}

impl Heard {
    fn read(&self, kind: FieldType) -> Result<Value> {
        self.answer.response_tolerant(kind, &mut Vec::new()).map_err(|error| self.unreadable(error))
    }

    #[cold]
    fn unreadable(&self, error: Box<ReadError>) -> Box<Error> {
        let mut error = Error::unreadable(*error);
        error.status = Some(self.status);
        error
    }

    #[cold]
    fn unconfirmed(&self, why: &str) -> Box<Error> {
        let mut error = confirmation::not_deleted(Error::new(Code::NotDeleted, why));
        error.status = Some(self.status);
        error
    }
}
