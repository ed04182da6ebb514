//! Requests as values: `ApiRequest` is an operation with its parameters, `HttpRequest` is sent over
//! the wire.

use super::factors::FormFields;
use super::operation::{Method, Operation};
use crate::error::{Code, Error, Result};
use crate::util::compact::{concat, decimal, split_once};
use crate::util::encoding::push_percent_encoded;
use crate::util::text::{Secret, Text};

/// The version of the Frontend API that requests name.
const API_VERSION: &str = "2026-05-12";
/// The query parameter of a development browser's token, and the name of its cookie.
pub(crate) const DEV_BROWSER: &str = "__clerk_db_jwt";
/// The name and version of this crate that requests name.
const CLIENT_VERSION: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The credentials that identify the browser to the server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Credentials {
    /// The browser's cookies.
    Cookie,
    /// Cookies, and the token that identifies this browser to a development instance.
    DevBrowser(Secret),
    /// A token in place of cookies.
    ClientToken(Secret),
}

/// A request for an operation. Its form may hold a password, so it has no `Debug`.
#[derive(Clone, PartialEq)]
pub(crate) struct ApiRequest {
    pub operation: &'static Operation,
    /// The session that the operation's path names.
    pub session: Option<Text>,
    /// The session on whose behalf the request is made, if it is about a user's devices.
    pub acting_session: Option<Text>,
    pub form: FormFields,
    pub token: TokenParams,
}

/// The properties of a token besides its session.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TokenParams {
    pub template: Option<Text>,
    /// The organization of the token. Empty for the personal account. `None` for the session's
    /// active one, if that is not known here. If it is not the session's active one, the form names
    /// it too.
    pub organization: Option<Text>,
    /// Whether only the server may answer, and not another tab.
    pub skip_cache: bool,
}

/// A request as it is sent over the wire. Its URL may hold a token, so only tests have its `Debug`.
#[cfg_attr(test, derive(Debug))]
#[derive(PartialEq)]
pub(crate) struct HttpRequest {
    pub method: &'static str,
    pub url: String,
    /// The body as `application/x-www-form-urlencoded`. `None` for a GET.
    pub body: Option<String>,
    /// The `Authorization` header. With it, no cookies are sent.
    pub authorization: Option<Secret>,
    pub keepalive: bool,
}

impl ApiRequest {
    pub fn new(operation: &'static Operation) -> Self {
        ApiRequest {
            operation,
            session: None,
            acting_session: None,
            form: Vec::new(),
            token: TokenParams::default(),
        }
    }

    /// Returns the HTTP request of an attempt, counted from 0. `expired` is the last token, if the
    /// server has asked for it.
    pub fn http_request(
        &self,
        base: &str,
        credentials: &Credentials,
        expired: Option<&Secret>,
        attempt: u32,
    ) -> HttpRequest {
        let &Operation { method, path, keepalive, .. } = self.operation;
        let mut url = String::from(base);
        let mut rest = path;
        for segment in [&self.session, &self.token.template] {
            let (before, after) = split_once(rest, b'{').unwrap_or((rest, ""));
            url.push_str(before);
            push_percent_encoded(&mut url, segment.as_deref().unwrap_or_default());
            rest = after.strip_prefix('}').unwrap_or_default();
        }

        url.push_str("?__clerk_api_version=");
        url.push_str(API_VERSION);
        let mut add = |name: &str, value: &str| push_pair(&mut url, name, value);
        add("_clerk_js_version", CLIENT_VERSION);
        if method == Method::Delete {
            add("_method", "DELETE");
        }
        if let Some(session) = &self.acting_session {
            add("_clerk_session_id", session);
        }
        if let Some(token) = expired {
            add("expired_token", token.expose());
        }
        if attempt > 0 {
            add("_clerk_retry_attempt", &decimal(attempt));
        }
        let mut authorization = None;
        match credentials {
            Credentials::Cookie => {}
            Credentials::DevBrowser(token) => add(DEV_BROWSER, token.expose()),
            Credentials::ClientToken(token) => {
                add("_is_native", "1");
                authorization = Some(token.clone());
            }
        }

        let is_get = method == Method::Get;
        let body = (!is_get).then(|| {
            let mut body = String::new();
            self.form.iter().for_each(|(name, value)| push_pair(&mut body, name, value));
            body
        });
        // Browsers limit keepalive requests to some 64 KiB at once. A request that they refuse is
        // sent again without it.
        let keepalive = keepalive && attempt == 0;
        HttpRequest {
            method: if is_get { "GET" } else { "POST" },
            url,
            body,
            authorization,
            keepalive,
        }
    }
}

