//! How the Rust types in the tables of models stand for what is read and what is returned.

use core::iter::Map;
use core::slice::Iter;

use super::object::Value;
use super::schema::{Kind, Shape};
use crate::json::{Json, Secret, Text};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Within ±(2^53 - 1), so that a JavaScript number holds it exactly.
pub type Time = i64;

/// A [`Json`] that is an object: metadata.
pub struct JsonObject;

/// A type that stands in the table of a model.
pub trait FieldType {
    const KIND: Kind;
    /// What the model's getter returns.
    type Returned<'a>;
    fn get(value: &Value) -> Self::Returned<'_>;
}

impl FieldType for Text {
    const KIND: Kind = Kind::required(Shape::Text);
    type Returned<'a> = &'a str;

    fn get(value: &Value) -> &str {
        if let Value::Text(text) = value { text } else { "" }
    }
}

impl FieldType for Secret {
    const KIND: Kind = Kind::required(Shape::Secret);
    type Returned<'a> = &'a str;

    fn get(value: &Value) -> &str {
        if let Value::Secret(secret) = value { secret.expose() } else { "" }
    }
}

impl FieldType for Time {
    const KIND: Kind = Kind::required(Shape::Integer);
    type Returned<'a> = Time;

    fn get(value: &Value) -> Time {
        if let Value::Integer(value) = value { *value } else { 0 }
    }
}

impl FieldType for bool {
    const KIND: Kind = Kind::required(Shape::Boolean);
    type Returned<'a> = bool;

    fn get(value: &Value) -> bool {
        matches!(value, Value::Boolean(true))
    }
}

/// Absent is nothing that a JSON text says, so that both of these stand in an `Option`.
impl FieldType for Option<Json> {
    const KIND: Kind = Kind::required(Shape::Json).optional();
    type Returned<'a> = Option<&'a Json>;

    fn get(value: &Value) -> Option<&Json> {
        if let Value::Json(json) = value { Some(json) } else { None }
    }
}

impl FieldType for Option<JsonObject> {
    const KIND: Kind = Kind::required(Shape::JsonObject).optional();
    type Returned<'a> = Option<&'a Json>;

    fn get(value: &Value) -> Option<&Json> {
        Option::<Json>::get(value)
    }
}

impl FieldType for Option<[i64; 2]> {
    const KIND: Kind = Kind::required(Shape::Pair).optional();
    type Returned<'a> = Option<[i64; 2]>;

    fn get(value: &Value) -> Option<[i64; 2]> {
        match value {
            Value::List(pair) => match pair.as_slice() {
                [Value::Integer(first), Value::Integer(second)] => Some([*first, *second]),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What may stand in a list, and in an `Option` like any other.
pub trait Item: FieldType {}

impl Item for Text {}
impl Item for Secret {}
impl Item for Time {}
impl Item for bool {}

impl<T: Item> FieldType for Option<T> {
    const KIND: Kind = T::KIND.optional();
    type Returned<'a> = Option<T::Returned<'a>>;

    fn get(value: &Value) -> Option<T::Returned<'_>> {
        if let Value::Null = value { None } else { Some(T::get(value)) }
    }
}

impl<T: Item> FieldType for Vec<T> {
    const KIND: Kind = Kind::required(Shape::List(&T::KIND.shape));
    type Returned<'a> = Map<Iter<'a, Value>, fn(&'a Value) -> T::Returned<'a>>;

    fn get(value: &Value) -> Self::Returned<'_> {
        let items = if let Value::List(items) = value { items.as_slice() } else { &[] };
        items.iter().map(T::get)
    }
}
