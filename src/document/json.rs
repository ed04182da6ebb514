use core::fmt;

use serde::ser::{Error as _, Serialize, Serializer};

use super::document::{Document, Slot};
use super::names::Names;
use super::read::ValueReader;
use crate::model::Model;

/// A JSON value of any shape (metadata, an actor), kept as the text that the server sent.
///
/// In the npm package the browser's own `JSON.parse` reads it, so that its numbers are exactly JavaScript's.
/// Two are equal when they differ in nothing but white space.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    pub(crate) document: &'a Document,
    pub(crate) slot: Slot,
}

impl<'a> Json<'a> {
    /// The value as JSON text.
    pub fn as_str(self) -> &'a str {
        self.document.str(self.slot)
    }

    /// What it says as a model, if it is one.
    pub(crate) fn read<M: Model>(self) -> Option<M> {
        let reader = ValueReader::starting_at(&self.document.text, self.slot.bounds().start, Names::Wire);
        let (value, error) = reader.read(M::KIND, false);
        error.is_none().then(|| value.get::<M>())
    }

    /// The bytes that carry meaning: all but the white space between tokens.
    fn significant(self) -> impl Iterator<Item = u8> {
        let (mut quoted, mut escaped) = (false, false);
        self.as_str().bytes().filter(move |byte| {
            let keep = quoted || !byte.is_ascii_whitespace();
            if *byte == b'"' && !escaped {
                quoted = !quoted;
            }
            escaped = *byte == b'\\' && !escaped;
            keep
        })
    }
}

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.significant().eq(other.significant())
    }
}

impl Eq for Json<'_> {}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        // What metadata are, most often.
        if *self.as_str() == *"{}" {
            return serializer.serialize_struct("", 0)?.end();
        }
        match js_sys::JSON::parse(self.as_str()) {
            Ok(value) => serde_wasm_bindgen::preserve::serialize(&value, serializer),
            Err(_) => Err(S::Error::custom("JSON.parse refused a value")),
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use crate::json::{Kind as JsonKind, Reader};
        use serde::ser::{SerializeMap, SerializeSeq};

        let text = self.as_str();
        let json = &mut Reader::starting_at(&self.document.text, self.slot.bounds().start);
        let document = self.document;
        let next = |json: &mut Reader<'_>| {
            json.skip().map(|range| Json { document, slot: Slot::range(range.start, range.end) })
        };
        let kind = json.kind().map_err(S::Error::custom)?;
        match kind {
            JsonKind::Null => serializer.serialize_unit(),
            JsonKind::Boolean => serializer.serialize_bool(text == "true"),
            JsonKind::Number => match (text.parse::<i64>(), text.parse::<u64>()) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (_, Ok(integer)) => serializer.serialize_u64(integer),
                _ => serializer.serialize_f64(text.parse().map_err(S::Error::custom)?),
            },
            JsonKind::Text => {
                let (range, _) = json.string().map_err(S::Error::custom)?;
                serializer.serialize_str(&json.unescape(range).map_err(S::Error::custom)?)
            }
            JsonKind::List => {
                json.enter(kind).map_err(S::Error::custom)?;
                let mut list = serializer.serialize_seq(None)?;
                while json.next(b']').map_err(S::Error::custom)? {
                    list.serialize_element(&next(json).map_err(S::Error::custom)?)?;
                }
                list.end()
            }
            JsonKind::Object => {
                json.enter(kind).map_err(S::Error::custom)?;
                let mut map = serializer.serialize_map(None)?;
                while let Some(key) = json.next_member().map_err(S::Error::custom)? {
                    map.serialize_entry(&key, &next(json).map_err(S::Error::custom)?)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::model::Model;
    use crate::model::Session;

    fn with_actor(actor: &str) -> Session {
        let session = r#"{"id":"sess_1","status":"active","expire_at":1,"last_active_at":2,"actor":"#;
        Session::parse([session, actor, "}"].concat()).unwrap()
    }

    #[test]
    fn two_are_equal_when_they_differ_in_nothing_but_white_space() {
        let pretty = with_actor("{ \"a b\" : [ 1 , \n\t\"\\\" : \" , {} ] }");
        assert_eq!(pretty, with_actor(r#"{"a b":[1,"\" : ",{}]}"#));
        for other in [r#"{"ab":[1,"\" : ",{}]}"#, r#"{"a b":[1,"\":",{}]}"#, r#"{"a b":[1,"\" : "]}"#, "null"]
        {
            assert_ne!(pretty, with_actor(other), "{other}");
        }
    }
}
