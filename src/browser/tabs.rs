//! The other tabs of the same origin, its workers and its frames among them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/browser/tabs.js")]
extern "C" {
    #[wasm_bindgen(js_name = Channel)]
    type RawChannel;

    #[wasm_bindgen(constructor, js_class = Channel)]
    fn open(name: &str, listener: &Closure<dyn FnMut(String)>) -> RawChannel;

    #[wasm_bindgen(method)]
    fn say(this: &RawChannel, text: &str);

    #[wasm_bindgen(method)]
    fn close(this: &RawChannel);

    #[wasm_bindgen(js_name = Lock)]
    type RawLock;

    #[wasm_bindgen(constructor, js_class = Lock)]
    fn request(name: &str) -> RawLock;

    #[wasm_bindgen(method, getter)]
    fn held(this: &RawLock) -> Promise;

    #[wasm_bindgen(method)]
    fn release(this: &RawLock);
}

/// A channel to those who have opened one of the same name. Where there is nobody it carries nothing.
pub(crate) struct Channel {
    raw: RawChannel,
    _listener: Closure<dyn FnMut(String)>,
}

impl Channel {
    pub fn open(name: &str, listener: Closure<dyn FnMut(String)>) -> Self {
        Channel { raw: RawChannel::open(name, &listener), _listener: listener }
    }

    pub fn say(&self, text: &str) {
        self.raw.say(text);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.raw.close();
    }
}

/// A lock that only one tab has at a time. Dropping it lets it go, or gives up waiting for it.
pub(crate) struct Lock(RawLock);

impl Lock {
    pub fn request(name: &str) -> Self {
        Lock(RawLock::request(name))
    }

    /// Waits until it is held, or it is certain that it cannot be.
    pub async fn held(&self) {
        // Never rejects.
        _ = JsFuture::from(self.0.held()).await;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.release();
    }
}
