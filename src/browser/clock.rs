use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds on a clock that nobody can set. It may stand still while the machine sleeps.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(crate) fn monotonic_ms() -> f64;
}
