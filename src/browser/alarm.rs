use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::timer::{clear_timeout, set_timeout};

/// Calls a function after so many milliseconds, unless it is dropped before.
pub(crate) struct Alarm {
    id: JsValue,
    _function: Closure<dyn FnMut()>,
}

impl Alarm {
    pub fn set(delay_ms: f64, function: Closure<dyn FnMut()>) -> Self {
        Alarm { id: set_timeout(function.as_ref().unchecked_ref(), delay_ms), _function: function }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        clear_timeout(&self.id);
    }
}
