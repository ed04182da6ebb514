//! Smaller replacements for functions of the standard library, which handle more cases in several
//! times the bytes.
//!
//! Strings are compared as `*one == *other` throughout. Compared as references, each would first be
//! stored so that it can be referenced.

/// Splits at the first occurrence of an ASCII byte, like [`str::split_once`].
pub(crate) fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// An iterator over the words of a text, like [`str::split_ascii_whitespace`]. Each word must be
/// followed by one space.
#[derive(Clone)]
pub(crate) struct WordList<'text>(pub &'text str);

impl<'text> Iterator for WordList<'text> {
    type Item = &'text str;

    fn next(&mut self) -> Option<&'text str> {
        if self.0.is_empty() {
            return None;
        }
        let (word, rest) = split_once(self.0, b' ').unwrap_or((self.0, ""));
        self.0 = rest;
        Some(word)
    }
}

impl WordList<'_> {
    /// Returns the index of a word.
    pub fn index_of(mut self, word: &str) -> Option<usize> {
        self.position(|known| *known == *word)
    }
}

/// Formats a number, like [`ToString`].
pub(crate) fn decimal(number: u32) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// Joins strings, like the `concat` of slices.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// Collects items into a vector, like the `collect` of iterators.
pub(crate) fn collect<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut collected = Vec::new();
    items.for_each(|item| collected.push(item));
    collected
}
