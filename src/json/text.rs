use core::fmt;
use core::num::NonZeroU32;
use core::ops::{Deref, Range};
use std::sync::Arc;

use super::Reader;

/// A string of an answer: a piece of the answer's own text, which is shared and not copied.
///
/// Cloning costs a reference count. A string that was written with escapes has a text of its own.
#[derive(Clone)]
pub struct Text {
    /// `None`: the empty text, which costs nothing.
    source: Option<Arc<String>>,
    start: u32,
    /// One more than where it ends: that leaves the 0 for `None` in an `Option<Text>`, which so takes no more room.
    after: NonZeroU32,
}

impl Text {
    /// The piece of `source` between two offsets in bytes. A range that is not one of `source` reads as empty.
    pub(crate) fn cut(source: &Arc<String>, range: Range<usize>) -> Self {
        // An answer of 4 GiB does not fit in the memory of a WebAssembly module.
        let (start, end) = (range.start as u32, range.end as u32);
        Text { source: Some(Arc::clone(source)), start, after: NonZeroU32::MIN.saturating_add(end) }
    }

    /// A reader that stands where it begins.
    pub(super) fn reader(&self) -> Option<Reader<'_>> {
        Some(Reader::starting_at(self.source.as_ref()?, self.start as usize))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        let range = self.start as usize..self.after.get() as usize - 1;
        self.source.as_ref().and_then(|source| source.get(range)).unwrap_or_default()
    }
}

impl Default for Text {
    fn default() -> Self {
        Text { source: None, start: 0, after: NonZeroU32::MIN }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let end = text.len();
        Text::cut(&Arc::new(text), 0..end)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::from(String::from(text))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

/// A text that must not show up in logs: `Debug` says only that there is one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(pub Text);

impl Secret {
    /// The secret itself, for where it is needed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}
