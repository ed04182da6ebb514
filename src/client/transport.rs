//! Sends one attempt of a request, with the credentials that hold at that moment.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::credentials::CredentialStore;
use crate::api::endpoint::Endpoint;
use crate::api::error_response;
use crate::api::request::{ApiRequest, Credentials};
use crate::api::response::ApiResponse;
use crate::api::retry::Failure;
use crate::browser;
use crate::error::{Code, Error, Result};
use crate::state::State;
use crate::state::in_flight::InFlight;
use crate::state::snapshot::Snapshot;
use crate::util::foreign::ForeignValue;
use crate::util::text::Secret;

/// The way to the Frontend API.
pub(crate) struct Transport {
    pub endpoint: Endpoint,
    pub credentials: CredentialStore,
    /// Whether the client has been closed: a change that is on the wire then goes on unheard.
    pub is_closed: Rc<Cell<bool>>,
}

/// One attempt, with its answer or the reason why there is none.
pub(crate) struct Attempt {
    pub result: Result<(ApiResponse, Snapshot)>,
    pub failure: Failure,
}

impl Transport {
    /// Sends the `attempt`-th try, from 0. `expired` is the last token, if the server has asked for
    /// it.
    pub async fn attempt(
        &self,
        in_flight: &InFlight,
        expired: Option<&Secret>,
        attempt: u32,
        state: &RefCell<State>,
    ) -> Attempt {
        let request = &in_flight.request;
        let credentials = self.credentials.current().unwrap_or(Credentials::Cookie);
        let http_request = request.http_request(&self.endpoint.base, &credentials, expired, attempt);
        let sent_at = browser::now();
        let mut snapshot = {
            let state = state.borrow();
            Snapshot::new(&state.client, &state.doubts, request, credentials, sent_at)
        };
        in_flight.tracker.begin_attempt();
        in_flight.is_unheard.set(request.operation.is_change);
        let survives = request.operation.survives_close().then(|| Rc::clone(&self.is_closed));
        let response = browser::fetch(&http_request, survives).await;
        in_flight.tracker.end_attempt();
        let response = match response {
            Ok(response) => response,
            Err(cause) => {
                let failure = Failure::Network { keepalive: http_request.keepalive };
                return Attempt { result: Err(no_answer(cause)), failure };
            }
        };
        in_flight.is_unheard.set(false);
        snapshot.credentials_held = self.credentials.hold(&snapshot.credentials);
        self.credentials.take_from(&response.headers, &snapshot.credentials);
        let response = ApiResponse::open(response, browser::now().wall_ms, browser::parse_date);
        let failure = self.failure(request, &response, &snapshot);
        Attempt { result: Ok((response, snapshot)), failure }
    }

    fn failure(&self, request: &ApiRequest, response: &ApiResponse, snapshot: &Snapshot) -> Failure {
        let &ApiResponse { status, retry_after_seconds, ref envelope } = response;
        let is_refused = status == 401
            && request.operation.needs_credentials()
            && (error_response::has_code(envelope, "dev_browser_unauthenticated")
                && self.credentials.reject(&snapshot.credentials)
                || !snapshot.credentials_held);
        if is_refused { Failure::Credentials } else { Failure::Status { status, retry_after_seconds } }
    }
}

#[cold]
fn no_answer(cause: ForeignValue) -> Box<Error> {
    let mut error =
        Error::new(Code::Network, "no answer: the network failed, or something blocked the request");
    error.cause = Some(cause);
    error
}
