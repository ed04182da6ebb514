//! What is known of an object before it is read: the names and the types of its fields.

/// An object of the Frontend API.
pub struct Schema {
    /// The name of its Rust type.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A field of an object.
pub struct Field {
    /// Its name in JavaScript.
    pub name: &'static str,
    pub kind: Kind,
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
    /// One of these words, or else "unknown".
    Word(&'static [&'static str]),
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
    /// Where the field is that the wire knows under this name, looked for from `expected` on: servers send keys in the
    /// order of the tables here, more or less.
    pub(crate) fn position(&self, wire_name: &str, expected: usize) -> Option<usize> {
        let mut positions = (expected..self.fields.len()).chain(0..expected);
        positions.find(|at| self.fields.get(*at).is_some_and(|field| is_wire_name(field.name, wire_name)))
    }
}

impl Field {
    /// Its name on the wire: `last_active_at` for `lastActiveAt`.
    pub(crate) fn wire_name(&self) -> String {
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

/// The same as comparing with [`Field::wire_name`], without making it.
fn is_wire_name(name: &str, key: &str) -> bool {
    let mut key = key.bytes();
    name.bytes().all(|byte| {
        (!byte.is_ascii_uppercase() || key.next() == Some(b'_'))
            && key.next() == Some(byte.to_ascii_lowercase())
    }) && key.next().is_none()
}

/// The bytes of a field's Rust name, without the `r#` of one that is a keyword (`type`).
const fn plain(field: &str) -> &[u8] {
    match field.as_bytes() {
        [b'r', b'#', name @ ..] => name,
        name => name,
    }
}

/// How many bytes `camel_case` makes of a field's name.
pub(crate) const fn camel_length(field: &str) -> usize {
    let name = plain(field);
    let (mut length, mut at) = (0, 0);
    while at < name.len() {
        length += (name[at] != b'_') as usize;
        at += 1;
    }
    length
}

/// `last_active_at` → `lastActiveAt`, while compiling: only the camelCase names are in the module.
pub(crate) const fn camel_case<const LENGTH: usize>(field: &str) -> [u8; LENGTH] {
    let name = plain(field);
    let mut camel = [0; LENGTH];
    let (mut length, mut at) = (0, 0);
    while at < name.len() {
        if name[at] != b'_' {
            let upper = at > 0 && name[at - 1] == b'_';
            camel[length] = if upper { name[at].to_ascii_uppercase() } else { name[at] };
            length += 1;
        }
        at += 1;
    }
    camel
}

pub(crate) const fn ascii(name: &'static [u8]) -> &'static str {
    match core::str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => panic!("Rust names are UTF-8"),
    }
}
