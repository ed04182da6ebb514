//! The text of a page's cookies.

use super::compact::split_once;

/// The names and values of `name=value; name=value`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_read_in_order() {
        let read = |text| Cookies(text).collect::<Vec<_>>();
        assert_eq!(read("a=1; b=x=y;c="), [("a", "1"), ("b", "x=y"), ("c", "")]);
        assert_eq!(read("nameless; a=1"), [("", "nameless"), ("a", "1")]);
        assert_eq!(read(""), []);
    }
}
