//! Finds and decodes the escapes of JSON strings.

use crate::util::compact::split_once;

/// Counts the bytes before the first one that ends a string, begins an escape or is a control
/// character.
pub(crate) fn skip_to_escape(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    // Tests eight bytes at a time. A byte is less than the limit if the subtraction borrows from
    // its highest bit. That may set the highest bits of later bytes too, so only the first one
    // counts.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let (eights, rest) = bytes.as_chunks();
    for (at, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let found = (below(word, b' ') | is(b'"') | is(b'\\')) & HIGH;
        if found != 0 {
            return 8 * at + found.trailing_zeros() as usize / 8;
        }
    }
    let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    8 * eights.len() + plain.unwrap_or(rest.len())
}

/// Decodes a string with well-formed escapes. `None` if it contains a lone surrogate, which no Rust
/// string can hold.
pub(crate) fn unescape(escaped: &str) -> Option<String> {
    let mut rest = escaped;
    let mut text = String::with_capacity(rest.len());
    while let Some((plain, escape)) = split_once(rest, b'\\') {
        text.push_str(plain);
        let (character, length) = match escape.bytes().next().unwrap_or_default() {
            b'b' => ('\u{8}', 1),
            b'f' => ('\u{c}', 1),
            b'n' => ('\n', 1),
            b'r' => ('\r', 1),
            b't' => ('\t', 1),
            b'u' => utf16(escape)?,
            other => (char::from(other), 1),
        };
        text.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Some(text)
}

/// Decodes one or two `\uXXXX`, from after the first backslash. Returns the character, and the
/// number of bytes.
fn utf16(escape: &str) -> Option<(char, usize)> {
    let unit =
        |at: usize| escape.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match unit(1)? {
        high @ 0xd800..=0xdbff => {
            let low = unit(7)
                .filter(|low| escape.get(5..7) == Some("\\u") && (0xdc00..=0xdfff).contains(low))?;
            Some((char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?, 11))
        }
        single => Some((char::from_u32(single)?, 5)),
    }
}
