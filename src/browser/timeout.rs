//! Delays.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::CallbackFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(function: &Function, delay_ms: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue) -> Result<(), JsValue>;
}

/// A future that is ready after a delay. Dropping it cancels the timer, so that none keeps a process alive.
pub(crate) struct Timeout {
    future: CallbackFuture,
    /// A number in browsers, an object in Node.
    id: JsValue,
}

impl Timeout {
    pub fn after(delay_ms: f64) -> Self {
        let future = CallbackFuture::new();
        let function = future.function();
        let id = set_timeout(&function, delay_ms).unwrap_or_else(|_| {
            // Without timers, the delay is over at once: a call that waited for ever would be worse. The function is
            // the module's, and throws nothing.
            _ = function.call0(&JsValue::UNDEFINED);
            JsValue::UNDEFINED
        });
        Timeout { future, id }
    }

    pub fn poll_over(&self, context: &mut Context<'_>) -> Poll<()> {
        self.future.poll_called(context).map(drop)
    }
}

impl Future for Timeout {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.poll_over(context)
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        // A timer that cannot be cleared, such as one from before fake timers were installed, calls a function that does
        // nothing any more.
        _ = clear_timeout(&self.id);
    }
}
