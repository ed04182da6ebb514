//! What is known of an object before it is read: the names and the types of its fields.

use core::ops::Range;

use super::document::Slot;

/// The word for one that is not known.
pub(crate) const UNKNOWN: &str = "unknown";

/// An object of the Frontend API. Its names are one text, because each reference to a text of its own would be 8 bytes that
/// nothing compresses.
pub struct Schema {
    /// The names of its fields on the wire, each with its length before it.
    pub(crate) names: &'static str,
    /// What they hold, in the same order.
    pub(crate) kinds: &'static [Kind],
}

/// A field of an object.
pub struct Field {
    /// Where it is in its schema.
    pub at: usize,
    /// Its name on the wire.
    pub name: &'static str,
    pub kind: Kind,
}

/// A place among the fields of an object.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    /// How many fields are before it.
    at: usize,
    /// Where its name is, with the length before it.
    name: usize,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub struct Kind {
    pub shape: Shape,
    /// Whether it is a list of such values. Missing or null, that reads as empty.
    pub is_list: bool,
    /// Whether what is missing or null reads as null.
    pub is_optional: bool,
    /// Of an object, its fields. Of a word, those that are known as the names, each with a space behind it.
    pub schema: &'static Schema,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Missing or null, it reads as false.
    Boolean,
    Integer,
    Text,
    /// A text that is not to be shown.
    Secret,
    /// One of some words, or else "unknown".
    Word,
    /// A value of any shape.
    Json,
    /// An object of any shape.
    JsonObject,
    /// Two integers.
    Pair,
    Object,
}

impl Kind {
    pub const fn required(shape: Shape) -> Self {
        static NO_FIELDS: Schema = Schema { names: "", kinds: &[] };
        Kind::of(shape, &NO_FIELDS)
    }

    pub const fn of(shape: Shape, schema: &'static Schema) -> Self {
        Kind { shape, is_list: false, is_optional: false, schema }
    }

    pub const fn optional(self) -> Self {
        Kind { is_optional: true, ..self }
    }

    pub const fn list(self) -> Self {
        Kind { is_list: true, ..self }
    }

    /// What a list of this kind is made of.
    pub(crate) const fn item(self) -> Self {
        match self.shape {
            Shape::Pair => Kind { shape: Shape::Integer, ..self },
            _ => Kind { is_list: false, ..self },
        }
    }

    /// Whether an object without it is an error.
    pub(crate) fn is_required(self) -> bool {
        self.missing() == Slot::NULL && !self.is_optional
    }

    /// What a field reads as that is missing or null.
    pub(crate) fn missing(self) -> Slot {
        match self.shape {
            _ if self.is_list => Slot::range(0, 0),
            Shape::Boolean if !self.is_optional => Slot(false as i64),
            _ => Slot::NULL,
        }
    }
}

impl Schema {
    /// All fields, one after another.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        let mut place = Place::default();
        self.kinds.iter().map_while(move |_| {
            let (field, next) = self.field(place)?;
            place = next;
            Some(field)
        })
    }

    /// The field at a place (behind the last one: the first), and the place behind that.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub(crate) fn field(&self, place: Place) -> Option<(Field, Place)> {
        let (at, name, next) = self.step(place)?;
        Some((Field { at, name: self.names.get(name)?, kind: *self.kinds.get(at)? }, next))
    }

    /// The field of this name, looked for from behind the last one that was found: servers send keys in the order of the tables
    /// here, more or less.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub(crate) fn find(&self, name: &str, behind: &mut Place) -> Option<Field> {
        for _ in self.kinds {
            let place = *behind;
            let (_, range, next) = self.step(place)?;
            *behind = next;
            if range.len() == name.len() && *self.names.as_bytes().get(range)? == *name.as_bytes() {
                return self.field(place).map(|(field, _)| field);
            }
        }
        None
    }

    /// From a place: which field that is, where its name is, and the place behind it.
    #[inline(always)]
    fn step(&self, place: Place) -> Option<(usize, Range<usize>, Place)> {
        let Place { at, name } = if place.name == self.names.len() { Place::default() } else { place };
        let start = name + 1;
        let end = start + usize::from(*self.names.as_bytes().get(name)?);
        Some((at, start..end, Place { at: at + 1, name: end }))
    }
}

/// Rust's names of fields, each with its length before it in place of the space behind it, and how many bytes that are:
/// `id last_active_at r#type ` → `\x02id\x0elast_active_at\x04type`.
pub(crate) const fn with_lengths<const LENGTH: usize>(fields: &str) -> ([u8; LENGTH], usize) {
    let fields = fields.as_bytes();
    let mut names = [0; LENGTH];
    // Where the name's length goes, and where its next byte.
    let (mut start, mut end, mut at) = (0, 1, 0);
    while at < fields.len() {
        match fields[at] {
            // Of a name that is a keyword, only the `r` has been written so far.
            b'#' => end -= 1,
            b' ' => {
                if start < LENGTH {
                    names[start] = (end - start - 1) as u8;
                }
                start = end;
                end += 1;
            }
            byte => {
                if end < LENGTH {
                    names[end] = byte;
                }
                end += 1;
            }
        }
        at += 1;
    }
    (names, start)
}

pub(crate) const fn utf8(names: &'static [u8]) -> &'static str {
    match core::str::from_utf8(names) {
        Ok(names) => names,
        Err(_) => panic!("Rust names are UTF-8"),
    }
}
