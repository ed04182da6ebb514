//! JSON values that stay text.

use core::fmt;

use super::slot::Slot;
use super::storage::Document;

/// A JSON value of any type (metadata, an actor), kept as the text that the server sent.
///
/// The npm package parses it with the browser's own `JSON.parse`, so that its numbers are exactly
/// JavaScript's. Two values are equal if they differ only in white space.
#[derive(Clone, Copy)]
pub struct RawJson<'a> {
    pub(crate) document: &'a Document,
    pub(crate) slot: Slot,
}

impl<'a> RawJson<'a> {
    /// Returns the value as JSON text.
    pub fn as_str(self) -> &'a str {
        self.document.str(self.slot)
    }

    /// Returns the significant bytes: all except the white space between tokens.
    fn significant(self) -> impl Iterator<Item = u8> {
        let (mut quoted, mut escaped) = (false, false);
        self.as_str().bytes().filter(move |byte| {
            let keep = quoted || !byte.is_ascii_whitespace();
            if *byte == b'"' && !escaped {
                quoted = !quoted;
            }
            escaped = *byte == b'\\' && !escaped;
            keep
        })
    }
}

impl PartialEq for RawJson<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.significant().eq(other.significant())
    }
}

impl Eq for RawJson<'_> {}

impl fmt::Debug for RawJson<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
