//! From a question to the server's reply: identified, and repeated where that is safe.

use std::rc::Rc;

use super::client::Inner;
use super::work::Pace;
use crate::api::operation::CREATE_DEV_BROWSER;
use crate::api::request::{Credentials, Question};
use crate::api::retry::{self, Failure};
use crate::browser::Timer;
use crate::browser::fetch::{self, Reply};
use crate::error::{Code, Error, Result};
use crate::state::client_state::Moment;
use crate::state::clock::Instant;
use crate::util::text::Secret;

/// What is to be remembered of a request until its answer is there.
pub(super) struct Sent {
    pub moment: Moment,
    pub at: Instant,
    pub credentials: Credentials,
}

impl Inner {
    /// Sends a request until there is an answer, or no point in trying.
    pub(super) async fn exchange(
        self: &Rc<Self>,
        question: &Question,
        expired: Option<&Secret>,
        pace: &Pace,
    ) -> Result<(Reply, Sent)> {
        let max_retries = if question.operation.repeatable { self.max_retries } else { 0 };
        let mut attempt = 0;
        loop {
            self.check_open()?;
            // The one question that is asked without a token is the one for a token.
            if question.operation != &CREATE_DEV_BROWSER && self.identity.credentials().is_none() {
                self.ask(Question::new(&CREATE_DEV_BROWSER)).outcome(pace).await?;
            }
            let credentials = self.identity.credentials().unwrap_or(Credentials::Cookie);
            let request = question.request(&self.address.base, &credentials, expired, attempt);
            let sent = Sent { moment: self.known.borrow().now(), at: Instant::now(), credentials };
            pace.begin_attempt();
            let survives = question.operation.is_change().then(|| Rc::clone(&self.is_closed));
            let result = fetch::send(&request, survives).await;
            pace.end_attempt();
            self.check_open()?;
            attempt += 1;
            let failure = match &result {
                Ok(reply) => {
                    self.identity.hear(reply, &sent.credentials);
                    Failure::Status { status: reply.status, retry_after_seconds: reply.retry_after_seconds() }
                }
                Err(_) => Failure::Network { keepalive: request.keepalive },
            };
            match retry::wait_ms(failure, attempt, max_retries, js_sys::Math::random()) {
                Some(delay_ms) => Timer::start(delay_ms).await,
                None => {
                    // Whoever was just told of a new token may have closed the client.
                    self.check_open()?;
                    return result.map(|reply| (reply, sent)).map_err(no_answer);
                }
            }
        }
    }
}

#[cold]
fn no_answer(cause: wasm_bindgen::JsValue) -> Box<Error> {
    let mut error =
        Error::new(Code::Network, "no answer: the network failed, or something blocked the request");
    error.cause = Some(cause);
    error
}
