//! What is known of an object before it is read: the names and the types of its fields.

use core::iter::{Copied, Enumerate};
use core::slice::Iter;

use crate::json::Names;
use crate::lean::Words;

/// An object of the Frontend API. Its names are one text, because each reference to a text of its own would be 8 bytes that
/// nothing compresses.
pub struct Schema {
    /// The names of its fields in JavaScript, each with a space behind it.
    pub(crate) names: &'static str,
    /// What they hold, in the same order.
    pub(crate) kinds: &'static [Kind],
}

/// A field of an object.
pub struct Field {
    /// Where it is in its schema.
    pub at: usize,
    /// Its name in JavaScript.
    pub name: &'static str,
    pub kind: Kind,
}

/// The fields of an object, one after another.
#[derive(Clone)]
pub struct Fields {
    names: Words<'static>,
    kinds: Enumerate<Copied<Iter<'static, Kind>>>,
}

impl Iterator for Fields {
    type Item = Field;

    fn next(&mut self) -> Option<Field> {
        let (at, kind) = self.kinds.next()?;
        Some(Field { at, name: self.names.next()?, kind })
    }
}

/// What a field holds, and whether it may be missing.
#[derive(Clone, Copy)]
pub struct Kind {
    pub shape: Shape,
    /// Whether what is missing or null reads as null.
    pub is_optional: bool,
}

/// What a value is.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Missing or null, it reads as false.
    Boolean,
    Integer,
    Text,
    /// A text that is not to be shown.
    Secret,
    /// One of these words, each with a space behind it, or else "unknown".
    Word(&'static &'static str),
    /// A value of any shape.
    Json,
    /// An object of any shape.
    JsonObject,
    /// Two integers.
    Pair,
    /// Missing or null, it reads as empty.
    List(&'static Shape),
    Object(&'static Schema),
}

impl Kind {
    pub const fn required(shape: Shape) -> Self {
        Kind { shape, is_optional: false }
    }

    pub const fn optional(self) -> Self {
        Kind { shape: self.shape, is_optional: true }
    }

    /// Whether an object without it is an error.
    pub(crate) fn is_required(self) -> bool {
        !self.is_optional && !matches!(self.shape, Shape::Boolean | Shape::List(_))
    }
}

impl Schema {
    pub fn fields(&self) -> Fields {
        Fields { names: Words(self.names), kinds: self.kinds.iter().copied().enumerate() }
    }

    /// The field that has this name, looked for behind the last one that was found, first: servers send keys in the order of
    /// the tables here, more or less.
    pub(crate) fn find(&self, name: &str, names: Names, behind: &mut Fields) -> Option<Field> {
        let has_name = |field: &Field| match names {
            Names::Wire => is_wire_name(field.name, name),
            Names::JavaScript => field.name == name,
        };
        [behind.clone(), self.fields()].into_iter().find_map(|mut fields| {
            let found = fields.find(has_name)?;
            *behind = fields;
            Some(found)
        })
    }
}

impl Field {
    /// Its name there: on the wire `last_active_at` for `lastActiveAt`.
    pub(crate) fn name_in(&self, names: Names) -> String {
        if names == Names::JavaScript {
            return self.name.into();
        }
        let mut name = String::new();
        for byte in self.name.bytes() {
            if byte.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(char::from(byte.to_ascii_lowercase()));
        }
        name
    }
}

/// The same as comparing with the [`Field::name_in`] on the wire, without making it.
fn is_wire_name(name: &str, key: &str) -> bool {
    let mut key = key.bytes();
    name.bytes().all(|byte| {
        (!byte.is_ascii_uppercase() || key.next() == Some(b'_'))
            && key.next() == Some(byte.to_ascii_lowercase())
    }) && key.next().is_none()
}

/// Rust's names of fields in JavaScript's way, and how many bytes that are: `id last_active_at r#type` → `id lastActiveAt type`.
/// It is done while compiling: only these names are in the module.
pub(crate) const fn camel_case<const LENGTH: usize>(fields: &str) -> ([u8; LENGTH], usize) {
    let fields = fields.as_bytes();
    let mut camel = [0; LENGTH];
    let (mut length, mut at) = (0, 0);
    while at < fields.len() {
        match fields[at] {
            b'_' => {}
            // Of a name that is a keyword, only the `r` has been written so far.
            b'#' => length -= 1,
            byte => {
                if length < LENGTH {
                    let is_upper = at > 0 && fields[at - 1] == b'_';
                    camel[length] = if is_upper { byte.to_ascii_uppercase() } else { byte };
                }
                length += 1;
            }
        }
        at += 1;
    }
    (camel, length)
}

pub(crate) const fn utf8(names: &'static [u8]) -> &'static str {
    match core::str::from_utf8(names) {
        Ok(names) => names,
        Err(_) => panic!("Rust names are UTF-8"),
    }
}
