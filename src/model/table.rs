use serde::ser::{SerializeStruct, Serializer};

use super::value::Value;
use crate::json::{ReadError, Reader};

/// An object of the Frontend API. Implemented by `models!` alone.
pub trait Model: Value {
    /// The names of its fields in JavaScript, in the order of their declaration.
    fn names(&self) -> &'static [&'static str];
    /// Calls `visit` with the values of its fields, in the order of `names`.
    fn visit(&self, visit: &mut dyn FnMut(&[&dyn Value]));
}

/// Declares models. What stands here about a field stands nowhere else.
macro_rules! models {
    ($(
        $(#[$about:meta])*
        $visibility:vis struct $Model:ident { $( $(#[$field_about:meta])* $field:ident: $Type:ty, )* }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, Default)]
        $visibility struct $Model { $( $(#[$field_about])* pub $field: $Type, )* }

        const _: () = {
            use $crate::json::{ReadError, Reader};
            use $crate::model::table;
            use $crate::model::value::{Value, View};

            const NAMES: &[&str] = &[$({
                const LENGTH: usize = table::camel_length(stringify!($field));
                const NAME: [u8; LENGTH] = table::camel_case(stringify!($field));
                table::ascii(&NAME)
            }),*];
            const { assert!(NAMES.len() <= 64, "the fields that were seen are marked in 64 bits") };

            impl Value for $Model {
                fn read(&mut self, reader: &mut Reader<'_>) -> core::result::Result<(), Box<ReadError>> {
                    table::read(reader, NAMES, &mut [$(&mut self.$field),*])
                }

                fn view(&self) -> View<'_> {
                    View::Object(self)
                }
            }

            impl table::Model for $Model {
                fn names(&self) -> &'static [&'static str] {
                    NAMES
                }

                fn visit(&self, visit: &mut dyn FnMut(&[&dyn Value])) {
                    visit(&[$(&self.$field),*])
                }
            }

            impl serde::Serialize for $Model {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
                    self.view().serialize(serializer)
                }
            }

            impl PartialEq for $Model {
                fn eq(&self, other: &Self) -> bool {
                    self.view() == other.view()
                }
            }

            impl core::fmt::Debug for $Model {
                fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    formatter.write_str(concat!(stringify!($Model), " "))?;
                    self.view().fmt(formatter)
                }
            }
        };
    )*};
}

/// Declares an enum of words. A word that is not among them, from a server newer than this crate, reads as `Unknown`.
macro_rules! words {
    ($(
        $(#[$about:meta])*
        pub enum $Words:ident { $( $(#[$word_about:meta])* $Word:ident = $word:literal, )* }
    )*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub enum $Words {
            $( $(#[$word_about])* $Word, )*
            /// Anything else that the server says.
            #[default]
            Unknown,
        }

        impl $Words {
            /// The word on the wire and in JavaScript.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Word => $word, )*
                    Self::Unknown => "unknown",
                }
            }
        }

        impl $crate::model::value::Value for $Words {
            fn read(&mut self, reader: &mut $crate::json::Reader<'_>) -> core::result::Result<(), Box<$crate::json::ReadError>> {
                let word = reader.text()?;
                *self = [$(Self::$Word),*].into_iter().find(|known| word == known.as_str()).unwrap_or_default();
                Ok(())
            }

            fn required(&self) -> bool {
                true
            }

            fn view(&self) -> $crate::model::value::View<'_> {
                $crate::model::value::View::Text(self.as_str())
            }
        }
    )*};
}

/// Reads an object into its fields. A key that is not among them is skipped; of a key that comes twice the last counts.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    names: &[&'static str],
    values: &mut [&mut dyn Value],
) -> Result<(), Box<ReadError>> {
    let mut seen = 0_u64;
    // Servers send keys in the order of the tables here, more or less: look first behind the last one found.
    let mut expected = 0;
    reader.object(&mut |reader, key| {
        let found = (expected..names.len())
            .chain(0..expected)
            .find(|index| names.get(*index).is_some_and(|name| is_wire_name(name, key)));
        match found.and_then(|index| Some((index, values.get_mut(index)?))) {
            Some((index, value)) => {
                seen |= 1 << index;
                expected = index + 1;
                value.read(reader).map_err(|error| error.under(key))
            }
            None => {
                reader.skip()?;
                Ok(())
            }
        }
    })?;
    for (index, (value, name)) in values.iter().zip(names).enumerate() {
        if seen >> index & 1 == 0 && value.required() {
            return Err(reader.error("required, but missing").under(&wire_name(name)));
        }
    }
    Ok(())
}

/// Hands an object to serde, field by field.
pub(super) fn serialize<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    let names = model.names();
    let mut object = serializer.serialize_struct("", names.len())?;
    let mut result = Ok(());
    model.visit(&mut |values| {
        result = names
            .iter()
            .zip(values)
            .try_for_each(|(name, value)| object.serialize_field(name, &value.view()));
    });
    result?;
    object.end()
}

/// Whether this is the wire's name of the field that JavaScript knows under `camel`: `lastActiveAt` is `last_active_at`.
fn is_wire_name(camel: &str, key: &str) -> bool {
    let mut key = key.bytes();
    camel.bytes().all(|byte| {
        (!byte.is_ascii_uppercase() || key.next() == Some(b'_'))
            && key.next() == Some(byte.to_ascii_lowercase())
    }) && key.next().is_none()
}

fn wire_name(camel: &str) -> String {
    let mut name = String::new();
    for character in camel.chars() {
        if character.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
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
