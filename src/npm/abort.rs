//! Waits for an AbortSignal of the caller.

use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::arguments::unreadable;
use super::error::to_js;
use crate::browser::{CallOnDrop, CallbackFuture, outcome};
use crate::error::{Code, Result};

#[wasm_bindgen(module = "/src/npm/abort.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = listenToSignal)]
    fn listen(signal: &JsValue, callback: &Function) -> core::result::Result<Function, JsValue>;
}

/// A future that is ready when a signal aborts, with the signal's reason. Dropping it stops
/// listening, because the signal may live much longer.
pub(super) struct Aborted {
    future: CallbackFuture,
    _stop: CallOnDrop,
}

impl Aborted {
    /// Listens to a signal, which may have aborted already.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`], if it cannot listen to the signal.
    pub fn listen(signal: &JsValue) -> Result<Self> {
        let future = CallbackFuture::new();
        match listen(signal, future.function()) {
            Ok(stop) => Ok(Aborted { future, _stop: CallOnDrop(stop) }),
            Err(cause) => Err(unreadable(Code::InvalidArgument, "signal", cause)),
        }
    }

    pub fn poll(&self, context: &mut Context<'_>) -> Poll<JsValue> {
        let reason = self.future.poll_called(context).map(outcome);
        reason.map(|reason| {
            let unreadable = |cause| to_js(unreadable(Code::InvalidArgument, "signal", cause));
            reason.unwrap_or_else(unreadable)
        })
    }
}
