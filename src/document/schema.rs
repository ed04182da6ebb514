//! The names and the types of an object's fields.

use core::cell::RefCell;
use core::ptr;

use super::slot::Slot;
use crate::util::compact::{WordList, collect};

/// The schema of an object of the Frontend API.
///
/// The names are one text, because a reference to each would add 500 bytes to the download.
pub struct Schema {
    /// The names of the fields as Rust writes them, each followed by a space.
    pub(crate) rust_names: &'static str,
    /// The types of the fields, in the same order.
    pub(crate) types: &'static [FieldType],
}

/// The type of a field.
#[derive(Clone, Copy)]
pub struct FieldType {
    pub(crate) primitive: Primitive,
    /// Whether it is a list of such values. If the list is missing or null, it reads as empty.
    pub(crate) is_list: bool,
    /// Whether it reads as null if it is missing or null.
    pub(crate) is_optional: bool,
    /// Whether a tolerant reader also refuses the object if this field has another type. It also
    /// refuses an object without an essential list.
    pub(crate) is_essential: bool,
}

/// The type of a single value.
#[derive(Clone, Copy)]
pub enum Primitive {
    /// A boolean. If it is missing or null, it reads as false.
    Boolean,
    Integer,
    Text,
    /// A text that must not be shown.
    Secret,
    /// One of these strings, each followed by a space. Any other string reads as "unknown".
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
    /// Returns the type of a required field.
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
            // If one of them were left out, the other could be taken for it.
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
    /// Returns the names of the fields in the Frontend API, in snake case. The text is split once.
    pub(crate) fn names(&'static self) -> &'static [&'static str] {
        type Cut = Vec<(&'static Schema, &'static [&'static str])>;
        thread_local!(static CUT: RefCell<Cut> = const { RefCell::new(Vec::new()) });

        CUT.with_borrow_mut(|cut| {
            if let Some((_, names)) = cut.iter().find(|(other, _)| ptr::eq(*other, self)) {
                return *names;
            }
            let names = collect(WordList(self.rust_names).map(field_name)).leak();
            cut.push((self, names));
            names
        })
    }
}

/// Returns the index of a name. The search starts at `next`, and sets it to the index after the
/// name, because a server sends keys mostly in the order of the table.
#[cfg_attr(optimize_attribute, optimize(speed))]
pub(crate) fn find(names: &[&str], name: &str, next: &mut usize) -> Option<usize> {
    for _ in names {
        let index = *next;
        let found = *step(names, next)? == *name;
        if found {
            return Some(index);
        }
    }
    None
}

/// Returns the name at an index, and advances the index to the next one. The first follows the
/// last.
#[inline(always)]
pub(crate) fn step<'a>(names: &[&'a str], next: &mut usize) -> Option<&'a str> {
    let name = names.get(*next)?;
    *next += 1;
    if *next == names.len() {
        *next = 0;
    }
    Some(name)
}

/// Returns the name of a field without the `r#` that a keyword of Rust has.
fn field_name(rust_name: &'static str) -> &'static str {
    rust_name.strip_prefix("r#").unwrap_or(rust_name)
}
