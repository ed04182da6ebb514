//! The Frontend API's URL, derived from a publishable key, a host or a proxy's URL.
//!
//! Source: <https://clerk.com/docs/how-clerk-works/overview> (publishable keys, the Frontend API's
//! host).

use crate::error::{Code, Error, Result};
use crate::util::compact::{concat, parse_digits, split_once};
use crate::util::encoding::decode_base64;

/// The options that determine the endpoint.
#[derive(Debug, Default)]
pub(crate) struct EndpointOptions<'a> {
    pub publishable_key: Option<&'a str>,
    pub frontend_api: Option<&'a str>,
    pub proxy_url: Option<&'a str>,
}

/// The URL of the Frontend API.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The base URL to which the operations' paths are appended: `https://clerk.example.com/v1`.
    pub base: String,
    /// The instance's own host, also if a proxy is used.
    pub host: String,
    /// Whether this is a development instance, whose requests name a development browser.
    pub is_development: bool,
}

impl Endpoint {
    pub fn find(options: &EndpointOptions<'_>) -> Result<Self> {
        let key_host = options.publishable_key.map(host_of_key).transpose()?;
        let origin = match (options.frontend_api, &key_host) {
            (Some(given), _) => Url::checked("frontendApi", given, false)?,
            (None, Some(host)) => Url { scheme: "https", host, port: "", path: "" },
            (None, None) => {
                return Err(invalid_option("publishableKey or frontendApi is needed", ""));
            }
        };
        let instance_host = origin.host.to_ascii_lowercase();
        let Url { scheme, host, port, path } = match options.proxy_url {
            Some(proxy) => Url::checked("proxyUrl", proxy, true)?,
            None => origin,
        };
        Ok(Endpoint {
            base: concat(&[scheme, "://", host, port, path, "/v1"]),
            is_development: instance_host.ends_with(".accounts.dev"),
            host: instance_host,
        })
    }

    /// Returns whether a token of this issuer (`iss`) belongs to this instance.
    pub fn is_issuer(&self, issuer: &str) -> bool {
        let issuer = issuer.strip_suffix("/").unwrap_or(issuer);
        self.base.strip_suffix("/v1") == Some(issuer)
            || issuer.strip_prefix("https://").is_some_and(|host| *host == *self.host)
    }
}

/// Returns the host in a publishable key: `pk_live_` or `pk_test_`, then the base64 of the host and
/// a `$`.
fn host_of_key(key: &str) -> Result<String> {
    let Some(encoded) = key.strip_prefix("pk_live_").or_else(|| key.strip_prefix("pk_test_"))
    else {
        return Err(invalid_option("publishableKey", " does not begin with pk_live_ or pk_test_"));
    };
    if key.bytes().next_back().is_some_and(|last| last.is_ascii_whitespace()) {
        return Err(invalid_option("publishableKey", " has a line break or a space at its end"));
    }
    let mut host =
        decode_base64(encoded).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    if host.pop() != Some('$') {
        return Err(invalid_option("publishableKey", " does not hold a host: was it cut off?"));
    }
    if split_once(&host, b'.').is_none() || !is_host(&host) {
        return Err(invalid_option(
            "publishableKey",
            " holds something that is not the name of a host",
        ));
    }
    Ok(host)
}

/// The only IPv6 address that a URL may have here.
const LOOPBACK: &str = "[::1]";

/// The parts of an absolute URL that ends with its path.
struct Url<'text> {
    scheme: &'text str,
    host: &'text str,
    /// The port with its colon. Empty if there is none.
    port: &'text str,
    /// The path with its first slash and without trailing slashes. Empty if there is none.
    path: &'text str,
}

impl<'text> Url<'text> {
    /// Parses and checks a URL. If it may not have a path, it is an origin, and a host alone is
    /// accepted too.
    fn checked(option: &str, mut text: &'text str, may_have_path: bool) -> Result<Self> {
        while let Some(shorter) = text.strip_suffix('/') {
            text = shorter;
        }
        let absolute = split_once(text, b':')
            .and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)));
        let (scheme, rest) = match absolute {
            Some(parts) => parts,
            None if !may_have_path => ("https", text),
            None => return Err(invalid_option(option, " is not an absolute URL")),
        };
        let (authority, path) = split_before(rest, b'/');
        let (host, port) = match authority.strip_prefix(LOOPBACK) {
            Some(port) => (LOOPBACK, port),
            None => split_before(authority, b':'),
        };
        let reason = if text.bytes().any(is_disallowed) {
            " holds something that its URL may not (a user, a query, a fragment, a space, …)"
        } else if !path.is_empty() && !may_have_path {
            " is an origin or a host, and may not have a path"
        } else if resolves_to_another(path) {
            " holds a path that is not in its simplest form"
        } else if !(is_host(host) || *host == *LOOPBACK) || !is_port(port) {
            " does not name a host"
        } else if scheme == "https"
            || scheme == "http" && matches!(host, "localhost" | "127.0.0.1" | LOOPBACK)
        {
            return Ok(Url { scheme, host, port, path });
        } else {
            " must begin with https:// (or http://, for localhost, 127.0.0.1 and [::1])"
        };
        Err(invalid_option(option, reason))
    }
}

