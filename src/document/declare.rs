/// Declares models: what stands here about a field stands nowhere else.
macro_rules! models {
    ($(
        $(#[$about:meta])*
        $visibility:vis struct $Model:ident {
            $( $(#[$field_about:meta])* $field:ident: $Type:ident $(<$Item:tt>)?, )*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone)]
        $visibility struct $Model($crate::model::Object);

        const _: () = {
            use std::sync::Arc;

            use $crate::model::{Document, FieldType, Kind, Model, Object, Part, Schema, Shape, Slot, schema};

            /// Where each field is in the schema.
            #[expect(non_camel_case_types, reason = "they are the fields' names")]
            enum At { $( $field, )* }

            const FIELDS: &str = concat!($(stringify!($field), " "),*);
            const LENGTH: usize = schema::with_lengths::<{ FIELDS.len() }>(FIELDS).1;
            const NAMES: [u8; LENGTH] = schema::with_lengths(FIELDS).0;
            static SCHEMA: Schema = Schema {
                names: schema::utf8(&NAMES),
                kinds: &[$(<$Type $(<$Item>)? as FieldType>::KIND),*],
            };

            impl $Model {
                $(
                    $(#[$field_about])*
                    pub fn $field(&self) -> returned!($Type $(<$Item>)?) {
                        <$Type $(<$Item>)? as FieldType>::get(&self.0.document, self.0.field(At::$field as usize))
                    }
                )*
            }

            impl Model for $Model {
                fn from_object(object: Object) -> Self {
                    $Model(object)
                }

                fn object(&self) -> &Object {
                    &self.0
                }
            }

            impl FieldType for $Model {
                const KIND: Kind = Kind::of(Shape::Object, &SCHEMA);
                type Returned<'a> = Self;

                fn get(document: &Arc<Document>, slot: Slot) -> Self {
                    $Model(Object { document: Arc::clone(document), at: slot.0 as u32 })
                }
            }

            impl PartialEq for $Model {
                fn eq(&self, other: &Self) -> bool {
                    self.0.is(&other.0) || Part::of(&self.0, Self::KIND) == Part::of(&other.0, Self::KIND)
                }
            }

            impl Eq for $Model {}

            impl serde::Serialize for $Model {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
                    Part::of(&self.0, Self::KIND).serialize(serializer)
                }
            }

            impl core::fmt::Debug for $Model {
                fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    formatter.write_str(concat!(stringify!($Model), " "))?;
                    Part::of(&self.0, Self::KIND).fmt(formatter)
                }
            }
        };
    )*};
}

/// [`FieldType::Returned`](crate::model::FieldType::Returned), spelled out for those who read the getters' documentation.
macro_rules! returned {
    (Text) => { &str };
    (Secret) => { &str };
    (Option<Text>) => { Option<&str> };
    (Option<AnyJson>) => { Option<$crate::model::Json<'_>> };
    (Option<JsonObject>) => { Option<$crate::model::Json<'_>> };
    (Vec<Text>) => { impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone };
    (Vec<$Item:tt>) => { impl ExactSizeIterator<Item = $Item> + DoubleEndedIterator + Clone };
    ($Type:ident $(<$Item:tt>)?) => { $Type $(<$Item>)? };
}

/// Declares an enum of words. A word that is not among them, from a server newer than this crate, reads as `Unknown`.
macro_rules! words {
    ($(
        $(#[$about:meta])*
        pub enum $Words:ident { $( $(#[$word_about:meta])* $Word:ident = $word:literal, )* }
    )*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Words {
            $( $(#[$word_about])* $Word, )*
            /// Anything else that the server says.
            Unknown,
        }

        impl $Words {
            /// Each with a space behind it.
            pub(crate) const WORDS: &'static str = concat!($($word, " "),*);

            /// The word on the wire and in JavaScript.
            pub fn as_str(self) -> &'static str {
                $crate::util::compact::Words(Self::WORDS).nth(self as usize).unwrap_or($crate::document::schema::UNKNOWN)
            }

            /// The word at a place among [`WORDS`](Self::WORDS).
            pub(crate) fn at(place: usize) -> Self {
                static WORDS: &[$Words] = &[$($Words::$Word),*];
                WORDS.get(place).copied().unwrap_or(Self::Unknown)
            }
        }

        impl $crate::model::FieldType for $Words {
            const KIND: $crate::model::Kind = {
                static WORDS: $crate::model::Schema = $crate::model::Schema { names: $Words::WORDS, kinds: &[] };
                $crate::model::Kind::of($crate::model::Shape::Word, &WORDS)
            };
            type Returned<'a> = Self;

            fn get(_: &std::sync::Arc<$crate::model::Document>, slot: $crate::model::Slot) -> Self {
                Self::at(slot.0 as usize)
            }
        }
    )*};
}