/// Appends a name and a value to a query or a form.
pub(crate) fn push_pair(to: &mut String, name: &str, value: &str) {
    if !to.is_empty() {
        to.push('&');
    }
    to.push_str(name);
    to.push('=');
    push_percent_encoded(to, value);
}

/// Checks a name that becomes a segment of a path. Dots are special even when encoded:
/// `sessions/../remove` is another operation.
pub(crate) fn checked_segment(what: &str, segment: &str) -> Result<()> {
    match segment {
        "" | "." | ".." => Err(Error::new(
            Code::InvalidArgument,
            &concat(&[what, " is \"", segment, "\", which names nothing"]),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::operation::*;
    use super::*;

    const BASE: &str = "https://clerk.example.com/v1";
    const VERSIONS: &str = concat!(
        "__clerk_api_version=2026-05-12&_clerk_js_version=clerk-session%2F",
        env!("CARGO_PKG_VERSION")
    );

    fn secret(text: &str) -> Secret {
        Secret(text.into())
    }

    #[test]
    fn a_reading_operation_is_a_get_without_a_body() {
        let request =
            ApiRequest::new(&GET_CLIENT).http_request(BASE, &Credentials::Cookie, None, 0);
        assert_eq!(
            request,
            HttpRequest {
                method: "GET",
                url: format!("{BASE}/client?{VERSIONS}"),
                body: None,
                authorization: None,
                keepalive: false
            }
        );
    }

    #[test]
    fn a_deletion_is_a_post_that_outlives_the_page() {
        let request =
            ApiRequest { session: Some("sess_1".into()), ..ApiRequest::new(&REMOVE_SESSION) };
        let request = request.http_request(BASE, &Credentials::Cookie, None, 0);
        assert_eq!(
            (request.method, request.body.as_deref(), request.keepalive),
            ("POST", Some(""), true)
        );
        assert_eq!(request.url, format!("{BASE}/client/sessions/sess_1/remove?{VERSIONS}"));
    }

    #[test]
    fn a_repeated_request_names_its_attempt_and_has_no_keepalive() {
        let request =
            ApiRequest::new(&REMOVE_SESSIONS).http_request(BASE, &Credentials::Cookie, None, 2);
        assert_eq!(
            request.url,
            format!("{BASE}/client/sessions?{VERSIONS}&_method=DELETE&_clerk_retry_attempt=2")
        );
        assert!(!request.keepalive);
    }

    #[test]
    fn names_and_values_are_percent_encoded() {
        let request = ApiRequest {
            session: Some("a/../b?c".into()),
            acting_session: Some("s&1".into()),
            form: vec![("active_organization_id", "".into()), ("intent", "a b&c".into())],
            ..ApiRequest::new(&TOUCH_SESSION)
        };
        let request = request.http_request(BASE, &Credentials::Cookie, None, 0);
        assert_eq!(
            request.url,
            format!(
                "{BASE}/client/sessions/a%2F..%2Fb%3Fc/touch?{VERSIONS}&_clerk_session_id=s%261"
            )
        );
        assert_eq!(request.body.as_deref(), Some("active_organization_id=&intent=a%20b%26c"));
    }

    #[test]
    fn a_development_browsers_token_is_in_the_query_alone() {
        let request = ApiRequest::new(&GET_CLIENT).http_request(
            BASE,
            &Credentials::DevBrowser(secret("dvb+1")),
            None,
            0,
        );
        assert_eq!(request.url, format!("{BASE}/client?{VERSIONS}&__clerk_db_jwt=dvb%2B1"));
        assert_eq!(request.authorization, None);
    }

    #[test]
    fn a_client_token_is_a_header_and_never_in_the_url() {
        let request = ApiRequest::new(&GET_CLIENT).http_request(
            BASE,
            &Credentials::ClientToken(secret("top-secret")),
            None,
            0,
        );
        assert_eq!(request.url, format!("{BASE}/client?{VERSIONS}&_is_native=1"));
        assert_eq!(request.authorization, Some(secret("top-secret")));
        assert!(!format!("{request:?}").contains("top-secret"));
    }

    #[test]
    fn empty_and_dot_segments_are_refused() {
        for segment in ["", ".", ".."] {
            assert_eq!(
                checked_segment("the session's id", segment).unwrap_err().code,
                Code::InvalidArgument
            );
        }
        for segment in ["...", "sess_1", "%2e%2e", "/"] {
            assert!(checked_segment("the session's id", segment).is_ok());
        }
    }
}
