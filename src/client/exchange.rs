//! From a question to the server's reply: identified, and repeated where that is safe.

use std::rc::Rc;

use super::client::Inner;
use super::work::Pace;
use crate::api::operation::CREATE_DEV_BROWSER;
use crate::api::request::{Credentials, Question};
use crate::api::response::HttpResponse;
use crate::api::retry::{self, Failure};
use crate::browser::{self, Timeout};
use crate::error::{Code, Error, Result};
use crate::state::client_state::Moment;
use crate::state::clock::Instant;
use crate::util::foreign::ForeignValue;
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
    ) -> Result<(HttpResponse, Sent)> {
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
            let sent = Sent { moment: self.known.borrow().now(), at: browser::now(), credentials };
            pace.begin_attempt();
            let survives = question.operation.is_change().then(|| Rc::clone(&self.is_closed));
            let result = browser::fetch(&request, survives).await;
            pace.end_attempt();
            self.check_open()?;
            attempt += 1;
            let failure = match &result {
                Ok(reply) => {
                    self.identity.hear(reply, &sent.credentials);
                    Failure::Status { status: reply.status, retry_after_seconds: retry_after_seconds(reply) }
                }
                Err(_) => Failure::Network { keepalive: request.keepalive },
            };
            match retry::wait_ms(failure, attempt, max_retries, browser::random()) {
                Some(delay_ms) => Timeout::after(delay_ms).await,
                None => {
                    // Whoever was just told of a new token may have closed the client.
                    self.check_open()?;
                    return result.map(|reply| (reply, sent)).map_err(no_answer);
                }
            }
        }
    }
}

/// Returns how many seconds the server asks to be left alone.
pub(super) fn retry_after_seconds(response: &HttpResponse) -> Option<u32> {
    let seconds = response.headers.retry_after.as_deref()?;
    let is_number = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| seconds.parse().unwrap_or(u32::MAX))
}

#[cold]
fn no_answer(cause: ForeignValue) -> Box<Error> {
    let mut error =
        Error::new(Code::Network, "no answer: the network failed, or something blocked the request");
    error.cause = Some(cause);
    error
}
