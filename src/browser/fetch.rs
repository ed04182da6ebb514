//! Sends HTTP requests with `fetch`. No other code sends any.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Headers, RequestCredentials, RequestInit};

use super::callback::{CallbackFuture, call, outcome};
use crate::api::request::HttpRequest;
use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::util::foreign::ForeignValue;
use crate::util::text::Secret;

#[wasm_bindgen(module = "/src/browser/fetch.js")]
extern "C" {
    fn send(callback: &Function, url: &str, init: &RequestInit, keepalive: bool) -> Function;
}

/// Aborts a request when it is dropped, unless the request has ended or survives.
struct AbortOnDrop {
    abort: Function,
    survives: Option<Rc<Cell<bool>>>,
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        let survives = self.survives.as_ref().is_some_and(|survives| survives.get());
        if !survives {
            call(&self.abort);
        }
    }
}

/// Sends a request, and reads its response to the end. Dropping the future aborts the request,
/// unless `survives_drop` is true at that time.
///
/// # Errors
/// The reason why there is no response, or an invalid one. It may be any value.
pub(crate) async fn fetch(
    request: &HttpRequest,
    survives_drop: Option<Rc<Cell<bool>>>,
) -> Result<HttpResponse, ForeignValue> {
    let init = init(request)?;
    let response = CallbackFuture::new();
    let abort = send(response.function(), &request.url, &init, request.keepalive);
    let _abort = AbortOnDrop { abort, survives: survives_drop };
    let response: Array = outcome(response.await)?.unchecked_into();
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

fn init(request: &HttpRequest) -> Result<RequestInit, ForeignValue> {
    let headers = Headers::new()?;
    let init = RequestInit::new();
    init.set_method(request.method);
    if let Some(body) = &request.body {
        init.set_body(&body.as_str().into());
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
    }
    if let Some(token) = &request.authorization {
        headers.set("Authorization", token.expose())?;
        init.set_credentials(RequestCredentials::Omit);
    } else {
        init.set_credentials(RequestCredentials::Include);
    }
    init.set_headers(&headers);
    Ok(init)
}