/// Checks the URL of an application's own page: a path that begins with one slash, or an absolute
/// URL.
pub(crate) fn check_page_url(option: &str, url: &str) -> Result<()> {
    let origin = match url.as_bytes() {
        // After two slashes, a URL parser reads a host.
        [b'/', b'/', ..] => "",
        // A path is checked as that of any origin.
        [b'/', ..] => "https://a",
        _ => "",
    };
    Url::checked(option, &concat(&[origin, url]), true).map(|_| ())
}

/// Splits a text before the first occurrence of a byte.
fn split_before(text: &str, byte: u8) -> (&str, &str) {
    text.split_at(text.bytes().position(|other| other == byte).unwrap_or(text.len()))
}

/// Returns whether a URL parser would resolve the path to another one. Encoded dots count as dots.
fn resolves_to_another(path: &str) -> bool {
    path.as_bytes().split(|byte| *byte == b'/').any(|name| matches!(name, b"." | b".."))
        || path.as_bytes().windows(3).any(|bytes| bytes.eq_ignore_ascii_case(b"%2e"))
}

/// Returns whether a byte is not allowed in these URLs, although some are allowed in other URLs.
fn is_disallowed(byte: u8) -> bool {
    matches!(
        byte,
        b'?' | b'#' | b'@' | b'\\' | b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}'
    ) || !byte.is_ascii_graphic()
}

/// Returns whether a name consists of labels of letters, digits and inner hyphens (RFC 1123), with
/// 63 bytes each and 253 in all at most (RFC 1035).
fn is_host(name: &str) -> bool {
    name.len() <= 253
        && name.as_bytes().split(|byte| *byte == b'.').all(|label| {
            label.len() <= 63
                && label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
                && !matches!(label, [] | [b'-', ..] | [.., b'-'])
        })
}

/// Returns whether a text is empty, or a colon and a valid port number.
fn is_port(text: &str) -> bool {
    text.is_empty()
        || text.strip_prefix(':').is_some_and(|digits| {
            parse_digits(digits, 10).is_some_and(|port| (1..=65_535).contains(&port))
        })
}

