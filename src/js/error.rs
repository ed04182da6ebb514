//! [`Error`] becomes a `SessionError`.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::convert;
use crate::error::Error;
use crate::json::Text;
use crate::model::{ApiError, Model, Object, Time, Value};

#[wasm_bindgen(module = "/src/js/session_error.js")]
extern "C" {
    type SessionError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, details: JsValue) -> SessionError;
}

models! {
    /// What a `SessionError` says beside its message and its cause.
    struct Details {
        code: Text,
        status: Option<Time>,
        errors: Vec<ApiError>,
        trace_id: Option<Text>,
        retry_after_seconds: Option<Time>,
        path: Option<Text>,
    }
}

pub(super) fn to_js(error: Box<Error>) -> JsValue {
    let text = |text: Option<String>| text.map_or(Value::Null, |text| Value::Text(text.into()));
    let number = |number: Option<u32>| number.map_or(Value::Null, |number| Value::Integer(number.into()));
    let details = vec![
        Value::Text(error.code.as_str().into()),
        number(error.status.map(u32::from)),
        Value::List(error.errors.iter().map(|error| Value::Object(error.object().clone())).collect()),
        text(error.trace_id),
        number(error.retry_after_seconds),
        text(error.path),
    ];
    let details = match convert::to_js(&Object::new(Details::SCHEMA, details)) {
        Ok(details) => details,
        Err(thrown) => return thrown,
    };
    if let Some(cause) = error.cause {
        // An object that was just made takes any property.
        _ = Reflect::set(&details, &"cause".into(), &cause);
    }
    SessionError::new(&error.message, details).into()
}
