//! Sends requests with the present credentials, and retries them until their responses are final.

use core::cell::RefCell;
use std::rc::Rc;

use super::credentials::CredentialStore;
use super::waiting::Calls;
use crate::api::endpoint::Endpoint;
use crate::api::error_response;
use crate::api::request::{ApiRequest, Credentials};
use crate::api::response::ApiResponse;
use crate::api::retry::{Attempts, Failure, Next};
use crate::browser::{self, Timeout};
use crate::error::{Code, Error, Result};
use crate::state::State;
use crate::state::in_flight::{InFlight, Waiter};
use crate::state::snapshot::{Choice, Snapshot};
use crate::util::foreign::ForeignValue;
use crate::util::text::Secret;

/// The transport to the Frontend API.
pub(crate) struct Transport {
    pub endpoint: Endpoint,
    pub credentials: CredentialStore,
    pub max_retries: u32,
    pub calls: Rc<Calls>,
}

/// The response to a request, and the snapshot of the state when the request was sent.
pub(crate) type Exchange = Box<(ApiResponse, Snapshot)>;

/// One attempt, with its response or the reason why there is none.
struct Attempt {
    result: Result<Exchange>,
    failure: Failure,
}

impl Transport {
    /// Sends a request until its response is final, or until another attempt is pointless.
    /// `expired` is the last token, if the server has asked for it. `create_dev_browser` requests a
    /// development browser's token.
    pub async fn send(
        &self,
        in_flight: &InFlight,
        expired: Option<&Secret>,
        state: &RefCell<State>,
        create_dev_browser: impl Fn() -> Waiter,
    ) -> Result<Exchange> {
        let operation = in_flight.request.operation;
        let choice = || {
            let state = state.borrow();
            Choice::of(&state.client, state.touches)
        };
        let chosen = operation.chooses_session.then(|| {
            state.borrow_mut().touches += 1;
            choice()
        });
        let max_retries = if operation.idempotent { self.max_retries } else { 0 };
        let mut attempts = Attempts::default();
        let mut attempt = 0;
        let mut last = None;
        loop {
            self.calls.check_open()?;
            if operation.needs_credentials() && self.credentials.current().is_none() {
                create_dev_browser().outcome(&in_flight.tracker).await?;
                self.calls.check_open()?;
            }
            if let Some(last) = last.take()
                && chosen.as_ref().is_some_and(|chosen| *chosen != choice())
            {
                in_flight.is_overtaken.set(true);
                return last;
            }
            let Attempt { result, failure } =
                self.attempt(in_flight, expired, attempt, state).await;
            // A listener for new tokens may have closed the client.
            self.calls.check_open()?;
            attempt += 1;
            let Next::Repeat(delay_ms) = attempts.after(failure, max_retries, browser::random())
            else {
                return result;
            };
            if delay_ms > 0.0 {
                Timeout::after(delay_ms).await;
            }
            last = Some(result);
        }
    }

    /// Sends the request once. `attempt` counts from 0.
    async fn attempt(
        &self,
        in_flight: &InFlight,
        expired: Option<&Secret>,
        attempt: u32,
        state: &RefCell<State>,
    ) -> Attempt {
        let request = &in_flight.request;
        let credentials = self.credentials.current().unwrap_or(Credentials::Cookie);
        let http_request =
            request.http_request(&self.endpoint.base, &credentials, expired, attempt);
        let sent_at = browser::now();
        let mut snapshot = {
            let state = state.borrow();
            Snapshot::new(&state.client, &state.doubts, request, credentials, sent_at)
        };
        in_flight.tracker.begin_attempt();
        in_flight.is_unanswered.set(request.operation.is_change);
        let survives = request.operation.survives_close().then(|| self.calls.closing());
        let response = browser::fetch(&http_request, survives).await;
        in_flight.tracker.end_attempt();
        let response = match response {
            Ok(response) => response,
            Err(cause) => {
                let failure = Failure::Network { keepalive: http_request.keepalive };
                return Attempt { result: Err(no_response(cause)), failure };
            }
        };
        in_flight.is_unanswered.set(false);
        snapshot.credentials_held = self.credentials.hold(&snapshot.credentials);
        self.credentials.take_from(&response.headers, &snapshot.credentials);
        let response = ApiResponse::open(response, browser::now().wall_ms, browser::parse_date);
        let failure = self.failure(request, &response, &snapshot);
        Attempt { result: Ok(Box::new((response, snapshot))), failure }
    }

    fn failure(
        &self,
        request: &ApiRequest,
        response: &ApiResponse,
        snapshot: &Snapshot,
    ) -> Failure {
        let &ApiResponse { status, retry_after_seconds, ref envelope } = response;
        let is_refused = status == 401
            && request.operation.needs_credentials()
            && (error_response::has_code(envelope, "dev_browser_unauthenticated")
                && self.credentials.reject(&snapshot.credentials)
                || !snapshot.credentials_held);
        if is_refused {
            Failure::Credentials
        } else {
            Failure::Status { status, retry_after_seconds }
        }
    }
}

#[cold]
fn no_response(cause: ForeignValue) -> Box<Error> {
    let mut error = Error::new(
        Code::Network,
        "no answer: the network failed, or something blocked the request",
    );
    error.cause = Some(cause);
    error
}
