//! Models become plain JavaScript objects.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The one place where the shape is chosen: null and never undefined, plain objects and never `Map`, numbers and never `BigInt`.
const SERIALIZER: Serializer = Serializer::json_compatible();

#[wasm_bindgen(module = "/src/npm/cut_strings.js")]
extern "C" {
    /// The strings that leave the module are cut from this text, those that are in it.
    #[wasm_bindgen(js_name = cutStringsFrom)]
    fn cut_strings_from(address: *const u8, length: usize);
}

/// Converts a value, sooner if this is the text that it has been read from.
pub(super) fn to_js(value: &impl Serialize, text: &str) -> Result<JsValue, JsValue> {
    cut_strings_from(text.as_ptr(), text.len());
    let converted = value.serialize(&SERIALIZER).map_err(JsValue::from);
    // The text may go now, and what comes to its place, an address or a token, must not be cut from it.
    cut_strings_from(core::ptr::null(), 0);
    converted
}
