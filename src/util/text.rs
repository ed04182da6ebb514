//! Strings of the crate, beside those that stay in the text of a response.

use core::fmt;
use std::rc::Rc;

/// A shared string. Cloning costs a reference count.
pub(crate) type Text = Rc<str>;

/// A string that must not appear in logs: `Debug` prints only `[secret]`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub Text);

impl Secret {
    /// Returns the secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}
