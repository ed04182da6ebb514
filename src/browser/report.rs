use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Reports what somebody else's function threw, as browsers do with an exception that nobody catches.
pub(crate) fn report_error(error: &JsValue) {
    let report = js_sys::Reflect::get(&js_sys::global(), &"reportError".into());
    match report.ok().and_then(|report| report.dyn_into::<js_sys::Function>().ok()) {
        // What reportError itself throws, nobody is left to hear.
        Some(report) => _ = report.call1(&JsValue::UNDEFINED, error),
        // Node has no reportError, and an exception that nobody catches would end the process.
        None => web_sys::console::error_1(error),
    }
}
