//! Clocks, randomness, tasks and the console.

use core::future::Future;
use core::pin::Pin;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::state::clock::Instant;

#[wasm_bindgen(module = "/src/browser/bytes.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = uint8ArrayOf)]
    fn uint8_array_of(source: &JsValue) -> Result<Uint8Array, JsValue>;
}

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = monotonicMs)]
    fn monotonic_ms() -> f64;

    #[wasm_bindgen(js_name = wallMs)]
    fn wall_ms() -> f64;

    /// Returns a random number of [0, 1).
    pub(crate) fn random() -> f64;

    #[wasm_bindgen(js_name = parseDate)]
    fn parse_any_date(text: &str) -> f64;

    /// Returns any value as a text, of an error its name and message; "" if it has none.
    #[wasm_bindgen(js_name = textOf)]
    pub(crate) fn describe(value: &JsValue) -> String;

    /// Writes a warning to the console, where there is one.
    pub(crate) fn warn(message: &str);
}

/// Reads both clocks. One that cannot be read stands still, and the other decides.
pub(crate) fn now() -> Instant {
    Instant::at(monotonic_ms(), wall_ms())
}

/// Parses a date of HTTP (RFC 9110, 5.6.7) into Unix milliseconds.
pub(crate) fn parse_date(text: &str) -> Option<f64> {
    // JavaScript takes much else for a date, such as any text that ends in a number.
    let date = if text.ends_with(" GMT") { parse_any_date(text) } else { f64::NAN };
    (!date.is_nan()).then_some(date)
}

/// Copies the bytes of a `Uint8Array`, which may be of another realm. `None` for anything else.
pub(crate) fn bytes_of(source: &JsValue) -> Option<Vec<u8>> {
    uint8_array_of(source).ok().map(|array| array.to_vec())
}

/// Runs a task in the microtasks to come.
pub(crate) fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(task);
}
