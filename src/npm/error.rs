//! Converts [`Error`] to JavaScript's `SessionError`.

use wasm_bindgen::prelude::*;

use super::convert;
use crate::error::Error;

#[wasm_bindgen(module = "/src/npm/session_error.js")]
extern "C" {
    #[wasm_bindgen(js_name = sessionError)]
    fn session_error(
        code: &str,
        message: &str,
        status: JsValue,
        errors: JsValue,
        trace_id: JsValue,
        retry_after_seconds: JsValue,
        path: JsValue,
        cause: JsValue,
    ) -> JsValue;
}

pub(super) fn to_js(error: Box<Error>) -> JsValue {
    let errors = match convert::list_to_js(&error.errors) {
        Ok(errors) => errors,
        Err(thrown) => return thrown,
    };
    let cause = error.cause.unwrap_or(JsValue::UNDEFINED);
    session_error(
        error.code.as_str(),
        &error.message,
        error.status.map_or(JsValue::NULL, JsValue::from),
        errors,
        error.trace_id.map_or(JsValue::NULL, JsValue::from),
        error.retry_after_seconds.map_or(JsValue::NULL, JsValue::from),
        error.path.map_or(JsValue::NULL, JsValue::from),
        cause,
    )
}
