use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use web_sys::AbortSignal;

use crate::browser::Event;

/// Ends when a signal aborts. Dropping it takes its listener off the signal, which may live for long.
pub(super) struct AbortEvent {
    signal: AbortSignal,
    event: Event,
}

impl AbortEvent {
    /// `None`: it has aborted already.
    pub fn of(signal: AbortSignal) -> Option<Self> {
        let event = Event::new();
        let is_heard =
            !signal.aborted() && signal.add_event_listener_with_callback("abort", event.function()).is_ok();
        is_heard.then_some(AbortEvent { signal, event })
    }
}

impl Future for AbortEvent {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.event).poll(context)
    }
}

impl Drop for AbortEvent {
    fn drop(&mut self) {
        // A listener that is no longer there is just what is wanted.
        _ = self.signal.remove_event_listener_with_callback("abort", self.event.function());
    }
}
