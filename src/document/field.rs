//! The Rust types in the tables of models: how each is read, and the type that its getter returns.

use core::marker::PhantomData;
use core::slice::Iter;
use std::sync::Arc;

use super::raw_json::RawJson;
use super::schema::{FieldType, Primitive, Schema};
use super::slot::Slot;
use super::storage::Document;
use super::value::{Object, Value, ValueRef};
use crate::util::text::{Secret, Text};

/// A Unix time in milliseconds. Within ±(2^53 - 1), so that a JavaScript number holds it exactly.
pub type Time = i64;

/// The type of a field that is a [`RawJson`] of any type.
pub struct AnyJson;

/// The type of a field that is a [`RawJson`] object, such as metadata.
pub struct JsonObject;

/// A type of a field in a model's table.
pub trait FieldValue {
    const TYPE: FieldType;
    /// The type that the model's getter returns.
    type Returned<'a>;
    fn get(document: &Arc<Document>, slot: Slot) -> Self::Returned<'_>;
}

/// A model: an object with a table of fields.
pub trait TypedObject: Sized + for<'a> FieldValue<Returned<'a> = Self> {
    const SCHEMA: &'static Schema;

    fn from_object(object: Object) -> Self;

    fn object(&self) -> &Object;

    fn as_value(&self) -> ValueRef<'_> {
        ValueRef::new(self.object(), Self::TYPE)
    }
}

impl Value {
    /// Returns the value, as the type that it was read as.
    pub(crate) fn get<T: FieldValue>(&self) -> T::Returned<'_> {
        T::get(&self.0, self.0.root)
    }
}

impl FieldValue for Text {
    const TYPE: FieldType = FieldType::new(Primitive::Text);
    type Returned<'a> = &'a str;

    fn get(document: &Arc<Document>, slot: Slot) -> &str {
        document.str(slot)
    }
}

impl FieldValue for Secret {
    const TYPE: FieldType = FieldType::new(Primitive::Secret);
    type Returned<'a> = &'a str;

    fn get(document: &Arc<Document>, slot: Slot) -> &str {
        document.str(slot)
    }
}

impl FieldValue for Time {
    const TYPE: FieldType = FieldType::new(Primitive::Integer);
    type Returned<'a> = Time;

    fn get(_: &Arc<Document>, slot: Slot) -> Time {
        slot.0
    }
}

impl FieldValue for bool {
    const TYPE: FieldType = FieldType::new(Primitive::Boolean);
    type Returned<'a> = bool;

    fn get(_: &Arc<Document>, slot: Slot) -> bool {
        slot.0 > 0
    }
}

impl FieldValue for AnyJson {
    const TYPE: FieldType = FieldType::new(Primitive::Json);
    type Returned<'a> = RawJson<'a>;

    fn get(document: &Arc<Document>, slot: Slot) -> RawJson<'_> {
        RawJson { document, slot }
    }
}

impl FieldValue for JsonObject {
    const TYPE: FieldType = FieldType::new(Primitive::JsonObject);
    type Returned<'a> = RawJson<'a>;

    fn get(document: &Arc<Document>, slot: Slot) -> RawJson<'_> {
        RawJson { document, slot }
    }
}

impl FieldValue for [i64; 2] {
    const TYPE: FieldType = FieldType::new(Primitive::Pair);
    type Returned<'a> = [i64; 2];

    fn get(document: &Arc<Document>, slot: Slot) -> [i64; 2] {
        match document.items(slot) {
            [first, second] => [first.0, second.0],
            // The slot was not read as two integers.
            _ => [Slot::NULL.0; 2],
        }
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    const TYPE: FieldType = T::TYPE.optional();
    type Returned<'a> = Option<T::Returned<'a>>;

    fn get(document: &Arc<Document>, slot: Slot) -> Option<T::Returned<'_>> {
        (slot != Slot::NULL).then(|| T::get(document, slot))
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const TYPE: FieldType = T::TYPE.list();
    type Returned<'a> = Items<'a, T>;

    fn get(document: &Arc<Document>, slot: Slot) -> Items<'_, T> {
        Items { document, slots: document.items(slot).iter(), items: PhantomData }
    }
}

/// An iterator over the items of a list.
pub struct Items<'a, T> {
    document: &'a Arc<Document>,
    slots: Iter<'a, Slot>,
    items: PhantomData<T>,
}

impl<T> Clone for Items<'_, T> {
    fn clone(&self) -> Self {
        Items { slots: self.slots.clone(), ..*self }
    }
}

impl<'a, T: FieldValue> Iterator for Items<'a, T> {
    type Item = T::Returned<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.slots.next().map(|slot| T::get(self.document, *slot))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.slots.size_hint()
    }
}

impl<T: FieldValue> DoubleEndedIterator for Items<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.slots.next_back().map(|slot| T::get(self.document, *slot))
    }
}

impl<T: FieldValue> ExactSizeIterator for Items<'_, T> {}
