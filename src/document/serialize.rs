//! Serialization with serde, with the fields' names in JavaScript. The npm package has a faster
//! serializer of its own.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::key_case::camel_case;
use super::raw_json::RawJson;
use super::schema::Primitive;
use super::slot::Slot;
use super::value::{Value, ValueRef};
use crate::json::{Reader, ValueType};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.primitive() {
            _ if self.is_null() => serializer.serialize_unit(),
            _ if self.is_list() => serializer.collect_seq(self.items()),
            Primitive::Boolean => serializer.serialize_bool(self.boolean()),
            Primitive::Text | Primitive::Secret => serializer.serialize_str(self.str()),
            Primitive::StringEnum(known) => {
                serializer.serialize_unit_variant("", 0, self.known_string(known))
            }
            Primitive::Json | Primitive::JsonObject => self.raw_json().serialize(serializer),
            Primitive::Object(schema) => serializer.collect_map(
                self.named_fields(schema).map(|(name, value)| (camel_case(name), value)),
            ),
            Primitive::Integer | Primitive::Pair => serializer.serialize_i64(self.integer()),
        }
    }
}

impl Serialize for RawJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        let json = &mut Reader::starting_at(&self.document.text, self.slot.bounds().start);
        let document = self.document;
        let next = |json: &mut Reader<'_>| {
            json.skip().map(|range| RawJson { document, slot: Slot::range(range.start, range.end) })
        };
        let value_type = json.value_type().map_err(S::Error::custom)?;
        match value_type {
            ValueType::Null => serializer.serialize_unit(),
            ValueType::Boolean => serializer.serialize_bool(text == "true"),
            ValueType::Number => match (text.parse::<i64>(), text.parse::<u64>()) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (_, Ok(integer)) => serializer.serialize_u64(integer),
                _ => serializer.serialize_f64(text.parse().map_err(S::Error::custom)?),
            },
            ValueType::String => {
                let (range, _) = json.string().map_err(S::Error::custom)?;
                serializer.serialize_str(&json.unescaped(range).map_err(S::Error::custom)?)
            }
            ValueType::Array => {
                json.enter(value_type).map_err(S::Error::custom)?;
                let mut list = serializer.serialize_seq(None)?;
                while json.next(b']').map_err(S::Error::custom)? {
                    list.serialize_element(&next(json).map_err(S::Error::custom)?)?;
                }
                list.end()
            }
            ValueType::Object => {
                json.enter(value_type).map_err(S::Error::custom)?;
                let mut map = serializer.serialize_map(None)?;
                while let Some(key) = json.next_member().map_err(S::Error::custom)? {
                    map.serialize_entry(&key, &next(json).map_err(S::Error::custom)?)?;
                }
                map.end()
            }
        }
    }
}
