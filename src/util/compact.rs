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

/// Returns the number that a text of digits writes. `None` if the text is empty, contains anything
/// else, or exceeds 32 bits. `u32::from_str_radix` takes 130 bytes more of a page's download.
pub(crate) fn parse_digits(digits: &str, radix: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.bytes().try_fold(0_u32, |number, digit| {
        number.checked_mul(radix)?.checked_add(char::from(digit).to_digit(radix)?)
    })
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

#[cfg(test)]
mod tests {
    use super::parse_digits;

    #[test]
    fn digits_are_a_number_of_32_bits_and_nothing_else_is() {
        assert_eq!(parse_digits("4294967295", 10), Some(u32::MAX));
        assert_eq!(parse_digits("00d9", 16), Some(0xd9));
        for other in ["", "+5", "-5", " 5", "5a", "4294967296", "99999999999"] {
            assert_eq!(parse_digits(other, 10), None, "{other}");
        }
    }
}
