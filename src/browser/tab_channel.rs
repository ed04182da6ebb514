//! The other tabs of the same origin: messages to them, and locks that one tab holds at a time.

use core::future::{Future, poll_fn};
use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::{CallOnDrop, Callback, CallbackFuture};

#[wasm_bindgen(module = "/src/browser/tab_channel.js")]
extern "C" {
    #[wasm_bindgen(js_name = TabChannel)]
    type RawTabChannel;

    #[wasm_bindgen(constructor, js_class = TabChannel)]
    fn new(name: &str, on_message: &Function) -> RawTabChannel;

    #[wasm_bindgen(method, js_name = postChanged)]
    fn post_changed(this: &RawTabChannel);

    #[wasm_bindgen(method)]
    fn ask(this: &RawTabChannel, what: &str, callback: &Function);

    #[wasm_bindgen(method)]
    fn lock(this: &RawTabChannel, what: &str, timeout_ms: u32, callback: &Function) -> Function;

    #[wasm_bindgen(method)]
    fn close(this: &RawTabChannel);
}

/// A message from another tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TabMessage<'a> {
    /// The client may have changed.
    Changed,
    /// The other tab requests an item, such as a token, by its name.
    Wanted(&'a str),
}

/// A channel to the tabs that have opened one of the same name. A tab that cannot open one is
/// treated as alone. Dropping the channel closes it.
pub(crate) struct TabChannel {
    raw: RawTabChannel,
    _on_message: Callback,
}

impl TabChannel {
    /// Opens a channel. For [`TabMessage::Wanted`], `on_message` returns the item that the other
    /// tab requests, if this tab has it.
    pub fn open(
        name: &str,
        on_message: impl Fn(TabMessage<'_>) -> Option<String> + 'static,
    ) -> Self {
        let on_message = Callback::new(move |wanted| {
            let wanted = wanted.as_string();
            on_message(wanted.as_deref().map_or(TabMessage::Changed, TabMessage::Wanted)).into()
        });
        TabChannel { raw: RawTabChannel::new(name, on_message.function()), _on_message: on_message }
    }

    /// Sends [`TabMessage::Changed`].
    pub fn post_changed(&self) {
        self.raw.post_changed();
    }

    /// Sends [`TabMessage::Wanted`], and waits for an answer for 100 ms at most.
    pub fn ask(&self, what: &str) -> impl Future<Output = Option<String>> + use<> {
        let answer = CallbackFuture::new();
        self.raw.ask(what, answer.function());
        async move { answer.await.as_string() }
    }

    /// Requests a lock, which one tab holds at a time.
    pub fn lock(&self, what: &str, timeout_ms: u32) -> TabLock {
        let acquired = CallbackFuture::new();
        let release = self.raw.lock(what, timeout_ms, acquired.function());
        TabLock { _release: CallOnDrop(release), acquired }
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.raw.close();
    }
}

/// A lock that has been requested. Dropping it releases the lock, or withdraws the request.
pub(crate) struct TabLock {
    _release: CallOnDrop,
    acquired: CallbackFuture,
}

impl TabLock {
    /// Waits until the lock is held, or until its timeout. If there are no locks, does not wait.
    pub fn acquired(&self) -> impl Future<Output = ()> {
        poll_fn(|context| self.acquired.poll_called(context).map(drop))
    }
}
