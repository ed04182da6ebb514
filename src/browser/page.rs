//! The page's cookies and URL. In a worker or on a server there is no page, and so nothing to read and nowhere to write.

use wasm_bindgen::prelude::*;

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
    let pairs = cookies.split(';').filter_map(|pair| pair.trim_start_matches(' ').split_once('='));
    pairs.map(|(name, value)| (name.into(), value.into())).collect()
}

/// Writes a cookie for the whole site that lives so many seconds; with 0 it is gone.
pub(crate) fn write_cookie(name: &str, value: &str, max_age_seconds: u32) {
    set_cookie(
        &[name, "=", value, "; Path=/; SameSite=Lax; Max-Age=", &max_age_seconds.to_string()].concat(),
    );
}
