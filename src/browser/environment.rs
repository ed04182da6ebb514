//! The clocks, randomness, tasks and the console.

use core::future::Future;
use core::pin::Pin;

use wasm_bindgen::prelude::*;

use crate::state::clock::Instant;

#[wasm_bindgen(module = "/src/browser/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = monotonicMs)]
    fn monotonic_ms() -> f64;

    #[wasm_bindgen(js_name = wallMs)]
    fn wall_ms() -> f64;

    /// Returns a random number in [0, 1).
    pub(crate) fn random() -> f64;

    #[wasm_bindgen(js_name = parseDate)]
    fn parse_any_date(text: &str) -> f64;

    /// Returns any value as a string. For an error, that is its name and message. "" if it cannot
    /// be converted.
    #[wasm_bindgen(js_name = textOf)]
    pub(crate) fn describe(value: &JsValue) -> String;

    /// Writes a warning to the console, if there is one.
    pub(crate) fn warn(message: &str);
}

/// Reads both clocks. If one cannot be read, it stands still at 0, and the other one decides.
pub(crate) fn now() -> Instant {
    Instant::at(monotonic_ms(), wall_ms())
}

/// Parses an HTTP date (RFC 9110, 5.6.7) as Unix time in milliseconds.
pub(crate) fn parse_date(text: &str) -> Option<f64> {
    // JavaScript accepts many other texts as a date, such as any text that ends with a number.
    let date = if text.ends_with(" GMT") { parse_any_date(text) } else { f64::NAN };
    (!date.is_nan()).then_some(date)
}

/// Runs a task in the following microtasks.
pub(crate) fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(task);
}
