use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::browser::Event;

/// Ends when a signal aborts, with its reason. Dropping it takes its listener off the signal, which may live for long.
pub(super) struct AbortEvent {
    signal: AbortSignal,
    event: Event,
}

impl AbortEvent {
    /// # Errors
    /// Why: it has aborted already, or is none that can be listened to.
    pub fn of(signal: AbortSignal) -> Result<Self, JsValue> {
        if signal.aborted() {
            return Err(signal.reason());
        }
        let event = Event::new();
        signal.add_event_listener_with_callback("abort", event.function())?;
        Ok(AbortEvent { signal, event })
    }
}

impl Future for AbortEvent {
    type Output = JsValue;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        Pin::new(&mut self.event).poll(context).map(|()| self.signal.reason())
    }
}

impl Drop for AbortEvent {
    fn drop(&mut self) {
        // A listener that is no longer there is just what is wanted.
        _ = self.signal.remove_event_listener_with_callback("abort", self.event.function());
    }
}
