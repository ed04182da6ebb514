//! What can be asked of a [`SessionClient`](super::SessionClient), and what comes of it.

use core::pin::pin;
use std::rc::Rc;

use super::client::{Inner, SessionClient};
use super::get_token::TokenOptions;
use super::judgement::{Judgement, Next};
use super::passkey;
use super::work::{self, Caller, Pace, Work};
use crate::api::factors::Form;
use crate::api::operation::{ATTEMPT_FIRST_FACTOR, Expected, GET_CLIENT, Operation, VERIFY_WITH_PASSKEY};
use crate::api::request::Question;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::models::{Client, Session};
use crate::util::text::Text;

/// Which session a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The [current session](SessionClient::session). The server is asked, if it has not been heard yet; where nobody is signed
    /// in, the call fails with [`Code::NoSession`].
    Current,
    /// The session of this id. An empty one, `.` and `..` are [`Code::InvalidArgument`].
    Id(String),
}

impl From<&Session> for Target {
    fn from(session: &Session) -> Self {
        Target::from(session.id())
    }
}

impl From<&str> for Target {
    fn from(id: &str) -> Self {
        Target::Id(id.into())
    }
}

impl From<String> for Target {
    fn from(id: String) -> Self {
        Target::Id(id)
    }
}

impl Target {
    pub(super) fn is_current(&self) -> bool {
        matches!(self, Target::Current)
    }
}

/// What can be asked for.
pub(crate) enum Task {
    Call(Call),
    GetToken(TokenOptions),
}

/// One call: an operation, with what it needs.
pub(crate) struct Call {
    pub operation: &'static Operation,
    /// The session that its path names. `None` in a reverification: the one that was last begun.
    pub session: Option<Target>,
    /// For which session is asked, where it is about a user's devices.
    pub on_behalf_of: Option<Target>,
    pub form: Form,
}

impl Task {
    fn needs_client(&self) -> bool {
        match self {
            Task::Call(call) => call.needs_client(),
            Task::GetToken(options) => options.session.is_current(),
        }
    }
}

impl Call {
    /// A call on behalf of the current session, where it is on behalf of one.
    pub fn new(operation: &'static Operation, session: Option<Target>) -> Self {
        let on_behalf_of = operation.is_about_devices().then_some(Target::Current);
        Call { operation, session, on_behalf_of, form: Vec::new() }
    }

    fn needs_client(&self) -> bool {
        let is_current = |target: &Option<Target>| target.as_ref().is_some_and(Target::is_current);
        is_current(&self.session)
            || is_current(&self.on_behalf_of)
            || self.operation.expected == Expected::EndedClient
    }
}

impl SessionClient {
    /// Does what is asked for. Whoever drops this future leaves it, and what nobody waits for any more is aborted.
    pub(crate) async fn perform(&self, task: Task, timeout_ms: Option<u32>) -> Result<Value> {
        let inner = &self.inner;
        let timeout_ms = timeout_ms.unwrap_or(inner.timeout_ms);
        let pace = &Pace::default();
        let done = pin!(async move {
            // The server is asked for the client only if it has not been heard yet.
            if task.needs_client() && !inner.known.borrow().is_loaded() {
                inner.ask(Question::new(&GET_CLIENT)).outcome(pace).await?;
            }
            match task {
                Task::Call(call) => inner.ask(inner.question(call)?).outcome(pace).await,
                Task::GetToken(options) => inner.get_token(options, timeout_ms, pace).await,
            }
        });
        work::within(timeout_ms, &inner.is_closed, pace, done).await
    }
}

impl Inner {
    /// What a call asks of the server.
    fn question(&self, call: Call) -> Result<Question> {
        let needs_client = call.needs_client();
        let form = if call.operation == &VERIFY_WITH_PASSKEY { passkey::preparation() } else { call.form };
        let mut question = Question { form, ..Question::new(call.operation) };
        question.session = match call.session {
            Some(session) => Some(self.resolve(session)?),
            None if call.operation.expected == Expected::Verification => Some(self.under_verification()?),
            None => None,
        };
        question.on_behalf_of = call.on_behalf_of.map(|session| self.resolve(session)).transpose()?;
        if needs_client && self.known.borrow().client().is_none() {
            return Err(no_session());
        }
        Ok(question)
    }

