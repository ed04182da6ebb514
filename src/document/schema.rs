//! The names and the types of an object's fields, known before it is read.

use super::slot::Slot;

/// An object of the Frontend API.
pub struct Schema {
    pub(crate) fields: &'static [Field],
}

/// A field of an object.
pub struct Field {
    /// Its name in the Frontend API, in snake case.
    pub(crate) name: &'static str,
    pub(crate) field_type: FieldType,
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
    /// Returns the field of this name and its index. The search starts at `next`, and leaves there
    /// the index after the one that it found: a server sends keys in the order of the table, more
    /// or less.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub(crate) fn find(&self, name: &str, next: &mut usize) -> Option<(usize, &'static Field)> {
        for _ in self.fields {
            let index = *next;
            let field = self.step(next)?;
            if *field.name == *name {
                return Some((index, field));
            }
        }
        None
    }

    /// Returns the field at an index, and moves the index to the next field, from the last to the
    /// first.
    #[inline(always)]
    pub(crate) fn step(&self, next: &mut usize) -> Option<&'static Field> {
        let field = self.fields.get(*next)?;
        *next += 1;
        if *next == self.fields.len() {
            *next = 0;
        }
        Some(field)
    }
}

/// Returns the name of a field without the `r#` of one that is a keyword in Rust.
pub(crate) const fn field_name(rust_name: &'static str) -> &'static str {
    match rust_name.as_bytes() {
        [b'r', b'#', ..] => rust_name.split_at(2).1,
        _ => rust_name,
    }
}
