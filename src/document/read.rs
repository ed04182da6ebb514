//! From a JSON text to a document: one routine reads the objects of all models.

use std::sync::Arc;

use super::document::{Document, Slot};
use super::names::{Names, camel_case, snake_case};
use super::schema::{Field, Kind, Place, Schema, Shape};
use super::value::Value;
use crate::json::{Kind as JsonKind, ReadError, Reader};
use crate::util::compact::Words;

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// Reads values of a text into slots.
pub(crate) struct ValueReader<'text> {
    json: Reader<'text>,
    names: Names,
    document: Document,
}

impl<'text> ValueReader<'text> {
    /// Reads from somewhere within a text.
    pub fn starting_at(text: &'text Arc<String>, offset: usize, names: Names) -> Self {
        let document = Document::of(Arc::clone(text));
        ValueReader { json: Reader::starting_at(text, offset), names, document }
    }

    /// Reads a value that stands by itself: of an object its fields as far as that can be done, and why no further.
    pub fn read(mut self, kind: Kind, is_whole: bool) -> (Value, Option<Box<ReadError>>) {
        let read = self.value(kind, is_whole);
        // Also of one that could not be read to its end, the fields come first.
        self.document.root = read.as_ref().map_or(Slot(0), |slot| *slot);
        self.document.kind = kind;
        (Value(Arc::new(self.document)), read.err())
    }

    fn value(&mut self, kind: Kind, is_whole: bool) -> Result<Slot> {
        // Nothing is made up for a null.
        let slot = if kind.is_optional && self.json.null()? { Slot::NULL } else { self.present(kind)? };
        if is_whole {
            self.json.end()?;
        }
        Ok(slot)
    }

    /// Reads what a field holds.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn field(&mut self, kind: Kind) -> Result<Slot> {
        if !kind.is_required() && self.json.null()? {
            return Ok(kind.missing());
        }
        self.present(kind)
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn present(&mut self, kind: Kind) -> Result<Slot> {
        if kind.is_list {
            return self.list(kind.item());
        }
        let json = &mut self.json;
        Ok(match kind.shape {
            Shape::Boolean => Slot(json.boolean()?.into()),
            Shape::Integer => Slot(json.integer()?),
            Shape::Text | Shape::Secret => self.string()?,
            Shape::Word => {
                let word = self.string()?;
                Slot(
                    Words(kind.schema.names)
                        .place_of(self.document.str(word))
                        .map_or(-1, |place| place as i64),
                )
            }
            Shape::JsonObject => {
                json.expect(JsonKind::Object)?;
                self.json()?
            }
            Shape::Json => self.json()?,
            Shape::Pair => {
                let before = json.clone();
                match self.list(kind.item()) {
                    Ok(pair) if pair.bounds().len() == 2 => pair,
                    // Ages that a page has changed to what is none are no reason to refuse the session: they are just not known.
                    _ if self.names == Names::JavaScript => {
                        self.json = before;
                        self.json.skip()?;
                        Slot::NULL
                    }
                    Ok(_) => return Err(self.json.error("expected two numbers")),
                    Err(error) => return Err(error),
                }
            }
            Shape::Object => self.object(kind.schema)?,
        })
    }

