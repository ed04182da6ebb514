//! The browser's passkeys. A worker or a server has none.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::{CallOnDrop, CallbackFuture, outcome};
use crate::util::foreign::ForeignValue;

#[wasm_bindgen(module = "/src/browser/passkey.js")]
extern "C" {
    /// Returns whether passkeys are available.
    #[wasm_bindgen(js_name = hasPasskeys)]
    pub(crate) fn has_passkeys() -> bool;

    #[wasm_bindgen(catch, js_name = getPasskey)]
    fn get(callback: &Function, request: &str) -> Result<Function, JsValue>;
}

/// A request to the browser for a passkey. Dropping it aborts the request.
pub(crate) struct PasskeyRequest {
    response: CallbackFuture,
    _abort: CallOnDrop,
}

impl PasskeyRequest {
    /// Requests a passkey's response to a server's request, which is JSON.
    ///
    /// # Errors
    /// The reason why the server's request cannot be read.
    pub fn start(request: &str) -> Result<Self, ForeignValue> {
        let response = CallbackFuture::new();
        let abort = get(response.function(), request)?;
        Ok(PasskeyRequest { response, _abort: CallOnDrop(abort) })
    }
}

impl Future for PasskeyRequest {
    /// The response as JSON. `None` if there is none. An error is the browser's own, and may be any
    /// value.
    type Output = Result<Option<String>, ForeignValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let settled = self.response.poll_called(context);
        settled.map(outcome).map_ok(|json| json.as_string())
    }
}