fn invalid_option(option: &str, reason: &str) -> Box<Error> {
    Error::new(Code::InvalidOptions, &concat(&[option, reason]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    fn base(options: EndpointOptions<'_>) -> String {
        Endpoint::find(&options).unwrap().base
    }

    fn error_message(options: EndpointOptions<'_>) -> String {
        let error = Endpoint::find(&options).unwrap_err();
        assert_eq!(error.code, Code::InvalidOptions);
        error.message
    }

    #[test]
    fn the_host_is_read_from_the_key() {
        for key in [KEY, "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k"] {
            let endpoint = Endpoint::find(&EndpointOptions {
                publishable_key: Some(key),
                ..Default::default()
            })
            .unwrap();
            assert_eq!(
                endpoint,
                Endpoint {
                    base: "https://clerk.example.com/v1".into(),
                    host: "clerk.example.com".into(),
                    is_development: false,
                }
            );
        }
    }

    #[test]
    fn a_padded_key_is_accepted() {
        let key = "pk_live_YS5leGFtcGxlLmNvbSQ=";
        for key in [key, key.trim_end_matches('=')] {
            let options = EndpointOptions { publishable_key: Some(key), ..Default::default() };
            assert_eq!(base(options), "https://a.example.com/v1");
        }
    }

    #[test]
    fn an_invalid_key_is_refused_with_the_reason() {
        for (key, reason) in [
            ("", "does not begin with"),
            ("sk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "does not begin with"),
            ("pk_live_", "does not hold a host"),
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb20", "does not hold a host"), // no $ at the end
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb2", "does not hold a host"),
            ("pk_live_!!!", "does not hold a host"),
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k\n", "has a line break or a space at its end"),
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k\r\n", "has a line break or a space at its end"),
            ("pk_live_bG9jYWxob3N0JA==", "not the name of a host"), // localhost$
            ("pk_live_YS5iLmNvbSQk", "not the name of a host"),     // a.b.com$$
            ("pk_live_YS5iL2MuY29tJA==", "not the name of a host"), // a.b/c.com$
            ("pk_live_YSBiLmNvbSQ=", "not the name of a host"),     // a b.com$
        ] {
            let message =
                error_message(EndpointOptions { publishable_key: Some(key), ..Default::default() });
            assert!(
                message.starts_with("publishableKey") && message.contains(reason),
                "{key:?}: {message}"
            );
        }
    }

    #[test]
    fn frontend_api_replaces_the_host_of_the_key() {
        for (given, expected) in [
            ("clerk.other.com", "https://clerk.other.com/v1"),
            ("https://clerk.other.com/", "https://clerk.other.com/v1"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
            ("http://localhost", "http://localhost/v1"),
            ("http://[::1]:3000", "http://[::1]:3000/v1"),
        ] {
            for publishable_key in [None, Some(KEY)] {
                let options = EndpointOptions {
                    publishable_key,
                    frontend_api: Some(given),
                    ..Default::default()
                };
                assert_eq!(base(options), expected);
            }
        }
    }

    #[test]
    fn a_key_is_checked_even_if_its_host_is_not_used() {
        let options = EndpointOptions {
            publishable_key: Some("nonsense"),
            frontend_api: Some("clerk.example.com"),
            ..Default::default()
        };
        assert!(error_message(options).starts_with("publishableKey"));
    }

    #[test]
    fn a_proxy_replaces_the_base_url_and_nothing_else() {
        let options = EndpointOptions {
            frontend_api: Some("happy-fox-1.clerk.accounts.dev"),
            proxy_url: Some("https://example.com/__clerk/"),
            ..Default::default()
        };
        assert_eq!(
            Endpoint::find(&options).unwrap(),
            Endpoint {
                base: "https://example.com/__clerk/v1".into(),
                host: "happy-fox-1.clerk.accounts.dev".into(),
                is_development: true,
            }
        );
    }

    #[test]
    fn the_issuer_of_tokens_is_the_instance_or_its_proxy() {
        let endpoint = Endpoint::find(&EndpointOptions {
            publishable_key: Some(KEY),
            proxy_url: Some("https://example.com/__clerk"),
            ..Default::default()
        })
        .unwrap();
        for (issuer, expected) in [
            ("https://clerk.example.com", true),
            ("https://clerk.example.com/", true),
            ("https://example.com/__clerk", true),
            ("https://example.com", false),
            ("https://clerk.other.com", false),
            ("", false),
        ] {
            assert_eq!(endpoint.is_issuer(issuer), expected, "{issuer}");
        }
    }

    #[test]
    fn a_proxy_alone_is_not_enough() {
        let message = error_message(EndpointOptions {
            proxy_url: Some("https://example.com"),
            ..Default::default()
        });
        assert_eq!(message, "publishableKey or frontendApi is needed");
    }

    #[test]
    fn only_hosts_below_accounts_dev_are_development_instances() {
        for (host, expected) in [
            ("happy-fox-1.clerk.accounts.dev", true),
            ("https://happy-fox-1.clerk.accounts.dev:443", true),
            ("accounts.dev", false),
            ("accounts.dev.example.com", false),
            ("fooaccounts.dev", false),
        ] {
            let options = EndpointOptions { frontend_api: Some(host), ..Default::default() };
            assert_eq!(Endpoint::find(&options).unwrap().is_development, expected, "{host}");
        }
    }

    #[test]
    fn invalid_urls_are_refused_with_the_reason() {
        for (url, reason) in [
            ("/__clerk", "not an absolute URL"),
            ("example.com/x", "not an absolute URL"),
            ("http://example.com", "must begin with https://"),
            ("http://localhost.example.com", "must begin with https://"),
            ("ftp://example.com", "must begin with https://"),
            ("https://", "not an absolute URL"),
            ("https:///x", "does not name a host"),
            ("https://exa mple.com", "may not"),
            ("https://user:password@example.com", "may not"),
            ("https://example.com?x=1", "may not"),
            ("https://example.com/#x", "may not"),
            ("https://example.com:0", "does not name a host"),
            ("https://example.com:65536", "does not name a host"),
            ("https://example.com:x", "does not name a host"),
            ("https://example.com:+80", "does not name a host"),
            ("https://example.com:", "does not name a host"),
            (&format!("https://{}.com", "a".repeat(64)), "does not name a host"),
            (&format!("https://{}com", "a.".repeat(126)), "does not name a host"),
            ("https://[::2]", "does not name a host"),
            ("https://-a.com", "does not name a host"),
            ("https://a..com", "does not name a host"),
            ("https://example.com/a/../b", "simplest form"),
            ("https://example.com/a/%2E%2e", "simplest form"),
        ] {
            let options = EndpointOptions {
                publishable_key: Some(KEY),
                proxy_url: Some(url),
                ..Default::default()
            };
            let message = error_message(options);
            assert!(
                message.starts_with("proxyUrl") && message.contains(reason),
                "{url}: {message}"
            );
        }
        let with_path = error_message(EndpointOptions {
            frontend_api: Some("https://example.com/x"),
            ..Default::default()
        });
        assert!(with_path.contains("may not have a path"), "{with_path}");
    }
}
