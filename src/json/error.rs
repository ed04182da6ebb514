//! The error of a JSON text that cannot be read.

use core::fmt;

use crate::util::compact::{concat, decimal, split_once};

/// The reason why a JSON text cannot be read, and the position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The reason, as the end of a sentence: "expected a string, found a number".
    pub reason: String,
    /// The position, in bytes from the start of the text.
    pub offset: usize,
    /// The position, as a path: `sessions[0].user.email_addresses[1].verification.attempts`. Empty
    /// for the text as a whole.
    pub path: String,
}

impl ReadError {
    #[cold]
    pub(crate) fn new(reason: &str, offset: usize) -> Box<Self> {
        Box::new(ReadError { reason: reason.into(), offset, path: String::new() })
    }

    /// Returns the error with `name` before its path, as the error of the object that holds the
    /// value.
    #[cold]
    pub(crate) fn under(mut self: Box<Self>, name: &str) -> Box<Self> {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = concat(&[name, separator, &self.path]);
        self
    }

    /// Returns the error with its path without indices: `sessions[].user.email_addresses[].id`.
    #[cold]
    pub(crate) fn without_indices(mut self: Box<Self>) -> Box<Self> {
        let mut path = String::new();
        let mut rest = &*self.path;
        while let Some((before, index)) = split_once(rest, b'[') {
            path.push_str(before);
            path.push_str("[]");
            rest = split_once(index, b']').map_or("", |(_, after)| after);
        }
        path.push_str(rest);
        self.path = path;
        self
    }

    /// Returns the path, the reason and the offset as one sentence.
    pub(crate) fn message(&self) -> String {
        let separator = if self.path.is_empty() { "" } else { ": " };
        concat(&[&self.path, separator, &self.reason, " (byte ", &decimal(self.offset as u32), ")"])
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl core::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_indices_are_removed_from_the_path_and_the_brackets_stay() {
        for (path, expected) in [
            ("", ""),
            ("id", "id"),
            ("sessions[10].user.phone_numbers[2].id", "sessions[].user.phone_numbers[].id"),
            ("factor_verification_age[1]", "factor_verification_age[]"),
            ("[0][1]", "[][]"),
        ] {
            let error = ReadError { path: path.into(), ..*ReadError::new("", 0) };
            assert_eq!(Box::new(error).without_indices().path, expected);
        }
    }
}
