//! The strings of this crate that are not ranges of a response's text.

use core::fmt;
use std::rc::Rc;

/// A shared string. Cloning it increments a reference count.
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
