//! A response as a value: first as it came over the wire, then opened.

use super::envelope::Envelope;
use super::retry::retry_after_seconds;
use crate::util::text::Secret;

/// A response whose body has been read to its end.
pub(crate) struct HttpResponse {
    pub status: u16,
    pub body: Vec<u8>,
    pub headers: ResponseHeaders,
}

/// The headers that matter here. A server of another origin may hide each of them from scripts.
#[derive(Default)]
pub(crate) struct ResponseHeaders {
    pub retry_after: Option<String>,
    pub date: Option<String>,
    /// A client token that replaces the present one.
    pub authorization: Option<Secret>,
    /// A development browser's token that replaces the present one (`Clerk-Db-Jwt`).
    pub dev_browser: Option<Secret>,
}

/// A response whose body has been opened as JSON.
pub(crate) struct ApiResponse {
    pub status: u16,
    pub envelope: Envelope,
    pub retry_after_seconds: Option<u32>,
}

impl ApiResponse {
    /// Opens a response. `now_ms` and `parse_date` are those of [`retry_after_seconds`].
    pub fn open(response: HttpResponse, now_ms: f64, parse_date: impl Fn(&str) -> Option<f64>) -> Self {
        ApiResponse {
            status: response.status,
            retry_after_seconds: retry_after_seconds(&response.headers, now_ms, parse_date),
            envelope: Envelope::open(response.body),
        }
    }
}