    fn json(&mut self) -> Result<Slot> {
        self.json.skip().map(|range| Slot::range(range.start, range.end))
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn string(&mut self) -> Result<Slot> {
        let (range, escaped) = self.json.string()?;
        if !escaped {
            return Ok(Slot::range(range.start, range.end));
        }
        let meaning = self.json.unescape(range)?;
        Ok(self.document.append(&meaning))
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn list(&mut self, kind: Kind) -> Result<Slot> {
        let mut items = Vec::new();
        self.json.enter(JsonKind::List)?;
        while self.json.next(b']')? {
            items.push(self.present(kind).map_err(|error| error.at_index(items.len()))?);
        }
        Ok(self.document.append_items(&mut items))
    }

    /// Reads an object. A key that is not in the schema is skipped; of a key that comes twice the last counts.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn object(&mut self, schema: &'static Schema) -> Result<Slot> {
        let object = self.document.append_fields(schema.kinds.iter().map(|kind| kind.missing()));
        let mut behind = Place::default();
        self.json.enter(JsonKind::Object)?;
        while self.json.next(b'}')? {
            let found = match self.names {
                Names::Wire => match schema.field(behind) {
                    // Most often it is the one that is next in the table.
                    Some((field, next)) if self.json.key_if(field.name) => {
                        behind = next;
                        Some(field)
                    }
                    _ => schema.find(&self.json.key()?, &mut behind),
                },
                Names::JavaScript => {
                    snake_case(&self.json.key()?).and_then(|key| schema.find(&key, &mut behind))
                }
            };
            let Some(Field { at, name, kind }) = found else {
                self.json.skip()?;
                continue;
            };
            let slot = self.field(kind).map_err(|error| error.under(&self.name(name)))?;
            self.document.set_field(object, at, slot);
        }
        let is_missing = |at: usize| self.document.field(object, at) == Slot::NULL;
        let missing =
            schema.kinds.iter().enumerate().find(|(at, kind)| kind.is_required() && is_missing(*at));
        match missing.and_then(|(at, _)| schema.fields().nth(at)) {
            Some(Field { name, .. }) => Err(self.json.error("required, but missing").under(&self.name(name))),
            None => Ok(object),
        }
    }

    /// The name of a field in the text.
    fn name(&self, wire_name: &str) -> String {
        if self.names == Names::Wire { wire_name.into() } else { camel_case(wire_name) }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Client, FieldType, Model};

    /// Reads a client by JavaScript's names.
    fn read(json: String) -> Result<Client> {
        let (client, error) =
            ValueReader::starting_at(&Arc::new(json), 0, Names::JavaScript).read(Client::KIND, true);
        error.map_or(Ok(client.get::<Client>()), Err)
    }

    #[test]
    fn what_models_become_in_javascript_reads_as_the_same_models() {
        let client = Client::parse(include_str!("../../tests/fixtures/client.json")).unwrap();
        assert_eq!(read(serde_json::to_string(&client).unwrap()), Ok(client));
    }

    #[test]
    fn the_wires_names_are_not_javascripts() {
        let session = r#"{"id":"s","status":"active","expireAt":1,"lastActiveAt":2}"#;
        let with = |session: &str| read([r#"{"id":"c","sessions":["#, session, "]}"].concat());
        assert!(with(session).is_ok());
        for (wrong, path) in [
            (session.replace("expireAt", "expire_at"), "sessions[0].expireAt"),
            (session.replace(":2", r#":"2""#), "sessions[0].lastActiveAt"),
        ] {
            assert_eq!(with(&wrong).unwrap_err().path, path);
        }
        let ignored = with(&session.replace(":2", r#":2,"last_active_organization_id":"o""#)).unwrap();
        assert_eq!(ignored.sessions().next().unwrap().last_active_organization_id(), None);
    }

    #[test]
    fn what_is_no_pair_in_javascript_is_not_known() {
        for (ages, pair) in [
            ("[1,-1]", Some([1, -1])),
            ("null", None),
            ("[]", None),
            ("[1]", None),
            ("[1,2,3]", None),
            ("[1.5,2]", None),
            ("[null,2]", None),
            (r#""1,2""#, None),
            (r#"{"0":1}"#, None),
        ] {
            let session =
                r#"{"id":"s","status":"active","expireAt":1,"lastActiveAt":2,"factorVerificationAge":"#;
            let client = read([r#"{"id":"c","sessions":["#, session, ages, "}]}"].concat()).unwrap();
            assert_eq!(client.sessions().next().unwrap().factor_verification_age(), pair, "{ages}");
        }
    }
}
