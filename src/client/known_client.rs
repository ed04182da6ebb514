//! Waits for the client that a call needs: loaded, without a doubt, and with the target session.

use core::pin::pin;
use std::rc::Rc;

use super::engine::Engine;
use super::target::Target;
use crate::error::{Code, Error, Result};
use crate::state::doubts::DoubtMark;
use crate::state::in_flight::{AttemptTracker, InFlight};
use crate::util::text::Text;

/// The number of refreshes that a call waits for at most, if a client is known: the first may be
/// overtaken.
const MAX_REFRESHES: u32 = 2;

/// Waits until the client is known, and all doubts raised before the call are served.
pub(super) async fn wait_for_client(
    engine: &Rc<Engine>,
    tracker: &Rc<AttemptTracker>,
) -> Result<()> {
    let mark = engine.state().doubts.mark();
    let is_known = || {
        let state = engine.state();
        (state.client.is_loaded(), state.doubts.is_served(mark))
    };
    let mut refreshes = 0;
    loop {
        match is_known() {
            (true, true) => return Ok(()),
            // Newer responses have overtaken the refreshes, so the known client is up to date.
            (true, false) if refreshes == MAX_REFRESHES => return Ok(()),
            _ => engine.refresh_since(mark).outcome(tracker).await?,
        };
        refreshes += 1;
    }
}

/// Returns the id of the target session.
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
pub(super) fn under_verification(engine: &Engine) -> Result<Text> {
    let session = engine.state().under_verification.clone();
    session.ok_or_else(|| {
        Error::new(Code::NoSession, "no reverification has begun: startVerification does that")
    })
}

/// Waits for a GET /client that leaves, or left, with this mark or a later one. The wait ends after
/// `timeout_ms` in all, regardless of the number of attempts.
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

pub(super) fn no_session() -> Box<Error> {
    Error::new(Code::NoSession, "nobody is signed in")
}
