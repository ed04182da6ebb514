//! Responses as values: `HttpResponse` as it is received, `ApiResponse` with its envelope opened.

use super::envelope::Envelope;
use crate::util::text::Secret;

/// A response whose body has been read to its end.
pub(crate) struct HttpResponse {
    pub status: u16,
    pub body: Vec<u8>,
    pub headers: ResponseHeaders,
}

/// The headers that are read. A cross-origin server may hide each of them from scripts.
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
    pub fn open(
        response: HttpResponse,
        now_ms: f64,
        parse_date: impl Fn(&str) -> Option<f64>,
    ) -> Self {
        ApiResponse {
            status: response.status,
            retry_after_seconds: retry_after_seconds(&response.headers, now_ms, parse_date),
            envelope: Envelope::open(response.body),
        }
    }
}

/// Returns the seconds that a response asks to wait (`Retry-After`, RFC 9110, 10.2.3). The header
/// is a number or a date. A date is compared with the response's own `Date`, or with this clock's
/// `now_ms` if there is none. `parse_date` parses an HTTP date as Unix time in milliseconds.
fn retry_after_seconds(
    headers: &ResponseHeaders,
    now_ms: f64,
    parse_date: impl Fn(&str) -> Option<f64>,
) -> Option<u32> {
    let text = headers.retry_after.as_deref().filter(|text| !text.is_empty())?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(u32::MAX));
    }
    let at_ms = parse_date(text)?;
    let now_ms = headers.date.as_deref().and_then(parse_date).unwrap_or(now_ms);
    // A conversion of floating point to an integer saturates.
    Some(((at_ms - now_ms) / 1000.0).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        // A parser of the seconds of one date, which is enough for the dates below.
        let parse_date = |text: &str| {
            Some(
                text.strip_prefix("Sun, 06 Nov 1994 08:49:")?.get(..2)?.parse::<f64>().ok()?
                    * 1000.0,
            )
        };
        let seconds = |retry_after: &str, date: Option<&str>, now_ms: f64| {
            let headers = ResponseHeaders {
                retry_after: Some(retry_after.into()),
                date: date.map(String::from),
                ..ResponseHeaders::default()
            };
            retry_after_seconds(&headers, now_ms, parse_date)
        };
        assert_eq!(seconds("7", None, 0.0), Some(7));
        assert_eq!(seconds("99999999999", None, 0.0), Some(u32::MAX));
        let at_37 = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(
            seconds(at_37, Some("Sun, 06 Nov 1994 08:49:30 GMT"), 9e9),
            Some(7),
            "the server's clock"
        );
        assert_eq!(seconds(at_37, None, 30_500.0), Some(7), "this clock, rounded up");
        assert_eq!(seconds(at_37, Some("never"), 30_000.0), Some(7));
        assert_eq!(seconds(at_37, None, 50_000.0), Some(0), "in the past");
        for text in ["", "soon", "-1", "1.5"] {
            assert_eq!(seconds(text, None, 0.0), None, "{text}");
        }
        assert_eq!(retry_after_seconds(&ResponseHeaders::default(), 0.0, parse_date), None);
    }
}
