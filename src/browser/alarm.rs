use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = Alarm)]
    type RawAlarm;

    #[wasm_bindgen(constructor, js_class = Alarm)]
    fn new(ring: &Closure<dyn FnMut()>) -> RawAlarm;

    #[wasm_bindgen(method)]
    fn set(this: &RawAlarm, delay_ms: f64);

    #[wasm_bindgen(method)]
    fn stop(this: &RawAlarm);
}

/// Rings after a while, if somebody may be looking at the page then, and when it comes into view, until it is dropped.
/// Without a page it never does.
pub(crate) struct Alarm {
    raw: RawAlarm,
    _ring: Closure<dyn FnMut()>,
}

impl Alarm {
    pub fn new(ring: Closure<dyn FnMut()>) -> Self {
        Alarm { raw: RawAlarm::new(&ring), _ring: ring }
    }

    /// In place of the time that was set before.
    pub fn set(&self, delay_ms: f64) {
        self.raw.set(delay_ms);
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.raw.stop();
    }
}
