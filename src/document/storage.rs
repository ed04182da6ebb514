//! The storage of a response that has been read: its text and its slots.

use core::ops::Range;
use std::sync::Arc;

use super::schema::{FieldType, Primitive};
use super::slot::Slot;

/// A response that has been read: its text, which is shared and not copied, and a slot for each
/// field of each object.
///
/// Models are positions in it, so reading a model with hundreds of values takes a handful of
/// allocations.
#[derive(Clone)]
pub struct Document {
    pub(crate) text: Arc<String>,
    /// The type of the value as a whole.
    pub(crate) root_type: FieldType,
    pub(crate) root: Slot,
    /// The unescaped texts of strings with escapes, concatenated.
    unescaped: String,
    slots: Vec<Slot>,
}

/// Returns a document without text or values.
impl Default for Document {
    fn default() -> Self {
        Document::new(Arc::default())
    }
}

impl Document {
    /// Creates a document of a text from which nothing has been read yet.
    pub(crate) fn new(text: Arc<String>) -> Self {
        Document {
            text,
            root_type: FieldType::new(Primitive::Json),
            root: Slot::NULL,
            unescaped: String::new(),
            slots: Vec::new(),
        }
    }

    /// Adds an unescaped text, which is not a range of the response's text.
    pub(crate) fn append(&mut self, text: &str) -> Slot {
        let start = self.text.len() + self.unescaped.len();
        self.unescaped.push_str(text);
        Slot::range(start, start + text.len())
    }

    /// Returns the text at a slot.
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

    pub(crate) fn set_field(&mut self, object: Slot, index: usize, slot: Slot) {
        if let Some(field) = self.slots.get_mut(object.0 as usize + index) {
            *field = slot;
        }
    }

    /// Returns the slots of a list's items.
    pub(crate) fn items(&self, slot: Slot) -> &[Slot] {
        self.slots.get(slot.bounds()).unwrap_or_default()
    }

    /// Returns the slot of an object's field.
    pub(crate) fn field(&self, object: Slot, index: usize) -> Slot {
        self.slots.get(object.0 as usize + index).copied().unwrap_or(Slot::NULL)
    }
}
