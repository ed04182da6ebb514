//! The browser's passkeys. In a worker or on a server there are none.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen(module = "/src/browser/passkey.js")]
extern "C" {
    /// Whether there are any.
    #[wasm_bindgen(js_name = hasPasskeys)]
    pub(crate) fn has_passkeys() -> bool;

    #[wasm_bindgen(catch, js_name = getPasskey)]
    fn get(request: &str, signal: &AbortSignal) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Any value as a text: of an error its name and message. Throws for what has none.
    #[wasm_bindgen(catch, js_name = String)]
    pub(crate) fn text_of(value: &JsValue) -> Result<String, JsValue>;
}

/// The asking for a passkey. Dropping it ends that; after its end, this means nothing.
pub(crate) struct PasskeyRequest {
    controller: AbortController,
    answer: JsFuture,
}

impl PasskeyRequest {
    /// Asks for a passkey's answer to a server's request.
    ///
    /// # Errors
    /// Why the request is none.
    pub fn start(request: &str) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let answer = get(request, &controller.signal())?;
        Ok(PasskeyRequest { controller, answer: answer.into() })
    }
}

impl Future for PasskeyRequest {
    /// The answer, as JSON; null: there is none. An error is what the browser says, and may be any value.
    type Output = Result<JsValue, JsValue>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answer).poll(context)
    }
}

impl Drop for PasskeyRequest {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
