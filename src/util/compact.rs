//! What the standard library does too, for any character, in several times the bytes.
//!
//! Strings are compared as `*one == *other` throughout: compared as references, each would first be stored to be referred to.

/// As [`str::split_once`], at a byte of ASCII.
pub(crate) fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// As [`str::split_ascii_whitespace`], of a text with one space behind each word.
#[derive(Clone)]
pub(crate) struct Words<'text>(pub &'text str);

impl<'text> Iterator for Words<'text> {
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

impl Words<'_> {
    /// Where among them a word is, one routine for all of them.
    pub fn place_of(mut self, word: &str) -> Option<usize> {
        self.position(|known| *known == *word)
    }
}

/// As [`ToString`], of a number.
pub(crate) fn decimal(number: u32) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// As the method of slices.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// As the method of iterators.
pub(crate) fn collect<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut collected = Vec::new();
    items.for_each(|item| collected.push(item));
    collected
}
