//! The browser's passkeys. A worker or a server has none.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::callback::{CallbackFuture, outcome};
use super::fetch::AbortOnDrop;
use crate::util::foreign::ForeignValue;

#[wasm_bindgen(module = "/src/browser/passkey.js")]
extern "C" {
    /// Whether there are any.
    #[wasm_bindgen(js_name = hasPasskeys)]
    pub(crate) fn has_passkeys() -> bool;

    #[wasm_bindgen(catch, js_name = getPasskey)]
    fn get(callback: &Function, request: &str, signal: &AbortSignal) -> Result<(), JsValue>;
}

/// A request to the browser for a passkey. Dropping it aborts the request.
pub(crate) struct PasskeyRequest {
    response: CallbackFuture,
    abort: AbortOnDrop,
}

impl PasskeyRequest {
    /// Asks for a passkey's response to a server's request, which is JSON.
    ///
    /// # Errors
    /// Why the request cannot be read.
    pub fn start(request: &str) -> Result<Self, ForeignValue> {
        let (abort, signal) = AbortOnDrop::new()?;
        let response = CallbackFuture::new();
        get(response.function(), request, &signal)?;
        Ok(PasskeyRequest { response, abort })
    }
}

impl Future for PasskeyRequest {
    /// The response as JSON; `None` if there is none. An error is what the browser says, and may be
    /// any value.
    type Output = Result<Option<String>, ForeignValue>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.poll_called(context).map(|settled| {
            self.abort.has_ended = true;
            outcome(settled).map(|json| json.as_string())
        })
    }
}
