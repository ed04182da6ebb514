use core::fmt;

use crate::util::compact::{concat, decimal};

/// Why a JSON text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// What was wrong, as the end of a sentence: "expected a string, found a number".
    pub reason: String,
    /// Where, in bytes from the start of the text.
    pub offset: usize,
    /// Where, by names: `sessions[0].user.email_addresses[1].verification.attempts`. Empty: the text as a whole.
    pub path: String,
}

impl ReadError {
    #[cold]
    pub(crate) fn new(reason: &str, offset: usize) -> Box<Self> {
        Box::new(ReadError { reason: reason.into(), offset, path: String::new() })
    }

    /// The same error, seen from the object that holds the value under this wire name.
    #[cold]
    pub(crate) fn under(mut self: Box<Self>, name: &str) -> Box<Self> {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = concat(&[name, separator, &self.path]);
        self
    }

    /// The same error, seen from the list that holds the value.
    #[cold]
    pub(crate) fn at_index(self: Box<Self>, index: usize) -> Box<Self> {
        self.under(&concat(&["[", &decimal(index as u32), "]"]))
    }

    pub(crate) fn path_without_indices(&self) -> String {
        self.path.clone()
    }

    /// All of it, in one sentence.
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
