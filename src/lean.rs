//! What the standard library does too, for any character, in several times the bytes.

/// As [`str::split_once`], at a byte of ASCII.
pub(crate) fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// As [`str::split_ascii_whitespace`], of a text with one space between its words.
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
