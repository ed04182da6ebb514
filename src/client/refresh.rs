//! Decides when a refresh may leave.

use core::cell::RefCell;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Poll, Waker};

use crate::browser::Timeout;

/// The time that a refresh waits at most for the responses to changes, in milliseconds.
const MAX_WAIT_MS: f64 = 250.0;

/// Holds refreshes back while changes are in flight: a refresh sent before their responses would be
/// out of date.
#[derive(Default)]
pub(crate) struct RefreshGate {
    wakers: RefCell<Vec<Waker>>,
}

impl RefreshGate {
    /// Waits until a refresh may leave. `may_leave` returns whether it may. Its argument is whether
    /// the refresh has waited so long that it may overtake a change.
    pub fn pass(&self, may_leave: impl Fn(bool) -> bool) -> impl Future<Output = ()> {
        let mut timeout = None;
        let mut may_overtake = false;
        poll_fn(move |context| {
            if may_leave(may_overtake) {
                return Poll::Ready(());
            }
            let timeout = timeout.get_or_insert_with(|| Timeout::after(MAX_WAIT_MS));
            if !may_overtake && Pin::new(timeout).poll(context).is_ready() {
                may_overtake = true;
                if may_leave(true) {
                    return Poll::Ready(());
                }
            }
            self.wakers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
    }

    /// Wakes the waiting refreshes to check again, because a request has ended.
    pub fn wake(&self) {
        let wakers = self.wakers.take();
        wakers.into_iter().for_each(Waker::wake);
    }
}
