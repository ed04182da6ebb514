//! Texts of this crate's own, beside those that stay in an answer.

use core::fmt;
use std::rc::Rc;

/// A text that is shared. Cloning costs a reference count.
pub(crate) type Text = Rc<str>;

/// A text that must not show up in logs: `Debug` says only that there is one.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub Text);

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
