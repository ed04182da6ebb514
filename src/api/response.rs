//! An answer as a value: what `fetch` brought.

use crate::util::text::Secret;

/// An HTTP response, its body read to the end.
pub(crate) struct HttpResponse {
    pub status: u16,
    pub body: Vec<u8>,
    pub headers: ResponseHeaders,
}

/// The response headers that this crate reads. `None` if the server does not send the header, or
/// does not expose it to scripts of another origin.
#[derive(Default)]
pub(crate) struct ResponseHeaders {
    /// `Retry-After`: seconds, or an HTTP date.
    pub retry_after: Option<String>,
    /// `Date`: the server's clock.
    pub date: Option<String>,
    /// `Authorization`: replaces the client token.
    pub authorization: Option<Secret>,
    /// `Clerk-Db-Jwt`: replaces the development browser's token.
    pub dev_browser: Option<Secret>,
}
