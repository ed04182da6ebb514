//! The names and the types of an object's fields, known before it is read.

use super::slot::Slot;
use crate::util::compact::WordList;

/// An object of the Frontend API.
///
/// Names that are one text, in place of a reference each, are 500 bytes less of what a page
/// downloads.
pub struct Schema {
    /// The names of the fields as Rust writes them, each with a space after it.
    pub(crate) rust_names: &'static str,
    /// The types of the fields, in the same order.
    pub(crate) types: &'static [FieldType],
}

/// A field of an object.
pub(crate) struct Field {
    pub index: usize,
    /// Its name in the Frontend API, in snake case.
    pub name: &'static str,
    pub field_type: &'static FieldType,
}

/// The type of a field.
#[derive(Clone, Copy)]
pub struct FieldType {
    pub(crate) primitive: Primitive,
    /// Whether it is a list of such values. If it is missing or null, it reads as empty.
    pub(crate) is_list: bool,
    /// Whether it reads as null if it is missing or null.
    pub(crate) is_optional: bool,
    /// Whether a tolerant reader refuses the object, too, if this field has another type. It also
    /// refuses an object without an essential list.
    pub(crate) is_essential: bool,
}

/// The type of a single value.
#[derive(Clone, Copy)]
pub enum Primitive {
    /// If it is missing or null, it reads as false.
    Boolean,
    Integer,
    Text,
    /// A text that must not be shown.
    Secret,
    /// One of these strings, each with a space after it, or else "unknown".
    StringEnum(&'static &'static str),
    /// A value of any type.
    Json,
    /// An object with any members.
    JsonObject,
    /// Two integers.
    Pair,
    Object(&'static Schema),
}

impl FieldType {
    /// Returns the type of a field that must be there.
    pub const fn new(primitive: Primitive) -> Self {
        FieldType { primitive, is_list: false, is_optional: false, is_essential: false }
    }

    pub const fn optional(self) -> Self {
        FieldType { is_optional: true, ..self }
    }

    pub const fn list(self) -> Self {
        FieldType { is_list: true, ..self }
    }

    pub const fn essential(self) -> Self {
        FieldType { is_essential: true, ..self }
    }

    /// Returns the type of the items of a list or of a pair.
    pub(crate) const fn item(self) -> Self {
        match self.primitive {
            // Without one of them, the other could be taken for it.
            Primitive::Pair => FieldType::new(Primitive::Integer).essential(),
            _ => FieldType { is_list: false, ..self },
        }
    }

    /// Returns whether an object without the field is an error.
    pub(crate) fn is_required(self, is_tolerant: bool) -> bool {
        self.default_slot(is_tolerant) == Slot::NULL && !self.is_optional
    }

    /// Returns the slot of a field that is missing or null.
    pub(crate) fn default_slot(self, is_tolerant: bool) -> Slot {
        match self.primitive {
            _ if self.is_list && !(self.is_essential && is_tolerant) => Slot::range(0, 0),
            Primitive::Boolean if !self.is_optional => Slot(false as i64),
            _ => Slot::NULL,
        }
    }
}

impl Schema {
    /// Returns the names of the fields in the Frontend API, in snake case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        WordList(self.rust_names).map(field_name)
    }

    /// Returns the first place among the fields.
    pub(crate) fn cursor(&'static self) -> FieldCursor {
        FieldCursor { schema: self, index: 0, names: WordList(self.rust_names) }
    }
}

/// A place among the fields of a schema.
#[derive(Clone)]
pub(crate) struct FieldCursor {
    schema: &'static Schema,
    index: usize,
    names: WordList<'static>,
}

impl FieldCursor {
    /// Returns the field of this name, and moves behind it. The search starts here: a server sends
    /// keys in the order of the table, more or less.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn find(&mut self, name: &str) -> Option<Field> {
        for _ in self.schema.types {
            let field = self.step()?;
            if *field.name == *name {
                return Some(field);
            }
        }
        None
    }

    /// Returns the field at this place, and moves to the next, from the last to the first.
    #[inline(always)]
    pub fn step(&mut self) -> Option<Field> {
        let Schema { types, .. } = self.schema;
        let index = self.index;
        let field = Field { index, name: field_name(self.names.next()?), field_type: types.get(index)? };
        self.index += 1;
        if self.index == types.len() {
            *self = self.schema.cursor();
        }
        Some(field)
    }
}

/// Returns the name of a field without the `r#` of one that is a keyword in Rust.
fn field_name(rust_name: &'static str) -> &'static str {
    rust_name.strip_prefix("r#").unwrap_or(rust_name)
}
