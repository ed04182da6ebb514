//! A double of `browser` for tests on the host, with the same interface and a simulated world.
//!
//! The world belongs to the thread. A test starts it with [`Simulation::start`] and decides
//! everything that a real browser leaves to chance: when a clock advances, when a request arrives,
//! when its response is delivered or lost, and when a message reaches another tab. Nothing happens
//! by itself except that tasks run. Nothing depends on real time or on an address in memory.

mod channel;
mod clock;
mod date;
mod executor;
mod lock;
mod network;
mod page;
mod signal;
mod simulation;
mod tests;

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::util::foreign::ForeignValue;

pub(crate) use channel::{TabChannel, TabMessage};
pub(crate) use clock::{Timeout, TimerKind, now, true_ms};
pub(crate) use date::http_date;
pub(crate) use date::parse_date;
pub(crate) use executor::{TabId, TaskId, spawn};
pub(crate) use lock::TabLock;
pub(crate) use network::{RequestId, SentRequest, fetch};
pub(crate) use page::{
    PageEvent, PageEvents, VisibleTimeout, page, partition_cookies, read_cookies, resolve_url,
    take_query_parameter, write_client_uat, write_cookie, write_token,
};
pub(crate) use simulation::{Simulation, TabKind, random, warn};

/// Returns whether there are passkeys: never in this double.
pub(crate) fn has_passkeys() -> bool {
    false
}

/// A passkey request, which cannot exist in this double.
pub(crate) struct PasskeyRequest;

impl PasskeyRequest {
    pub fn start(_request: &str) -> Result<Self, ForeignValue> {
        Err(ForeignValue)
    }
}

impl Future for PasskeyRequest {
    type Output = Result<Option<String>, ForeignValue>;

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Pending
    }
}

/// Returns the text of a foreign value. There is only one in this double.
pub(crate) fn describe(_value: &ForeignValue) -> String {
    "TypeError: Failed to fetch".into()
}
