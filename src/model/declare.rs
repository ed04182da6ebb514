/// Declares models: what stands here about a field stands nowhere else.
macro_rules! models {
    ($(
        $(#[$about:meta])*
        $visibility:vis struct $Model:ident {
            $( $(#[$field_about:meta])* $field:ident: $Type:ident $(<$Item:tt>)?, )*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq)]
        $visibility struct $Model($crate::model::Object);

        const _: () = {
            use $crate::model::{FieldType, Kind, Model, Object, Schema, Shape, Value, schema};

            /// Where each field is in the schema.
            #[expect(non_camel_case_types, reason = "they are the fields' names")]
            enum At { $( $field, )* }

            const FIELDS: &str = concat!($(stringify!($field), " "),*);
            const LENGTH: usize = schema::camel_case::<{ FIELDS.len() }>(FIELDS).1;
            const NAMES: [u8; LENGTH] = schema::camel_case(FIELDS).0;
            static SCHEMA: Schema = Schema {
                names: schema::utf8(&NAMES),
                kinds: &[$(<$Type $(<$Item>)? as FieldType>::KIND),*],
            };
            const { assert!(SCHEMA.kinds.len() <= 64, "the fields that were seen are marked in 64 bits") };

            impl $Model {
                $(
                    $(#[$field_about])*
                    pub fn $field(&self) -> returned!($Type $(<$Item>)?) {
                        <$Type $(<$Item>)? as FieldType>::get(self.0.value(At::$field as usize))
                    }
                )*
            }

            impl Model for $Model {
                const SCHEMA: &'static Schema = &SCHEMA;

                fn from_object(object: Object) -> Self {
                    $Model(object)
                }

                fn object(&self) -> &Object {
                    &self.0
                }
            }

            impl FieldType for $Model {
                const KIND: Kind = Kind::required(Shape::Object(&SCHEMA));
                type Returned<'a> = Self;

                fn get(value: &Value) -> Self {
                    Model::from_value(value)
                }
            }

            impl $crate::model::Item for $Model {}

            impl serde::Serialize for $Model {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
                    self.0.serialize(serializer)
                }
            }

            impl core::fmt::Debug for $Model {
                fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    formatter.write_str(concat!(stringify!($Model), " "))?;
                    self.0.fmt(formatter)
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
    (Option<Json>) => { Option<&$crate::model::Json> };
    (Option<JsonObject>) => { Option<&$crate::model::Json> };
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
                $crate::lean::Words(Self::WORDS).nth(self as usize).unwrap_or($crate::model::UNKNOWN)
            }

            /// What a word stands for.
            pub(crate) fn of(word: &str) -> Self {
                static WORDS: &[$Words] = &[$($Words::$Word),*];
                let place = $crate::lean::Words(Self::WORDS).place_of(word);
                place.and_then(|place| WORDS.get(place).copied()).unwrap_or(Self::Unknown)
            }
        }

        impl $crate::model::FieldType for $Words {
            const KIND: $crate::model::Kind =
                $crate::model::Kind::required($crate::model::Shape::Word(&Self::WORDS));
            type Returned<'a> = Self;

            fn get(value: &$crate::model::Value) -> Self {
                if let $crate::model::Value::Word(word) = value { Self::of(word) } else { Self::Unknown }
            }
        }
    )*};
}
