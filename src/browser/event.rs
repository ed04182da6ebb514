use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// A future that ends when JavaScript calls its function.
pub(crate) struct Event {
    state: Rc<State>,
    function: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct State {
    has_happened: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Event {
    pub fn new() -> Self {
        let state = Rc::new(State::default());
        let shared = Rc::clone(&state);
        let function = Closure::new(move || {
            shared.has_happened.set(true);
            if let Some(waker) = shared.waker.take() {
                waker.wake();
            }
        });
        Event { state, function }
    }

    pub fn function(&self) -> &Function {
        self.function.as_ref().unchecked_ref()
    }
}

impl Future for Event {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.state.has_happened.get() {
            return Poll::Ready(());
        }
        self.state.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

/// Ends when a signal aborts. Dropping it takes its listener off the signal, which may live for long.
pub(crate) struct AbortEvent {
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
