//! The cookies in which Clerk's clients keep tokens, as a page reads them.

use crate::util::compact::{concat, split_once};
use crate::util::encoding::encode_base64url;
use crate::util::sha1::sha1;

/// Iterates over the names and values in `name=value; name=value`.
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

/// Returns whether a cookie of this name holds a session token for the application's server.
pub(crate) fn is_session_cookie(name: &str) -> bool {
    name == "__session" || name.starts_with("__session_")
}

/// Returns the suffix that distinguishes the names of one instance's cookies from another's: `_`
/// and the first 8 characters of the base64url SHA-1 of its publishable key.
pub(crate) fn cookie_suffix(publishable_key: &str) -> String {
    let digest = encode_base64url(&sha1(publishable_key));
    concat(&["_", &digest[..8]])
}

/// Returns whether a text can be a token: a cookie can hold it without encoding (RFC 6265, 4.1.1).
pub(crate) fn is_token(text: &str) -> bool {
    let is_cookie_octet =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    !text.is_empty() && text.bytes().all(is_cookie_octet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_names_with_values() {
        let cookies: Vec<_> = Cookies("a=1; b=x=y; nameless; c=").collect();
        assert_eq!(cookies, [("a", "1"), ("b", "x=y"), ("", "nameless"), ("c", "")]);
        assert_eq!(Cookies("").next(), None);
    }

    #[test]
    fn the_suffix_is_that_of_clerks_clients() {
        assert_eq!(cookie_suffix("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"), "_naoXFJnI");
    }

    #[test]
    fn session_cookies_are_recognized_by_their_names() {
        for (name, expected) in [
            ("__session", true),
            ("__session_naoXFJnI", true),
            ("session", false),
            ("__sessions", false),
        ] {
            assert_eq!(is_session_cookie(name), expected, "{name}");
        }
    }

    #[test]
    fn a_token_may_stand_in_a_cookie() {
        assert!(is_token("eyJ.a-b_c.x"));
        for text in ["", "a b", "a;b", "a,b", "a\"b", "a\\b", "ü", "a\n"] {
            assert!(!is_token(text), "{text}");
        }
    }
}
