//! Executes commands: sends their requests, and settles results that the responses leave open.

use core::cell::RefCell;
use core::future::Future;
use core::pin::{Pin, pin};
use std::rc::Rc;

use super::command::{Call, Command};
use super::engine::Engine;
use super::get_token::get_token;
use super::known_client::{
    no_session, resolve, under_verification, wait_for_client, wait_for_refresh,
};
use super::passkey;
use super::session_client::SessionClient;
use super::session_cookie;
use super::token_options::TokenOptions;
use crate::api::operation::{ATTEMPT_FIRST_FACTOR, PREPARE_FIRST_FACTOR};
use crate::api::request::ApiRequest;
use crate::document::Value;
use crate::error::Result;
use crate::state::in_flight::AttemptTracker;

impl SessionClient {
    /// Executes a command. Dropping the future ends the wait, and aborts a request that no other
    /// caller waits for.
    pub(crate) async fn execute(
        &self,
        mut command: Command,
        timeout_ms: Option<u32>,
    ) -> Result<Value> {
        let engine = &self.engine;
        let timeout_ms = timeout_ms.unwrap_or(engine.timeout_ms);
        let tracker = &Rc::<AttemptTracker>::default();
        let confirmed = &RefCell::new(None);
        let executed = pin!(async move {
            loop {
                if command.needs_client() {
                    wait_for_client(engine, tracker).await?;
                }
                let is_change = command.is_change();
                let execution: Pin<Box<dyn Future<Output = Result<Value>>>> = match command {
                    Command::Call(call) => {
                        let request = request(engine, call)?;
                        Box::pin(send(engine, request, timeout_ms, tracker))
                    }
                    Command::GetToken(options) => {
                        Box::pin(get_token(engine, options, timeout_ms, tracker))
                    }
                    Command::VerifyWithPasskey => {
                        Box::pin(verify_with_passkey(engine, timeout_ms, tracker))
                    }
                    Command::ResolveSession(session) => {
                        return resolve(engine, session).map(|id| Value::secret(&id));
                    }
                };
                let value = execution.await?;
                if !is_change || !session_cookie::lacks_token(engine) {
                    return Ok(value);
                }
                // The cookies must hold a token that was issued after the change.
                confirmed.replace(Some(value));
                command =
                    Command::GetToken(TokenOptions { leeway_seconds: 0, ..Default::default() });
            }
        });
        let outcome = engine.calls.with_attempt_timeout(timeout_ms, tracker, executed).await;
        let confirmed = confirmed.take();
        if confirmed.is_some() && outcome.is_err() {
            session_cookie::expire_stale(engine);
        }
        confirmed.map_or(outcome, Ok)
    }
}

/// Returns the request of a call.
fn request(engine: &Engine, call: Call) -> Result<ApiRequest> {
    let needs_client = call.needs_client();
    let mut request = ApiRequest { form: call.form, ..ApiRequest::new(call.operation) };
    request.session = match call.session {
        Some(session) => Some(resolve(engine, session)?),
        None if call.operation.is_verification_step() => Some(under_verification(engine)?),
        None => None,
    };
    request.acting_session =
        call.acting_session.map(|session| resolve(engine, session)).transpose()?;
    if needs_client && engine.state().client.client().is_none() {
        return Err(no_session());
    }
    Ok(request)
}

/// Sends a request. If its response leaves the result open, waits for a GET /client that decides
/// it.
async fn send(
    engine: &Rc<Engine>,
    request: ApiRequest,
    timeout_ms: u32,
    tracker: &AttemptTracker,
) -> Result<Value> {
    let waiter = engine.request(request, timeout_ms);
    let in_flight = waiter.in_flight();
    let result = waiter.outcome(tracker).await;
    let undecided = in_flight.undecided.borrow().clone();
    match undecided {
        None => result,
        Some(undecided) => {
            let refresh = wait_for_refresh(engine, undecided.since, timeout_ms).await;
            engine.settle(&in_flight, &undecided, result, refresh)
        }
    }
}

/// Verifies a first factor by a passkey: prepares it, calls the authenticator, attempts it. No
/// timeout runs while the user is at the authenticator.
async fn verify_with_passkey(
    engine: &Rc<Engine>,
    timeout_ms: u32,
    tracker: &AttemptTracker,
) -> Result<Value> {
    let session = Some(under_verification(engine)?);
    passkey::check()?;
    let send = |operation, form| {
        let request = ApiRequest { form, session: session.clone(), ..ApiRequest::new(operation) };
        engine.request(request, timeout_ms).outcome(tracker)
    };
    let prepared = send(&PREPARE_FIRST_FACTOR, passkey::preparation()).await?;
    let form = passkey::attempt(passkey::assertion_request(&prepared)?.await)?;
    send(&ATTEMPT_FIRST_FACTOR, form).await
}