    /// The id of the session that is meant.
    pub(super) fn resolve(&self, target: Target) -> Result<Text> {
        match target {
            Target::Id(id) => Ok(id.into()),
            Target::Current => {
                let known = self.known.borrow();
                let current = known.client().and_then(Client::current_session);
                current.map(|session| Text::from(session.id())).ok_or_else(no_session)
            }
        }
    }

    /// The id of the session whose reverification was last begun.
    fn under_verification(&self) -> Result<Text> {
        let session = self.under_verification.borrow().clone();
        session.ok_or_else(|| {
            Error::new(Code::NoSession, "no reverification has begun: startVerification does that")
        })
    }

    /// Asks the server, or waits with those who have asked the same, where that may be shared.
    pub(super) fn ask(self: &Rc<Self>, question: Question) -> Caller {
        self.ask_in_turn(question, self.timeout_ms)
    }

    /// Waits for its turn, where there are turns, for so long at most; then as [`ask`](Self::ask).
    pub(super) fn ask_in_turn(self: &Rc<Self>, question: Question, turn_ms: u32) -> Caller {
        let may_wait = |work: &&Rc<Work>| work.is_for(&question) && work.begins_within(turn_ms);
        if let Some(shared) = self.works.borrow().iter().find(may_wait) {
            return Caller::of(shared);
        }
        let work = Rc::new(Work::new(question, turn_ms));
        let caller = Caller::of(&work);
        self.works.borrow_mut().push(Rc::clone(&work));
        let inner = Rc::clone(self);
        work::now_or_later(Box::pin(async move {
            work.run(pin!(inner.answer(&work))).await;
            inner.works.borrow_mut().retain(|other| !Rc::ptr_eq(other, &work));
        }));
        caller
    }

    /// Asks for its own sake: for as long as somebody would wait, but nobody hears what comes of it.
    pub(super) fn ask_in_background(self: &Rc<Self>, question: Question) {
        let inner = Rc::clone(self);
        work::now_or_later(Box::pin(async move {
            let pace = Pace::default();
            let asked = pin!(inner.ask(question).outcome(&pace));
            _ = work::within(inner.timeout_ms, &inner.is_closed, &pace, asked).await;
        }));
    }

    /// From a question to what comes of it.
    async fn answer(self: &Rc<Self>, work: &Work) -> Result<Value> {
        let question = &work.question;
        let turn = self.turn(work);
        if let Some(turn) = &turn
            && let Some(held) = self.token_of_sibling(question, turn).await
        {
            work.token.replace(Some(self.keep_token(held)));
            return Ok(Value::null());
        }
        work.begin();
        let is_with_passkey = question.operation == &VERIFY_WITH_PASSKEY;
        if is_with_passkey {
            passkey::check()?;
        }
        let before = self.before(question);
        let mut expired = None;
        let (siblings, told, Judgement { outcome, next }) = loop {
            let (reply, sent) = self.exchange(question, expired.as_ref(), &work.pace).await?;
            work.close();
            // Kept, since whoever hears of a change may close this client before the others have been told.
            let siblings = self.siblings();
            let judgement = self.judge(work, reply, &sent, &before);
            if judgement.next == Next::ShowExpired && expired.is_none() {
                expired = self.last_token(question);
                if expired.is_some() {
                    work.reopen();
                    continue;
                }
            }
            let siblings = siblings.or_else(|| self.siblings());
            let told = self.tell(&siblings, question, sent.moment);
            break (siblings, told, judgement);
        };
        let outcome = if let Next::Refresh | Next::Decide = next {
            drop(turn);
            // So that what is known is right when the caller hears. The caller's clock has stopped: it waits as for one attempt,
            // however many there are.
            let (pace, theirs) = (Pace::default(), Pace::default());
            pace.begin_attempt();
            let asked = pin!(self.ask(Question::new(&GET_CLIENT)).outcome(&theirs));
            let asked = work::within(self.timeout_ms, &self.is_closed, &pace, asked).await;
            self.decide(question, next, &before, asked, outcome)
        } else {
            outcome
        };
        self.tell(&siblings, question, told);
        if !is_with_passkey {
            return outcome;
        }
        // No clock runs for the person at the authenticator.
        let form = passkey::attempt(passkey::ask(&outcome?)?.await)?;
        let attempt =
            Question { form, session: question.session.clone(), ..Question::new(&ATTEMPT_FIRST_FACTOR) };
        self.ask(attempt).outcome(&work.pace).await
    }
}

fn no_session() -> Box<Error> {
    Error::new(Code::NoSession, "nobody is signed in")
}
