//! The timeouts of calls, and their end when the client is closed.

use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::{Rc, Weak};

use crate::browser::{self, Timeout};
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::state::in_flight::AttemptTracker;
use crate::util::compact::{concat, decimal};

/// The calls of one client that wait, so that closing the client can end them.
#[derive(Default)]
pub(crate) struct Calls {
    /// Whether the client is closed. Shared with the requests that may outlive the client.
    is_closed: Rc<Cell<bool>>,
    trackers: RefCell<Vec<Weak<AttemptTracker>>>,
}

impl Calls {
    pub fn close(&self) {
        self.is_closed.set(true);
        let trackers = self.trackers.take();
        trackers.iter().filter_map(Weak::upgrade).for_each(|tracker| tracker.wake());
    }

    pub fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    pub fn closing(&self) -> Rc<Cell<bool>> {
        Rc::clone(&self.is_closed)
    }

    /// Checks that the client is open.
    ///
    /// # Errors
    /// [`Code::Closed`], if the client has been closed.
    pub fn check_open(&self) -> Result<()> {
        if self.is_closed() { Err(closed()) } else { Ok(()) }
    }

    /// Waits for a task, until the client is closed. Each attempt of the task's tracker may take
    /// `timeout_ms` at most.
    pub async fn with_attempt_timeout(
        &self,
        timeout_ms: u32,
        tracker: &Rc<AttemptTracker>,
        mut task: Pin<&mut dyn Future<Output = Result<Value>>>,
    ) -> Result<Value> {
        {
            let mut trackers = self.trackers.borrow_mut();
            trackers.retain(|other| other.strong_count() > 0);
            trackers.push(Rc::downgrade(tracker));
        }
        let mut timeout: Option<(u32, Timeout)> = None;
        poll_fn(move |context| {
            if self.is_closed() {
                return Poll::Ready(Err(closed()));
            }
            if let Poll::Ready(outcome) = task.as_mut().poll(context) {
                return Poll::Ready(outcome);
            }
            tracker.listen(context.waker());
            let attempt = tracker.attempt();
            if timeout.as_ref().map(|(timed, _)| *timed) != attempt {
                timeout = attempt.map(|attempt| (attempt, Timeout::after(timeout_ms.into())));
            }
            match &mut timeout {
                Some((_, timeout)) => {
                    Pin::new(timeout).poll(context).map(|()| Err(timed_out(timeout_ms)))
                }
                None => Poll::Pending,
            }
        })
        .await
    }
}

/// Polls a future once at once, so that a request leaves before anything can happen to the page.
/// Polls the rest later, as a task of the event loop.
pub(crate) fn spawn_eager(mut future: Pin<Box<dyn Future<Output = ()>>>) {
    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        browser::spawn(future);
    }
}

fn closed() -> Box<Error> {
    Error::new(Code::Closed, "this SessionClient has been closed")
}

fn timed_out(timeout_ms: u32) -> Box<Error> {
    Error::new(Code::Timeout, &concat(&["no answer within ", &decimal(timeout_ms), " ms"]))
}
