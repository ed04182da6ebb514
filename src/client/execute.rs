//! Executes commands: finds the sessions that they name, sends their requests, and settles what the
//! answers leave open.

use core::pin::pin;
use std::rc::Rc;

use super::command::{Call, Command, Target};
use super::engine::Engine;
use super::get_token::get_token;
use super::passkey;
use super::session_client::SessionClient;
use crate::api::operation::{ATTEMPT_FIRST_FACTOR, PREPARE_FIRST_FACTOR};
use crate::api::request::ApiRequest;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::state::doubts::DoubtMark;
use crate::state::in_flight::{AttemptTracker, InFlight};
use crate::util::text::Text;

/// How many refreshes a call waits for at most, once a client is known: the first may be overtaken.
const MAX_REFRESHES: u32 = 2;

impl SessionClient {
    /// Executes a command. Dropping this future ends the waiting, and aborts a request that no other
    /// caller waits for.
    pub(crate) async fn execute(&self, command: Command, timeout_ms: Option<u32>) -> Result<Value> {
        let engine = &self.engine;
        let timeout_ms = timeout_ms.unwrap_or(engine.timeout_ms);
        let tracker = &Rc::<AttemptTracker>::default();
        let executed = pin!(async move {
            if command.needs_client() {
                wait_for_client(engine, tracker).await?;
            }
            match command {
                Command::Call(call) => {
                    let request = request(engine, call)?;
                    send(engine, request, timeout_ms, tracker).await
                }
                Command::GetToken(options) => get_token(engine, options, timeout_ms, tracker).await,
                Command::VerifyWithPasskey => verify_with_passkey(engine, timeout_ms, tracker).await,
            }
        });
        engine.calls.with_attempt_timeout(timeout_ms, tracker, executed).await
    }
}

/// Waits until the client is known, and no doubt about it is left that was raised before.
async fn wait_for_client(engine: &Rc<Engine>, tracker: &Rc<AttemptTracker>) -> Result<()> {
    let mark = engine.state().doubts.mark();
    let is_known = || {
        let state = engine.state();
        (state.client.is_loaded(), state.doubts.is_served(mark))
    };
    let mut refreshes = 0;
    loop {
        match is_known() {
            (true, true) => return Ok(()),
            // Newer answers have overtaken the refreshes, and say what is known.
            (true, false) if refreshes == MAX_REFRESHES => return Ok(()),
            _ => engine.refresh_since(mark).outcome(tracker).await?,
        };
        refreshes += 1;
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
    request.acting_session = call.acting_session.map(|session| resolve(engine, session)).transpose()?;
    if needs_client && engine.state().client.client().is_none() {
        return Err(no_session());
    }
    Ok(request)
}

/// Returns the id of the session that is meant.
pub(super) fn resolve(engine: &Engine, target: Target) -> Result<Text> {
    match target {
        Target::Id(id) => Ok(id.into()),
        Target::Current => {
            let current = engine.state().client.current_session();
            current.map(|session| Text::from(session.id())).ok_or_else(no_session)
        }
    }
}

/// Returns the id of the session whose reverification was last begun.
fn under_verification(engine: &Engine) -> Result<Text> {
    let session = engine.state().under_verification.clone();
    session.ok_or_else(|| {
        Error::new(Code::NoSession, "no reverification has begun: startVerification does that")
    })
}

/// Sends a request, and waits for the client to decide what its answer leaves open.
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

/// Waits for a GET /client that leaves, or left, with this mark or a later one: for `timeout_ms` in
/// all, however many attempts it takes.
pub(super) async fn wait_for_refresh(
    engine: &Rc<Engine>,
    since: DoubtMark,
    timeout_ms: u32,
) -> Result<Rc<InFlight>> {
    let waiter = engine.refresh_since(since);
    let refresh = waiter.in_flight();
    let (own, others) = (Rc::<AttemptTracker>::default(), AttemptTracker::default());
    own.begin_attempt();
    let outcome = pin!(waiter.outcome(&others));
    engine.calls.with_attempt_timeout(timeout_ms, &own, outcome).await?;
    Ok(refresh)
}

/// Verifies a first factor by a passkey: prepares, asks the authenticator, attempts. No timeout runs
/// for the person at the authenticator.
async fn verify_with_passkey(
    engine: &Rc<Engine>,
    timeout_ms: u32,
    tracker: &AttemptTracker,
) -> Result<Value> {
    let session = Some(under_verification(engine)?);
    passkey::check()?;
    let request =
        |operation, form| ApiRequest { form, session: session.clone(), ..ApiRequest::new(operation) };
    let prepare = request(&PREPARE_FIRST_FACTOR, passkey::preparation());
    let prepared = send(engine, prepare, timeout_ms, tracker).await?;
    let form = passkey::attempt(passkey::ask(&prepared)?.await)?;
    send(engine, request(&ATTEMPT_FIRST_FACTOR, form), timeout_ms, tracker).await
}

fn no_session() -> Box<Error> {
    Error::new(Code::NoSession, "nobody is signed in")
}
