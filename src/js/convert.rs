//! Models become plain JavaScript objects.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The one place where the shape is chosen: null and never undefined, plain objects and never `Map`, numbers and never `BigInt`.
const SERIALIZER: Serializer = Serializer::json_compatible();

pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&SERIALIZER).map_err(JsValue::from)
}
