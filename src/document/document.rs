//! A JSON text, and where in it the values of models are.

use core::ops::Range;
use std::sync::Arc;

use super::schema::{Kind, Shape};

/// What has been read of an answer: its text, which is shared and not copied, and a slot for each field of each object.
///
/// Models are places in it, so that reading one, which holds hundreds of values, takes a handful of allocations.
#[derive(Clone)]
pub struct Document {
    pub(crate) text: Arc<String>,
    /// What has been read of it.
    pub(crate) kind: Kind,
    pub(crate) root: Slot,
    /// What strings mean that are written with escapes, one behind the other.
    unescaped: String,
    slots: Vec<Slot>,
}

/// A value, or where it is; its field's [`Shape`] says which.
///
/// | shape | slot |
/// |---|---|
/// | a text, any JSON | where it begins and ends: in the text, or behind its end in what has been unescaped |
/// | a list | the slots of its items, likewise |
/// | an object | the first of its fields' slots |
/// | a word | its place among those that are known |
/// | an integer, a boolean | itself |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot(pub(crate) i64);

impl Slot {
    /// No value. No integer of JavaScript's is that far off, and no place, nor any half of one.
    pub(crate) const NULL: Slot = Slot(i64::MIN | u32::MAX as i64);

    pub(crate) const fn range(start: usize, end: usize) -> Self {
        Slot((start as i64) << 32 | end as i64)
    }

    pub(crate) fn bounds(self) -> Range<usize> {
        (self.0 >> 32) as usize..self.0 as u32 as usize
    }
}

/// Nothing.
impl Default for Document {
    fn default() -> Self {
        Document::of(Arc::default())
    }
}

impl Document {
    /// A text of which nothing has been read.
    pub(crate) fn of(text: Arc<String>) -> Self {
        let kind = Kind::required(Shape::Json);
        Document { text, kind, root: Slot::NULL, unescaped: String::new(), slots: Vec::new() }
    }

    /// Adds a text that is not in the answer as it is meant.
    pub(crate) fn append(&mut self, text: &str) -> Slot {
        let start = self.text.len() + self.unescaped.len();
        self.unescaped.push_str(text);
        Slot::range(start, start + text.len())
    }

    /// The text that a slot stands for.
    pub(crate) fn str(&self, slot: Slot) -> &str {
        let Range { start, end } = slot.bounds();
        let length = self.text.len();
        let text = if start < length {
            self.text.get(start..end)
        } else {
            self.unescaped.get(start.wrapping_sub(length)..end.wrapping_sub(length))
        };
        text.unwrap_or_default()
    }

    /// Adds the items of a list.
    pub(crate) fn append_items(&mut self, items: &mut Vec<Slot>) -> Slot {
        let start = self.slots.len();
        self.slots.append(items);
        Slot::range(start, self.slots.len())
    }

    /// Adds the fields of an object.
    pub(crate) fn append_fields(&mut self, fields: impl Iterator<Item = Slot>) -> Slot {
        let start = self.slots.len();
        self.slots.extend(fields);
        Slot(start as i64)
    }

    pub(crate) fn set_field(&mut self, object: Slot, at: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(object.0 as usize + at) {
            *place = slot;
        }
    }

    /// The slots that a list's slot stands for.
    pub(crate) fn items(&self, slot: Slot) -> &[Slot] {
        self.slots.get(slot.bounds()).unwrap_or_default()
    }

    /// The slot of an object's field.
    pub(crate) fn field(&self, object: Slot, at: usize) -> Slot {
        self.slots.get(object.0 as usize + at).copied().unwrap_or(Slot::NULL)
    }
}
