//! The 64-bit representation of a value in a document.

use core::ops::Range;

/// A value, or its position. The [`Primitive`](super::schema::Primitive) of its field says which.
///
/// | primitive | slot |
/// |---|---|
/// | a text, any JSON | its range in the text, or after its end in the unescaped strings |
/// | a list | the range of its items' slots |
/// | an object | the index of its first field's slot |
/// | a string enum | the index among the known strings |
/// | an integer, a boolean | the value |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot(pub(crate) i64);

impl Slot {
    /// The slot without a value. It is beyond every integer of JavaScript, every index and every
    /// range.
    pub(crate) const NULL: Slot = Slot(i64::MIN | u32::MAX as i64);

    pub(crate) const fn range(start: usize, end: usize) -> Self {
        Slot((start as i64) << 32 | end as i64)
    }

    pub(crate) fn bounds(self) -> Range<usize> {
        (self.0 >> 32) as usize..self.0 as u32 as usize
    }
}
