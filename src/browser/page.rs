//! The page's cookies and URL. In a worker or on a server there is no page, and so nothing to read and nowhere to write.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlDocument, Url};

fn document() -> Option<HtmlDocument> {
    let document = js_sys::Reflect::get(&js_sys::global(), &"document".into()).ok()?;
    document.dyn_into::<Document>().ok().map(JsCast::unchecked_into)
}

/// The page's cookies, by name and value. None in a frame that may not have any.
pub(crate) fn read_cookies() -> Vec<(String, String)> {
    let cookies = document().and_then(|document| document.cookie().ok()).unwrap_or_default();
    let pairs = cookies.split(';').filter_map(|pair| pair.trim_start_matches(' ').split_once('='));
    pairs.map(|(name, value)| (name.into(), value.into())).collect()
}

/// Writes a cookie for the whole site that lives so many seconds; with 0 it is gone.
pub(crate) fn write_cookie(name: &str, value: &str, max_age_seconds: u32) {
    let Some(document) = document() else { return };
    let is_secure = document
        .location()
        .and_then(|location| location.protocol().ok())
        .is_some_and(|protocol| protocol == "https:");
    let attributes = ["; Path=/; SameSite=Lax; Max-Age=", &max_age_seconds.to_string()].concat();
    let secure = if is_secure { "; Secure" } else { "" };
    // A frame that may not have cookies has none to lose.
    _ = document.set_cookie(&[name, "=", value, &attributes, secure].concat());
}

/// Takes a query parameter out of the page's URL, so that it is neither bookmarked nor sent on.
pub(crate) fn take_query_parameter(name: &str) -> Option<String> {
    let window = document()?.default_view()?;
    let url = Url::new(&window.location().href().ok()?).ok()?;
    let value = url.search_params().get(name)?;
    url.search_params().delete(name);
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // A page that may not change its URL keeps the parameter; it is of use all the same.
        _ = history.replace_state_with_url(&state, "", Some(&url.href()));
    }
    Some(value)
}
