//! Bytes that the caller passes in.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = uint8ArrayOf)]
    fn uint8_array_of(source: &JsValue) -> Result<Uint8Array, JsValue>;
}

/// Copies the bytes of a `Uint8Array`, which may be of another realm. `None` for anything else.
pub(crate) fn bytes_of(source: &JsValue) -> Option<Vec<u8>> {
    uint8_array_of(source).ok().map(|array| array.to_vec())
}
