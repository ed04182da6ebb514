use core::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::table::{self, Model};
use crate::json::{Json, Kind, ReadError, Reader, Secret, Text};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Within ±(2^53 - 1), so that a JavaScript number holds it exactly.
pub type Time = i64;

/// What a field of a model holds.
pub trait Value {
    /// Reads what comes next into this value.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>>;

    /// Whether an object without it is an error.
    fn required(&self) -> bool {
        false
    }

    fn view(&self) -> View<'_>;
}

/// A value without its Rust type: what serializing, comparing and printing need to know of it.
#[derive(Clone, Copy)]
pub enum View<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Text(&'a str),
    Secret(&'a Secret),
    Json(&'a Json),
    List(&'a dyn List),
    Object(&'a dyn Model),
}

/// A list of values.
pub trait List {
    /// How many there are.
    fn length(&self) -> usize;
    /// The one at `index`; null if there is none.
    fn item(&self, index: usize) -> View<'_>;
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Null => serializer.serialize_unit(),
            View::Boolean(value) => serializer.serialize_bool(value),
            // A number that JavaScript holds exactly needs no check that it does.
            #[cfg(feature = "npm")]
            View::Integer(value) => serializer.serialize_f64(value as f64),
            #[cfg(not(feature = "npm"))]
            View::Integer(value) => serializer.serialize_i64(value),
            View::Text(text) => serializer.serialize_str(text),
            View::Secret(secret) => serializer.serialize_str(secret.expose()),
            View::Json(json) => json.serialize(serializer),
            View::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.length()))?;
                (0..list.length()).try_for_each(|index| items.serialize_element(&list.item(index)))?;
                items.end()
            }
            View::Object(model) => table::serialize(model, serializer),
        }
    }
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (View::Null, View::Null) => true,
            (View::Boolean(one), View::Boolean(other)) => one == other,
            (View::Integer(one), View::Integer(other)) => one == other,
            (View::Text(one), View::Text(other)) => one == other,
            (View::Secret(one), View::Secret(other)) => one == other,
            (View::Json(one), View::Json(other)) => one == other,
            (View::List(one), View::List(other)) => {
                one.length() == other.length()
                    && (0..one.length()).all(|index| one.item(index) == other.item(index))
            }
            (View::Object(one), View::Object(other)) => {
                let mut equal = false;
                one.visit(&mut |values| {
                    other.visit(&mut |others| {
                        equal = values
                            .iter()
                            .map(|value| value.view())
                            .eq(others.iter().map(|value| value.view()));
                    });
                });
                equal
            }
            _ => false,
        }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            View::Null => formatter.write_str("null"),
            View::Boolean(value) => value.fmt(formatter),
            View::Integer(value) => value.fmt(formatter),
            View::Text(text) => text.fmt(formatter),
            View::Secret(secret) => secret.fmt(formatter),
            View::Json(json) => json.fmt(formatter),
            View::List(list) => {
                formatter.debug_list().entries((0..list.length()).map(|index| list.item(index))).finish()
            }
            View::Object(model) => {
                let mut result = Ok(());
                model.visit(&mut |values| {
                    let fields = model.names().iter().zip(values.iter().map(|value| value.view()));
                    result = formatter.debug_map().entries(fields).finish();
                });
                result
            }
        }
    }
}

impl Value for Text {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        *self = reader.text()?;
        Ok(())
    }

    fn required(&self) -> bool {
        true
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Value for Secret {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        self.0.read(reader)
    }

    fn required(&self) -> bool {
        true
    }

    fn view(&self) -> View<'_> {
        View::Secret(self)
    }
}

impl Value for Time {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        *self = reader.integer()?;
        Ok(())
    }

    fn required(&self) -> bool {
        true
    }

    fn view(&self) -> View<'_> {
        View::Integer(*self)
    }
}

impl Value for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        *self = !reader.null()? && reader.boolean()?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Boolean(*self)
    }
}

impl Value for Json {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        *self = reader.json()?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Json(self)
    }
}

/// A [`Json`] that is an object: metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonObject(pub Json);

impl Value for JsonObject {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        reader.expect(Kind::Object)?;
        self.0.read(reader)
    }

    fn view(&self) -> View<'_> {
        View::Json(&self.0)
    }
}

impl Default for JsonObject {
    fn default() -> Self {
        JsonObject(Json(Text::from("{}")))
    }
}

impl<T: Value + Default> Value for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        *self = None;
        if reader.null()? { Ok(()) } else { self.insert(T::default()).read(reader) }
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, T::view)
    }
}

impl<T: Value> Value for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        T::read(self, reader)
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }
}

/// What is shared, because several clients have it in turn.
impl<T: Value + Default> Value for Arc<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        let mut value = T::default();
        value.read(reader)?;
        *self = Arc::new(value);
        Ok(())
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        self.clear();
        read_items(reader, self)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

/// A list without the type of its items, so that one routine reads them all.
trait Items {
    /// Adds an item that is still to be read.
    fn add(&mut self) -> Option<&mut dyn Value>;
}

impl<T: Value + Default> Items for Vec<T> {
    fn add(&mut self) -> Option<&mut dyn Value> {
        self.push(T::default());
        self.last_mut().map(|item| item as &mut dyn Value)
    }
}

fn read_items(reader: &mut Reader<'_>, items: &mut dyn Items) -> Result<(), Box<ReadError>> {
    if reader.null()? {
        return Ok(());
    }
    reader.list(&mut |reader, _| items.add().map_or(Ok(()), |item| item.read(reader)))
}

impl<T: Value> List for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Null, T::view)
    }
}

/// A pair of numbers, no more and no fewer: the age of two factors.
impl Value for [i64; 2] {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Box<ReadError>> {
        let mut numbers: Vec<i64> = Vec::new();
        numbers.read(reader)?;
        *self = numbers.try_into().map_err(|_| reader.error("expected two numbers"))?;
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl List for [i64; 2] {
    fn length(&self) -> usize {
        2
    }

    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Null, Value::view)
    }
}
