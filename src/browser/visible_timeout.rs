//! Delays that run only while the page is visible.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::Callback;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = VisibleTimeout)]
    type RawVisibleTimeout;

    #[wasm_bindgen(constructor, js_class = VisibleTimeout)]
    fn new(callback: &Function) -> RawVisibleTimeout;

    #[wasm_bindgen(method)]
    fn set(this: &RawVisibleTimeout, delay_ms: f64);

    #[wasm_bindgen(method)]
    fn stop(this: &RawVisibleTimeout);
}

/// Calls back after a delay while the page is visible, and whenever it becomes visible. Without a
/// page, it never calls back. Dropping it cancels both.
pub(crate) struct VisibleTimeout {
    raw: RawVisibleTimeout,
    _callback: Callback,
}

impl VisibleTimeout {
    pub fn new(callback: impl Fn() + 'static) -> Self {
        let callback = Callback::new(move |_| {
            callback();
            JsValue::UNDEFINED
        });
        VisibleTimeout { raw: RawVisibleTimeout::new(callback.function()), _callback: callback }
    }

    /// Replaces the previous delay.
    pub fn set(&self, delay_ms: f64) {
        self.raw.set(delay_ms);
    }
}

impl Drop for VisibleTimeout {
    fn drop(&mut self) {
        self.raw.stop();
    }
}
