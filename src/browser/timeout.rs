//! Delays as futures.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::{CallOnDrop, CallbackFuture};

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = startTimer)]
    fn start_timer(callback: &Function, delay_ms: f64) -> Function;
}

/// A future that is ready after a delay. Dropping it cancels the timer, so that no timer keeps a
/// process alive.
pub(crate) struct Timeout {
    future: CallbackFuture,
    _cancel: CallOnDrop,
}

impl Timeout {
    pub fn after(delay_ms: f64) -> Self {
        let future = CallbackFuture::new();
        let cancel = start_timer(future.function(), delay_ms);
        Timeout { future, _cancel: CallOnDrop(cancel) }
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
