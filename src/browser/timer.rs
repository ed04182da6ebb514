use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::Event;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(function: &Function, delay_ms: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// Ends after so many milliseconds. Dropping it stops the clock, so that no timer keeps a process alive.
pub(crate) struct Timer {
    event: Event,
    /// A number in browsers, an object in Node.
    id: JsValue,
}

impl Timer {
    pub fn start(delay_ms: f64) -> Self {
        let event = Event::new();
        let id = set_timeout(event.function(), delay_ms);
        Timer { event, id }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.event).poll(context)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.id);
    }
}
