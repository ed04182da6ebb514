//! The macros that declare models and string enums, with their schemas, getters and traits.

/// Declares models. A field is declared in no other place: a test on the host writes the TypeScript
/// declarations from the same tables (`tests/models/declarations.rs`).
///
/// A tolerant reader does not leave out an `essential` field. If its value has the wrong type, the
/// object that holds it cannot be read.
macro_rules! models {
    ($(
        $(#[doc = $about:literal])*
        $visibility:vis struct $Model:ident {
            $(
                $(#[doc = $field_about:literal])*
                $field:ident: $Type:ident $(<$Item:tt>)? $($essential:ident)?,
            )*
        }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Clone)]
        $visibility struct $Model($crate::document::Object);

        const _: () = {
            use std::sync::Arc;

            use $crate::document::{
                Document, FieldType, FieldValue, Object, Primitive, Schema, Slot, TypedObject,
            };

            /// The index of each field in the schema.
            #[expect(non_camel_case_types, reason = "they are the fields' names")]
            enum Index { $( $field, )* }

            static SCHEMA: Schema = Schema {
                rust_names: concat!($(stringify!($field), " "),*),
                types: &[$(<$Type $(<$Item>)? as FieldValue>::TYPE $(.$essential())?),*],
            };

            impl $Model {
                $(
                    $(#[doc = $field_about])*
                    pub fn $field(&self) -> returned!($Type $(<$Item>)?) {
                        <$Type $(<$Item>)? as FieldValue>::get(
                            &self.0.document,
                            self.0.field(Index::$field as usize),
                        )
                    }
                )*
            }

            #[cfg(all(test, not(target_arch = "wasm32")))]
            impl $crate::tests::declarations::Declared for $Model {
                const DECLARATION: $crate::tests::declarations::Declaration = declaration!(
                    $Model [$($about)*]
                    $({ stringify!($field), stringify!($Type $(<$Item>)?), [$($field_about)*] })*
                );
            }

            impl TypedObject for $Model {
                const SCHEMA: &'static Schema = &SCHEMA;

                fn from_object(object: Object) -> Self {
                    $Model(object)
                }

                fn object(&self) -> &Object {
                    &self.0
                }
            }

            impl FieldValue for $Model {
                const TYPE: FieldType = FieldType::new(Primitive::Object(&SCHEMA));
                type Returned<'a> = Self;

                fn get(document: &Arc<Document>, slot: Slot) -> Self {
                    $Model(Object { document: Arc::clone(document), at: slot.0 as u32 })
                }
            }

            impl PartialEq for $Model {
                fn eq(&self, other: &Self) -> bool {
                    self.0.is(&other.0) || self.as_value() == other.as_value()
                }
            }

            impl Eq for $Model {}

            impl serde::Serialize for $Model {
                fn serialize<S: serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> core::result::Result<S::Ok, S::Error> {
                    self.as_value().serialize(serializer)
                }
            }

            impl core::fmt::Debug for $Model {
                fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    formatter.write_str(concat!(stringify!($Model), " "))?;
                    self.as_value().fmt(formatter)
                }
            }
        };
    )*};
}

/// Expands to [`FieldValue::Returned`](crate::document::FieldValue::Returned), so that the
/// documentation of the getters shows the types.
macro_rules! returned {
    (Text) => { &str };
    (Secret) => { &str };
    (Option<Text>) => { Option<&str> };
    (Option<AnyJson>) => { Option<$crate::document::RawJson<'_>> };
    (Option<JsonObject>) => { Option<$crate::document::RawJson<'_>> };
    (Vec<Text>) => { impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone };
    (Vec<$Item:tt>) => { impl ExactSizeIterator<Item = $Item> + DoubleEndedIterator + Clone };
    ($Type:ident $(<$Item:tt>)?) => { $Type $(<$Item>)? };
}

/// Expands to a declaration with its members and their docs, for tests only.
#[cfg(all(test, not(target_arch = "wasm32")))]
macro_rules! declaration {
    (@fields $fields:expr) => { $fields };
    (@fields) => { &[] };
    (
        $Name:ident [$($about:expr)*]
        $({ $name:expr, $type:expr, [$($member_about:expr)*] $(, $fields:expr)? })*
    ) => {
        $crate::tests::declarations::Declaration {
            name: stringify!($Name),
            about: &[$($about),*],
            members: &[$(
                $crate::tests::declarations::Member {
                    name: $name,
                    r#type: $type,
                    about: &[$($member_about),*],
                    fields: declaration!(@fields $($fields)?),
                },
            )*],
        }
    };
}

/// Expands to the doc of the variant `Unknown` of each [`string_enum!`].
macro_rules! unknown_about {
    () => {
        "Any other string, which a newer server may send."
    };
}

/// Declares an enum of strings. Any other string, from a server newer than this crate, reads as
/// `Unknown`.
macro_rules! string_enum {
    ($(
        $(#[doc = $about:literal])*
        pub enum $Enum:ident { $(
            $(#[doc = $variant_about:literal])*
            $Variant:ident = $string:literal,
        )* }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Enum {
            $( $(#[doc = $variant_about])* $Variant, )*
            #[doc = unknown_about!()]
            Unknown,
        }

        #[cfg(all(test, not(target_arch = "wasm32")))]
        impl $crate::tests::declarations::Declared for $Enum {
            const DECLARATION: $crate::tests::declarations::Declaration = declaration!(
                $Enum [$($about)*]
                $({ $string, "", [$($variant_about)*] })*
                { $crate::document::UNKNOWN, "", [unknown_about!()] }
            );
        }

        impl $Enum {
            /// The known strings, each with a space after it.
            pub(crate) const STRINGS: &'static str = concat!($($string, " "),*);

            /// Returns the string in the Frontend API and in JavaScript.
            pub fn as_str(self) -> &'static str {
                let mut strings = $crate::util::compact::WordList(Self::STRINGS);
                strings.nth(self as usize).unwrap_or($crate::document::UNKNOWN)
            }

            /// Returns the variant at an index among [`STRINGS`](Self::STRINGS).
            pub(crate) fn at(index: usize) -> Self {
                static VARIANTS: &[$Enum] = &[$($Enum::$Variant),*];
                VARIANTS.get(index).copied().unwrap_or(Self::Unknown)
            }
        }

        impl $crate::document::FieldValue for $Enum {
            const TYPE: $crate::document::FieldType = $crate::document::FieldType::new(
                $crate::document::Primitive::StringEnum(&$Enum::STRINGS),
            );
            type Returned<'a> = Self;

            fn get(
                _: &std::sync::Arc<$crate::document::Document>,
                slot: $crate::document::Slot,
            ) -> Self {
                Self::at(slot.0 as usize)
            }
        }
    )*};
}
