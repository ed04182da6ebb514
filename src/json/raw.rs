use core::fmt;

use serde::ser::{Error as _, Serialize, Serializer};

use super::Text;
use crate::model::{Model, Object};

/// A JSON value of any shape (metadata, an actor), kept as the text that the server sent.
///
/// In the npm package the browser's own `JSON.parse` reads it, so that its numbers are exactly JavaScript's.
/// Two are equal when they differ in nothing but white space.
#[derive(Clone)]
pub struct Json(pub(crate) Text);

impl Json {
    /// The value as JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it says as a model, if it is one.
    pub(crate) fn read<M: Model>(&self) -> Option<M> {
        Object::read(&mut self.0.reader()?, M::SCHEMA).ok().map(M::from_object)
    }

    /// The bytes that carry meaning: all but the white space between tokens.
    fn significant(&self) -> impl Iterator<Item = u8> {
        let (mut quoted, mut escaped) = (false, false);
        self.0.bytes().filter(move |byte| {
            let keep = quoted || !byte.is_ascii_whitespace();
            if *byte == b'"' && !escaped {
                quoted = !quoted;
            }
            escaped = *byte == b'\\' && !escaped;
            keep
        })
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.significant().eq(other.significant())
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match js_sys::JSON::parse(&self.0) {
            Ok(value) => serde_wasm_bindgen::preserve::serialize(&value, serializer),
            Err(_) => Err(S::Error::custom("JSON.parse refused a value")),
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use super::{Kind, ReadError, Reader};
        use serde::ser::{SerializeMap, SerializeSeq};

        let source = std::sync::Arc::new(String::from(self.as_str()));
        let reader = &mut Reader::new(&source);
        let unreadable = |error: Box<ReadError>| S::Error::custom(error);
        match reader.kind().map_err(unreadable)? {
            Kind::Null => serializer.serialize_unit(),
            Kind::Boolean => serializer.serialize_bool(reader.boolean().map_err(unreadable)?),
            Kind::Number => match (self.as_str().parse::<i64>(), self.as_str().parse::<u64>()) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (_, Ok(integer)) => serializer.serialize_u64(integer),
                _ => serializer.serialize_f64(self.as_str().parse().map_err(S::Error::custom)?),
            },
            Kind::Text => serializer.serialize_str(&reader.text().map_err(unreadable)?),
            Kind::List => {
                let mut items = Vec::new();
                reader
                    .list(&mut |reader, _| reader.json().map(|item| items.push(item)))
                    .map_err(unreadable)?;
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Kind::Object => {
                let mut members = Vec::new();
                reader
                    .object(&mut |reader, key| {
                        reader.json().map(|value| members.push((String::from(key), value)))
                    })
                    .map_err(unreadable)?;
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}
