//! Base64, and percent-encoding for URLs and forms.

/// Appends a text to a URL or a form, encoded like JavaScript's `encodeURIComponent`.
pub(crate) fn push_percent_encoded(to: &mut String, text: &str) {
    const HEX_DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')')
        {
            to.push(char::from(byte));
        } else {
            to.push('%');
            for digit in [byte >> 4, byte & 15] {
                to.push(char::from(HEX_DIGITS[usize::from(digit)]));
            }
        }
    }
}

/// Decodes base64 and base64url (RFC 4648), with or without padding. `None` if the text is neither.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    let digits = text.len() - padding;
    // A single digit after whole groups has six bits, which are less than a byte.
    if padding > 2 || digits % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.bytes().take(digits) {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

/// Encodes as base64url (RFC 4648), without padding.
pub(crate) fn encode_base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3)
            .fold(0, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or_default()));
        for digit in 0..=group.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_equals_encode_uri_component() {
        let mut url = String::new();
        push_percent_encoded(&mut url, "aZ09-_.!~*'()/?#&=+% é😀");
        assert_eq!(url, "aZ09-_.!~*'()%2F%3F%23%26%3D%2B%25%20%C3%A9%F0%9F%98%80");
    }

    #[test]
    fn base64_is_read_in_both_alphabets_padded_or_not() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zg", b"f"),
            ("Zm8=", b"fo"),
            ("Zm9vYmFy", b"foobar"),
            ("-_8", b"\xfb\xff"),
            ("+/8=", b"\xfb\xff"),
        ] {
            assert_eq!(decode_base64(text).as_deref(), Some(bytes), "{text}");
        }
    }

    #[test]
    fn base64url_is_written_without_padding() {
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (b"\xfb\xff", "-_8")]
        {
            assert_eq!(encode_base64url(bytes), text);
        }
    }

    #[test]
    fn invalid_base64_is_refused() {
        for text in ["A", "Zm9vY", "Zg===", "Z=g=", "Zm 9v", "Zm9v!", "é"] {
            assert_eq!(decode_base64(text), None, "{text}");
        }
    }
}
