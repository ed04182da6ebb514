//! From a question to an answer: identified, repeated where that is safe, and its client taken.

use std::rc::Rc;

use super::call::Outcome;
use super::client::Inner;
use super::known::{Moment, Taken};
use super::work::{self, Pace, Task, Work};
use crate::browser::Timer;
use crate::error::{Code, Error, Result};
use crate::frontend_api::answer::Answer;
use crate::frontend_api::fetch::{self, Reply};
use crate::frontend_api::identity::Identity;
use crate::frontend_api::operation::{CREATE_DEV_BROWSER, GET_CLIENT};
use crate::frontend_api::refusal;
use crate::frontend_api::request::{Credentials, Question};
use crate::frontend_api::retry::{self, Failure};
use crate::json::{ReadError, Secret, Text};
use crate::model::{Client, Value};

/// An answer, and what its client half changed.
pub(super) struct Heard {
    pub answer: Answer,
    pub status: u16,
    pub sent: Moment,
    /// The client half, where there is one that can be read.
    pub client: Option<Rc<Client>>,
    /// Whether it could be taken as it was. If not, the client has to be asked for.
    pub is_current: bool,
}

impl Heard {
    /// What was asked for.
    pub fn response<T: Value + Default>(&self) -> Result<T> {
        self.answer.response().map_err(|error| self.unreadable(error))
    }

    /// The error for an answer that is not what it should be.
    #[cold]
    pub fn unreadable(&self, error: Box<ReadError>) -> Box<Error> {
        unreadable(self.status, error)
    }
}

impl Inner {
    /// Asks, and takes the client that comes with the answer. Its caller sees to [`Self::catch_up`].
    pub(super) async fn ask(self: &Rc<Self>, question: &Question, pace: &Pace) -> Result<Heard> {
        let (reply, sent) = self.exchange(question, pace).await?;
        if reply.status >= 400 {
            return Err(self.refused(question, reply, sent).await);
        }
        let status = reply.status;
        let body = String::from_utf8(reply.body).map_err(|error| {
            unreadable(status, ReadError::new("not UTF-8", error.utf8_error().valid_up_to()))
        })?;
        let answer = Answer::open(body);
        let client = answer.client();
        let is_readable = client.is_ok();
        let client = client.ok().flatten().map(Rc::new);
        let is_taken = client.is_none() || self.take(client.clone(), sent) != Taken::Stale;
        Ok(Heard { answer, status, sent, client, is_current: is_readable && is_taken })
    }

    /// Asks for the client anew, where an answer's own could not be taken.
    pub(super) async fn catch_up(self: &Rc<Self>, heard: &Heard) {
        if !heard.is_current {
            self.refresh().await;
        }
    }

    /// Asks for the client, and waits for the answer as long as for one attempt. If it cannot be asked, nothing changes.
    async fn refresh(self: &Rc<Self>) {
        let pace = Pace::default();
        // What is wrong with this request is not what the caller asked for.
        _ = work::within(self.timeout_ms, &self.is_closed, &pace, async {
            pace.begin_attempt();
            self.get_client().join(&Pace::default()).await
        })
        .await;
    }

    /// What a refusal means, for the caller and for what is known.
    async fn refused(self: &Rc<Self>, question: &Question, reply: Reply, sent: Moment) -> Box<Error> {
        let retry_after_seconds = reply.retry_after_seconds();
        let body = String::from_utf8(reply.body).unwrap_or_default();
        let (mut error, client) = refusal::read(reply.status, body);
        error.retry_after_seconds = retry_after_seconds;
        let is_stale = client.is_some_and(|client| self.take(Some(Rc::new(client)), sent) == Taken::Stale);
        if let Identity::DevBrowser(browser) = &self.identity
            && error.says("dev_browser_unauthenticated")
        {
            browser.forget();
        }
        let is_unauthenticated = error.status == Some(401) && !error.says("requires_captcha");
        // Asking again after a refusal of this very question would have no end.
        if (is_stale || is_unauthenticated) && question.operation != GET_CLIENT {
            self.refresh().await;
        }
        error
    }

    /// Sends a request until there is an answer, or no point in trying.
    async fn exchange(self: &Rc<Self>, question: &Question, pace: &Pace) -> Result<(Reply, Moment)> {
        let max_retries = if question.operation.repeatable { self.max_retries } else { 0 };
        let mut attempt = 0;
        loop {
            let credentials = self.credentials(question, pace).await?;
            let request = question.request(&self.address.base, &credentials, attempt);
            let sent = self.known.borrow().now();
            pace.begin_attempt();
            let survives = question.operation.is_change().then(|| Rc::clone(&self.is_closed));
            let result = fetch::send(&request, survives).await;
            pace.end_attempt();
            if self.is_closed.get() {
                return Err(work::closed());
            }
            attempt += 1;
            let failure = match &result {
                Ok(reply) => {
                    self.identity.hear(reply);
                    if reply.status < 400 {
                        return result.map(|reply| (reply, sent)).map_err(no_answer);
                    }
                    Failure::Status { status: reply.status, retry_after_seconds: reply.retry_after_seconds() }
                }
                Err(_) => Failure::Network { keepalive: request.keepalive },
            };
            match retry::wait_ms(failure, attempt, max_retries, js_sys::Math::random()) {
                Some(delay_ms) => Timer::start(delay_ms).await,
                None => return result.map(|reply| (reply, sent)).map_err(no_answer),
            }
        }
    }

    /// Who asks. A development browser that has no token yet gets one.
    async fn credentials(self: &Rc<Self>, question: &Question, pace: &Pace) -> Result<Credentials> {
        if let Some(credentials) = self.identity.credentials() {
            return Ok(credentials);
        }
        // The one question that is asked without a token is the one for a token.
        if question.operation == CREATE_DEV_BROWSER {
            return Ok(Credentials::Cookie);
        }
        let inner = Rc::clone(self);
        let work = self.share("dev_browser".into(), move |work| {
            Box::pin(async move {
                let heard = inner.ask(&Question::new(CREATE_DEV_BROWSER), &work.pace).await?;
                let browser: NewDevBrowser = heard.response()?;
                if let Identity::DevBrowser(known) = &inner.identity {
                    known.keep(&browser.id);
                }
                Ok(Outcome::DevBrowser(Secret(browser.id)))
            })
        });
        match work.join(pace).await? {
            Outcome::DevBrowser(token) => Ok(Credentials::DevBrowser(token)),
            _ => Err(Error::new(Code::Internal, "a development browser was asked for")),
        }
    }

    /// Joins the work of this key that is being done, or starts it.
    pub(super) fn share(&self, key: String, task: impl FnOnce(Rc<Work>) -> Task) -> Rc<Work> {
        let mut works = self.works.borrow_mut();
        works.retain(|work| work.upgrade().is_some_and(|work| !work.is_done()));
        let shared = works.iter().filter_map(|work| work.upgrade()).find(|work| work.key == key);
        drop(works);
        shared.unwrap_or_else(|| {
            let work = Work::start(key, task);
            self.works.borrow_mut().push(Rc::downgrade(&work));
            work
        })
    }
}

models! {
    /// What `POST /dev_browser` answers.
    struct NewDevBrowser {
        /// The token.
        id: Text,
    }
}

#[cold]
fn unreadable(status: u16, error: Box<ReadError>) -> Box<Error> {
    let mut error = Error::unreadable(*error);
    error.status = Some(status);
    error
}

#[cold]
fn no_answer(cause: wasm_bindgen::JsValue) -> Box<Error> {
    let mut error =
        Error::new(Code::Network, "no answer: the network failed, or something blocked the request");
    error.cause = Some(cause);
    error
}
