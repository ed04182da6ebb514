use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Whether there is a page, and somebody may be looking at it.
    #[wasm_bindgen(js_name = isVisible)]
    pub(crate) fn is_visible() -> bool;

    #[wasm_bindgen(js_name = watchVisibility)]
    fn watch(listener: &Function);

    #[wasm_bindgen(js_name = unwatchVisibility)]
    fn unwatch(listener: &Function);
}

/// Hears when the page is shown or hidden, until it is dropped. Without a page it never does.
pub(crate) struct Visibility(Closure<dyn FnMut()>);

impl Visibility {
    pub fn watch(listener: Closure<dyn FnMut()>) -> Self {
        watch(listener.as_ref().unchecked_ref());
        Visibility(listener)
    }
}

impl Drop for Visibility {
    fn drop(&mut self) {
        unwatch(self.0.as_ref().unchecked_ref());
    }
}
