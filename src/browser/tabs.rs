use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/browser/tabs.js")]
extern "C" {
    #[wasm_bindgen(js_name = Tabs)]
    type RawTabs;

    #[wasm_bindgen(constructor, js_class = Tabs)]
    fn new(name: &str, hear: &Closure<dyn FnMut(JsValue) -> JsValue>) -> RawTabs;

    #[wasm_bindgen(method, js_name = tellOfChange)]
    fn tell_of_change(this: &RawTabs);

    #[wasm_bindgen(method)]
    fn turn(this: &RawTabs, what: &str, timeout_ms: u32) -> RawTurn;

    #[wasm_bindgen(method)]
    fn close(this: &RawTabs);

    type RawTurn;

    #[wasm_bindgen(method, getter)]
    fn begun(this: &RawTurn) -> Promise;

    #[wasm_bindgen(method)]
    fn ask(this: &RawTurn) -> Promise;

    #[wasm_bindgen(method)]
    fn end(this: &RawTurn);
}

/// The other tabs that have given themselves the same name, until it is dropped. Where there are none, it is as if none answered.
pub(crate) struct Tabs {
    raw: RawTabs,
    _hear: Closure<dyn FnMut(JsValue) -> JsValue>,
}

impl Tabs {
    /// `hear` is called with undefined when the client may have changed elsewhere, else with what another tab wants, and returns
    /// that if it is here.
    pub fn meet(name: &str, hear: Closure<dyn FnMut(JsValue) -> JsValue>) -> Self {
        Tabs { raw: RawTabs::new(name, &hear), _hear: hear }
    }

    /// Has the others ask for the client.
    pub fn tell_of_change(&self) {
        self.raw.tell_of_change();
    }

    /// Asks for a turn to get something, which only one tab has at a time. After the timeout it begins all the same.
    pub fn turn(&self, what: &str, timeout_ms: u32) -> Turn {
        Turn(self.raw.turn(what, timeout_ms))
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.raw.close();
    }
}

/// A turn, which ends when it is dropped.
pub(crate) struct Turn(RawTurn);

impl Turn {
    /// Waits until it begins.
    pub fn begin(&self) -> JsFuture {
        self.0.begun().into()
    }

    /// What is wanted, if another tab has it: a string.
    pub fn ask(&self) -> JsFuture {
        self.0.ask().into()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.end();
    }
}
