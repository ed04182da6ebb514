//! Reads the bytes that callers pass in.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = uint8ArrayOf)]
    fn uint8_array_of(source: &JsValue) -> Result<Uint8Array, JsValue>;
}

/// Copies the bytes of a `Uint8Array` of any realm. `None` for any other value.
pub(crate) fn bytes_of(source: &JsValue) -> Option<Vec<u8>> {
    uint8_array_of(source).ok().map(|array| array.to_vec())
}
