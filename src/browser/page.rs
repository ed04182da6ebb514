//! The page's cookies, URL and events. In a worker or on a server there is no page, so reading
//! returns nothing and writing has no effect.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::callback::{CallOnDrop, Callback};
use crate::state::page::Page;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Returns the page's cookies, in the format of [`Cookies`](crate::api::cookies::Cookies).
    #[wasm_bindgen(js_name = readCookies)]
    pub(crate) fn read_cookies() -> String;

    /// Writes a cookie for all paths of the host, for a year. An empty value expires the cookie. In
    /// a frame of another origin, the cookie is partitioned if that is asked for, or if one of this
    /// name already is.
    #[wasm_bindgen(js_name = writeCookie)]
    pub(crate) fn write_cookie(name: &str, value: &str);

    /// Makes the cookies that this page writes from now on partitioned in a frame of another
    /// origin.
    #[wasm_bindgen(js_name = partitionCookies)]
    pub(crate) fn partition_cookies();

    /// Writes a cookie that holds a session token. Reports it if the browser does not keep the
    /// cookie, but only once.
    #[wasm_bindgen(js_name = writeToken)]
    pub(crate) fn write_token(name: &str, token: &str);

    /// Writes the cookie `__client_uat`, with a suffix, on the highest domain that the browser
    /// accepts, unless the page belongs to the instance's own host.
    #[wasm_bindgen(js_name = writeClientUat)]
    pub(crate) fn write_client_uat(suffix: &str, seconds: f64, instance_host: &str);

    #[wasm_bindgen(js_name = pageState)]
    fn page_state() -> u32;

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

/// Returns the present state of the page.
pub(crate) fn page() -> Page {
    let state = page_state();
    let is_set = |flag: u32| state & flag != 0;
    Page {
        is_visible: is_set(1),
        is_hidden: is_set(2),
        has_focus: is_set(4),
        is_foreign_frame: is_set(8),
    }
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
    /// The page was hidden.
    Hidden,
    /// The page got the focus.
    Focused,
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
                Some(2.0) => PageEvent::Restored,
                Some(3.0) => PageEvent::Hidden,
                _ => PageEvent::Focused,
            });
            JsValue::UNDEFINED
        });
        let stop = listen_to_page(callback.function());
        PageEvents { _stop: CallOnDrop(stop), _callback: callback }
    }
}
