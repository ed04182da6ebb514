use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

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
