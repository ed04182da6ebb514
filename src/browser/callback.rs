//! The functions of the module that JavaScript calls.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::util::foreign::ForeignValue;

/// The signature of all callbacks. Each further signature would add an adapter to the module.
type CallbackClosure = Closure<dyn Fn(JsValue) -> JsValue>;

#[wasm_bindgen(module = "/src/browser/callback.js")]
extern "C" {
    #[wasm_bindgen(extends = Function)]
    type RevocableFunction;

    fn revocable(closure: &CallbackClosure) -> RevocableFunction;

    #[wasm_bindgen(method)]
    fn revoke(this: &RevocableFunction);
}

/// A function that JavaScript may call at any time, also while it runs. After the `Callback` is
/// dropped, calls do nothing.
pub(crate) struct Callback {
    function: RevocableFunction,
    _closure: CallbackClosure,
}

impl Callback {
    pub fn new(function: impl Fn(JsValue) -> JsValue + 'static) -> Self {
        let closure = Closure::new(function);
        Callback { function: revocable(&closure), _closure: closure }
    }

    pub fn function(&self) -> &Function {
        &self.function
    }
}

impl Drop for Callback {
    fn drop(&mut self) {
        self.function.revoke();
    }
}

/// A JavaScript function of this package that ends something. Dropping the value calls it.
pub(crate) struct CallOnDrop(pub Function);

impl Drop for CallOnDrop {
    fn drop(&mut self) {
        call(&self.0);
    }
}

/// Calls a JavaScript function of this package, which throws nothing and ignores its argument.
pub(super) fn call(function: &Function) {
    // `call0` would add an import.
    _ = function.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
}

/// A future that is ready when JavaScript calls its function, with the argument of the first call.
pub(crate) struct CallbackFuture {
    state: Rc<State>,
    callback: Callback,
}

#[derive(Default)]
struct State {
    value: Cell<Option<JsValue>>,
    is_called: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl CallbackFuture {
    pub fn new() -> Self {
        let state = Rc::new(State::default());
        let shared = Rc::clone(&state);
        let callback = Callback::new(move |value| {
            if !shared.is_called.replace(true) {
                shared.value.set(Some(value));
                if let Some(waker) = shared.waker.take() {
                    waker.wake();
                }
            }
            JsValue::UNDEFINED
        });
        CallbackFuture { state, callback }
    }

    pub fn function(&self) -> &Function {
        self.callback.function()
    }

    pub fn poll_called(&self, context: &mut Context<'_>) -> Poll<JsValue> {
        if self.state.is_called.get() {
            return Poll::Ready(self.state.value.take().unwrap_or_default());
        }
        self.state.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Future for CallbackFuture {
    type Output = JsValue;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        self.poll_called(context)
    }
}

/// Reads the outcome that `settle` of callback.js calls back with.
pub(crate) fn outcome(settled: JsValue) -> Result<JsValue, ForeignValue> {
    let outcome: Array = settled.unchecked_into();
    let value = outcome.get(1);
    if outcome.get(0).as_bool() == Some(true) { Ok(value) } else { Err(value) }
}
