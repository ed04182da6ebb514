//! The one place where a request leaves.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, Response};

use crate::api::request::HttpRequest;

#[wasm_bindgen]
extern "C" {
    /// The `fetch` of wherever this runs: a window, a worker, a server.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
}

/// An answer, its body read to the end.
pub(crate) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
    headers: Headers,
}

impl Reply {
    /// A header, if it is there and the server lets scripts of another origin read it.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// How long the server asks to be left alone.
    pub fn retry_after_seconds(&self) -> Option<u32> {
        let seconds = self.header("Retry-After")?;
        let is_number = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| seconds.parse().unwrap_or(u32::MAX))
    }
}

/// Sends a request and reads its answer. Whoever drops this future aborts the request, unless `survives` says by then
/// that it is to go on unheard.
///
/// # Errors
/// What the browser says when there is no answer, or when it breaks off; it may be any value.
pub(crate) async fn send(request: &HttpRequest, survives: Option<Rc<Cell<bool>>>) -> Result<Reply, JsValue> {
    let controller = AbortController::new()?;
    let call = begin(request, &controller)?;
    let mut in_flight = InFlight { controller, survives, has_ended: false };
    let response: Response = JsFuture::from(call).await?.unchecked_into();
    let body = JsFuture::from(response.array_buffer()?).await?;
    in_flight.has_ended = true;
    Ok(Reply {
        status: response.status(),
        body: Uint8Array::new(&body).to_vec(),
        headers: response.headers(),
    })
}

fn begin(request: &HttpRequest, controller: &AbortController) -> Result<Promise, JsValue> {
    let headers = Headers::new()?;
    let init = RequestInit::new();
    init.set_method(request.method);
    if let Some(body) = &request.body {
        init.set_body(&body.as_str().into());
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
    } else if request.authorization.is_none() {
        // Else Chromium has the same question of another tab wait, for 20 s, for an answer that both could use. Not with a token,
        // which servers have: some of their runtimes refuse the option.
        init.set_cache(RequestCache::NoStore);
    }
    if let Some(token) = &request.authorization {
        headers.set("Authorization", token.expose())?;
        init.set_credentials(RequestCredentials::Omit);
    } else {
        init.set_credentials(RequestCredentials::Include);
    }
    init.set_headers(&headers);
    init.set_signal(Some(&controller.signal()));
    // web-sys has no setter for it.
    Reflect::set(&init, &"keepalive".into(), &request.keepalive.into())?;
    fetch(&request.url, &init)
}

/// A request that is on its way.
struct InFlight {
    controller: AbortController,
    survives: Option<Rc<Cell<bool>>>,
    has_ended: bool,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let survives = self.survives.as_ref().is_some_and(|survives| survives.get());
        if !self.has_ended && !survives {
            self.controller.abort();
        }
    }
}
