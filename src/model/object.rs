//! Objects as values, whatever their type: one routine reads them all, and one each compares, serializes and prints them.

use core::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::keys::keys;
use super::schema::{Field, Kind, Schema, Shape};
use crate::json::{Json, Kind as JsonKind, Names, ReadError, Reader, Secret, Text};
use crate::lean::Words;

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// An object that has been read. Cloning costs a reference count.
#[derive(Clone)]
pub struct Object {
    schema: &'static Schema,
    /// The values of the schema's fields, in their order.
    values: Arc<Vec<Value>>,
}

/// What a field holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Text(Text),
    Secret(Secret),
    Word(&'static str),
    Json(Json),
    List(Vec<Value>),
    Object(Object),
}

impl Object {
    /// An object of these values; of those that are missing it has none.
    pub(crate) fn new(schema: &'static Schema, values: Vec<Value>) -> Self {
        Object { schema, values: Arc::new(values) }
    }

    /// The object that a value is. Of another value, one without any fields.
    pub(crate) fn of(value: &Value, schema: &'static Schema) -> Self {
        match value {
            Value::Object(object) => object.clone(),
            _ => Object::new(schema, Vec::new()),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>, schema: &'static Schema) -> Result<Self> {
        let mut values = Vec::new();
        Object::read_values(reader, schema, &mut values)?;
        Ok(Object::new(schema, values))
    }

    /// Reads an object's values, and leaves those there that were read before an error.
    ///
    /// A key that is not in the schema is skipped; of a key that comes twice the last counts.
    pub(crate) fn read_values(
        reader: &mut Reader<'_>,
        schema: &'static Schema,
        values: &mut Vec<Value>,
    ) -> Result<()> {
        *values = schema.kinds.iter().copied().map(Value::missing).collect();
        let mut seen = 0_u64;
        let mut behind = schema.fields();
        reader.object(&mut |reader, key| {
            let Some(Field { at, kind, .. }) = schema.find(key, reader.names(), &mut behind) else {
                return reader.skip().map(|_| ());
            };
            seen |= 1 << at;
            let value = Value::read_field(reader, kind).map_err(|error| error.under(key))?;
            if let Some(place) = values.get_mut(at) {
                *place = value;
            }
            Ok(())
        })?;
        match schema.fields().find(|field| field.kind.is_required() && seen >> field.at & 1 == 0) {
            Some(field) => Err(reader.error("required, but missing").under(&field.name_in(reader.names()))),
            None => Ok(()),
        }
    }

    pub fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The value of a field, by its place in the schema.
    pub fn value(&self, at: usize) -> &Value {
        self.values.get(at).unwrap_or(&Value::Null)
    }

    /// The same object with another value of a field, which is named as on the wire.
    pub(crate) fn with(&self, name: &str, value: Value) -> Self {
        let mut values = Vec::clone(&self.values);
        let field = self.schema.find(name, Names::Wire, &mut self.schema.fields());
        if let Some(place) = field.and_then(|field| values.get_mut(field.at)) {
            *place = value;
        }
        Object::new(self.schema, values)
    }

    /// Whether these are not only equal, but the same.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.values, &other.values)
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.schema.fields().map(|field| field.name).zip(self.values.iter())
    }
}

impl Value {
    /// What a field reads as that is missing or null.
    fn missing(kind: Kind) -> Self {
        match kind.shape {
            Shape::Boolean if !kind.is_optional => Value::Boolean(false),
            Shape::List(_) => Value::List(Vec::new()),
            _ => Value::Null,
        }
    }

    /// Reads a text that holds one value and nothing else.
    pub(crate) fn parse(text: String, kind: Kind) -> Result<Self> {
        Reader::document(&Arc::new(text), |reader| Value::read(reader, kind))
    }

    /// Reads what a field holds.
    fn read_field(reader: &mut Reader<'_>, kind: Kind) -> Result<Self> {
        if !kind.is_required() && reader.null()? {
            return Ok(Value::missing(kind));
        }
        Value::read_shape(reader, kind.shape)
    }

    /// Reads a value that stands by itself: nothing is made up for a null.
    pub(crate) fn read(reader: &mut Reader<'_>, kind: Kind) -> Result<Self> {
        if kind.is_optional && reader.null()? {
            return Ok(Value::Null);
        }
        Value::read_shape(reader, kind.shape)
    }

    fn read_shape(reader: &mut Reader<'_>, shape: Shape) -> Result<Self> {
        Ok(match shape {
            Shape::Boolean => Value::Boolean(reader.boolean()?),
            Shape::Integer => Value::Integer(reader.integer()?),
            Shape::Text => Value::Text(reader.text()?),
            Shape::Secret => Value::Secret(Secret(reader.text()?)),
            Shape::Word(words) => {
                let text = reader.text()?;
                Value::Word(Words(words).find(|word| text == *word).unwrap_or(super::UNKNOWN))
            }
            Shape::Json => Value::Json(reader.json()?),
            Shape::JsonObject => {
                reader.expect(JsonKind::Object)?;
                Value::Json(reader.json()?)
            }
            // Ages that a page has changed to what is none are no reason to refuse the session: they are just not known.
            Shape::Pair if reader.names() == Names::JavaScript => {
                let pair = Value::read_list(&mut reader.clone(), Shape::Integer);
                reader.skip()?;
                Value::List(pair.unwrap_or_default())
            }
            Shape::Pair => match Value::read_list(reader, Shape::Integer)? {
                pair if pair.len() == 2 => Value::List(pair),
                _ => return Err(reader.error("expected two numbers")),
            },
            Shape::List(shape) => Value::List(Value::read_list(reader, *shape)?),
            Shape::Object(schema) => Value::Object(Object::read(reader, schema)?),
        })
    }

    fn read_list(reader: &mut Reader<'_>, shape: Shape) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        reader.list(&mut |reader, _| {
            items.push(Value::read_shape(reader, shape)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            // A number that JavaScript holds exactly needs no check that it does.
            #[cfg(feature = "npm")]
            Value::Integer(value) => serializer.serialize_f64(*value as f64),
            #[cfg(not(feature = "npm"))]
            Value::Integer(value) => serializer.serialize_i64(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Secret(secret) => serializer.serialize_str(secret.expose()),
            Value::Word(word) => serializer.serialize_str(word),
            Value::Json(json) => json.serialize(serializer),
            Value::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.len()))?;
                list.iter().try_for_each(|item| items.serialize_element(item))?;
                items.end()
            }
            Value::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(self.values.len()))?;
        keys(self.schema)
            .iter()
            .zip(self.values.iter())
            .try_for_each(|(key, value)| fields.serialize_entry(key, value))?;
        fields.end()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || core::ptr::eq(self.schema, other.schema) && self.values == other.values
    }
}

impl Eq for Object {}

impl fmt::Debug for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.fields()).finish()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => formatter.write_str("null"),
            Value::Boolean(value) => value.fmt(formatter),
            Value::Integer(value) => value.fmt(formatter),
            Value::Text(text) => text.fmt(formatter),
            Value::Secret(secret) => secret.fmt(formatter),
            Value::Word(word) => word.fmt(formatter),
            Value::Json(json) => json.fmt(formatter),
            Value::List(list) => list.fmt(formatter),
            Value::Object(object) => object.fmt(formatter),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Client, Model};

    /// Reads a client by JavaScript's names.
    fn read(json: String) -> Result<Client> {
        Object::read(&mut Reader::of_javascript(&Arc::new(json)), Client::SCHEMA).map(Client::from_object)
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
