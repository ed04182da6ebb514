//! The page's cookies, URL and events. In a worker or on a server there is no page, so reading
//! returns nothing and writing has no effect.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::{CallOnDrop, Callback};
use crate::util::compact::{concat, decimal};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Returns the page's cookies, in the format of [`Cookies`](crate::api::cookies::Cookies).
    #[wasm_bindgen(js_name = readCookies)]
    pub(crate) fn read_cookies() -> String;

    #[wasm_bindgen(js_name = writeCookie)]
    fn set_cookie(cookie: &str);

    /// Removes a query parameter from the page's URL, so that it is neither bookmarked nor shared.
    /// Returns its value.
    #[wasm_bindgen(js_name = takeQueryParameter)]
    pub(crate) fn take_query_parameter(name: &str) -> Option<String>;

    /// Resolves a URL against the page's URL, which is also the default, and removes a query
    /// parameter from it. Returns an empty text if there is neither a URL nor a page, and `None` if
    /// the URL is not an http(s) URL.
    #[wasm_bindgen(js_name = resolveUrl)]
    pub(crate) fn resolve_url(url: Option<&str>, parameter: &str) -> Option<String>;

    #[wasm_bindgen(js_name = listenToPage)]
    fn listen_to_page(callback: &Function) -> Function;
}

/// Writes a cookie for the whole site with a lifetime in seconds. 0 expires the cookie.
pub(crate) fn write_cookie(name: &str, value: &str, max_age_seconds: u32) {
    set_cookie(&concat(&[
        name,
        "=",
        value,
        "; Path=/; SameSite=Lax; Max-Age=",
        &decimal(max_age_seconds),
    ]));
}

/// An event after which the client may be out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageEvent {
    /// The page became visible.
    Visible,
    /// The network is available again.
    Online,
    /// The page was restored from the back/forward cache.
    Restored,
}

/// Calls back at each [`PageEvent`]. Dropping it stops that.
pub(crate) struct PageEvents {
    _stop: CallOnDrop,
    _callback: Callback,
}

impl PageEvents {
    pub fn listen(callback: impl Fn(PageEvent) + 'static) -> Self {
        let callback = Callback::new(move |event| {
            callback(match event.as_f64() {
                Some(0.0) => PageEvent::Visible,
                Some(1.0) => PageEvent::Online,
                _ => PageEvent::Restored,
            });
            JsValue::UNDEFINED
        });
        let stop = listen_to_page(callback.function());
        PageEvents { _stop: CallOnDrop(stop), _callback: callback }
    }
}
