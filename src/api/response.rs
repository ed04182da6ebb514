//! A response as a value: what `fetch` resolved to, its body read to the end.

use crate::util::text::Secret;

/// A response of the Frontend API, before anything is made of it.
#[cfg_attr(test, derive(Debug))]
#[derive(Clone, PartialEq)]
pub(crate) struct HttpResponse {
    pub status: u16,
    pub body: Vec<u8>,
    pub headers: ResponseHeaders,
}

/// The headers that matter. `None` if the response has no such header, or the server does not let scripts of another
/// origin read it.
#[cfg_attr(test, derive(Debug))]
#[derive(Clone, Default, PartialEq)]
pub(crate) struct ResponseHeaders {
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<String>,
    /// `Date`: the server's clock.
    pub date: Option<String>,
    /// `Authorization`: a new client token.
    pub authorization: Option<Secret>,
    /// `Clerk-Db-Jwt`: a new token of the development browser.
    pub dev_browser: Option<Secret>,
}
