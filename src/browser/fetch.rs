//! The one place where a request leaves.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit};

use super::callback::{CallbackFuture, outcome};
use crate::api::request::HttpRequest;
use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::util::foreign::ForeignValue;
use crate::util::text::Secret;

#[wasm_bindgen(module = "/src/browser/fetch.js")]
extern "C" {
    #[wasm_bindgen(js_name = acceptsNoStore)]
    fn accepts_no_store() -> bool;

    fn send(callback: &Function, url: &str, init: &RequestInit);
}

#[wasm_bindgen]
extern "C" {
    /// As web-sys has it, where a stand-in that throws would unwind through the module.
    type AbortController;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<AbortController, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn signal(this: &AbortController) -> Result<AbortSignal, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn abort(this: &AbortController) -> Result<(), JsValue>;
}

/// Aborts when it is dropped, unless what its signal was given to has ended, or survives.
pub(super) struct AbortOnDrop {
    controller: AbortController,
    pub has_ended: bool,
    survives: Option<Rc<Cell<bool>>>,
}

impl AbortOnDrop {
    pub fn new() -> Result<(Self, AbortSignal), ForeignValue> {
        let controller = AbortController::new()?;
        let signal = controller.signal()?;
        Ok((AbortOnDrop { controller, has_ended: false, survives: None }, signal))
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        let survives = self.survives.as_ref().is_some_and(|survives| survives.get());
        if !self.has_ended && !survives {
            // What cannot be aborted goes on unheard.
            _ = self.controller.abort();
        }
    }
}

/// Sends a request, and reads its response to the end. Dropping the future aborts the request,
/// unless `survives_drop` says true by then.
///
/// # Errors
/// The reason for which there is no response, or a broken one; it may be any value.
pub(crate) async fn fetch(
    request: &HttpRequest,
    survives_drop: Option<Rc<Cell<bool>>>,
) -> Result<HttpResponse, ForeignValue> {
    let (mut abort, signal) = AbortOnDrop::new()?;
    abort.survives = survives_drop;
    let response = CallbackFuture::new();
    send(response.function(), &request.url, &init(request, &signal)?);
    let settled = response.await;
    abort.has_ended = true;
    let response: Array = outcome(settled)?.unchecked_into();
    let text = |index| response.get(index).as_string();
    let secret = |index| text(index).map(|text| Secret(text.into()));
    Ok(HttpResponse {
        status: response.get(0).as_f64().unwrap_or_default() as u16,
        body: response.get(1).unchecked_into::<Uint8Array>().to_vec(),
        headers: ResponseHeaders {
            retry_after: text(2),
            date: text(3),
            authorization: secret(4),
            dev_browser: secret(5),
        },
    })
}

fn init(request: &HttpRequest, signal: &AbortSignal) -> Result<RequestInit, ForeignValue> {
    let headers = Headers::new()?;
    let init = RequestInit::new();
    init.set_method(request.method);
    if let Some(body) = &request.body {
        init.set_body(&body.as_str().into());
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
    }
    if accepts_no_store() {
        // Chromium would also have the same request of another tab wait, for 20 s, for a response
        // that both could use.
        init.set_cache(RequestCache::NoStore);
    }
    if let Some(token) = &request.authorization {
        headers.set("Authorization", token.expose())?;
        init.set_credentials(RequestCredentials::Omit);
    } else {
        init.set_credentials(RequestCredentials::Include);
    }
    init.set_headers(&headers);
    init.set_signal(Some(signal));
    // web-sys has no setter for it.
    Reflect::set(&init, &"keepalive".into(), &request.keepalive.into())?;
    Ok(init)
}
