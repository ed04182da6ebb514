//! The page's cookies and URL. In a worker or on a server there is no page, and so nothing to read and nowhere to write.

use wasm_bindgen::prelude::*;

use crate::lean::{concat, decimal, split_once};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = readCookies)]
    fn cookies() -> String;

    #[wasm_bindgen(js_name = writeCookie)]
    fn set_cookie(cookie: &str);

    /// Takes a query parameter out of the page's URL, so that it is neither bookmarked nor sent on.
    #[wasm_bindgen(js_name = takeQueryParameter)]
    pub(crate) fn take_query_parameter(name: &str) -> Option<String>;
}

/// The page's cookies, by name and value.
pub(crate) fn read_cookies() -> Vec<(String, String)> {
    let cookies = cookies();
    let mut rest = cookies.as_str();
    let mut read = Vec::new();
    while !rest.is_empty() {
        let (pair, others) = split_once(rest, b';').unwrap_or((rest, ""));
        if let Some((name, value)) = split_once(pair, b'=') {
            read.push((name.into(), value.into()));
        }
        rest = others.strip_prefix(' ').unwrap_or(others);
    }
    read
}

/// Writes a cookie for the whole site that lives so many seconds; with 0 it is gone.
pub(crate) fn write_cookie(name: &str, value: &str, max_age_seconds: u32) {
    set_cookie(&concat(&[name, "=", value, "; Path=/; SameSite=Lax; Max-Age=", &decimal(max_age_seconds)]));
}
