//! The page's cookies and URL. In a worker or on a server there is no page, and so nothing to read and nowhere to write.

use wasm_bindgen::prelude::*;

use crate::util::compact::{concat, decimal, split_once};

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// The page's cookies, as [`Cookies`] takes them apart.
    #[wasm_bindgen(js_name = readCookies)]
    pub(crate) fn read_cookies() -> String;

    #[wasm_bindgen(js_name = writeCookie)]
    fn set_cookie(cookie: &str);

    /// Takes a query parameter out of the page's URL, so that it is neither bookmarked nor sent on.
    #[wasm_bindgen(js_name = takeQueryParameter)]
    pub(crate) fn take_query_parameter(name: &str) -> Option<String>;
}

/// The cookies of `name=value; name=value`.
pub(crate) struct Cookies<'text>(pub &'text str);

impl<'text> Iterator for Cookies<'text> {
    type Item = (&'text str, &'text str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let (cookie, others) = split_once(self.0, b';').unwrap_or((self.0, ""));
        self.0 = others.strip_prefix(' ').unwrap_or(others);
        // Browsers write a cookie without a name as its value alone.
        Some(split_once(cookie, b'=').unwrap_or(("", cookie)))
    }
}

/// Writes a cookie for the whole site that lives so many seconds; with 0 it is gone.
pub(crate) fn write_cookie(name: &str, value: &str, max_age_seconds: u32) {
    set_cookie(&concat(&[name, "=", value, "; Path=/; SameSite=Lax; Max-Age=", &decimal(max_age_seconds)]));
}
