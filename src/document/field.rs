//! How the Rust types in the tables of models stand for what is read and what is returned.

use core::marker::PhantomData;
use core::slice::Iter;
use std::sync::Arc;

use super::document::{Document, Slot};
use super::json::Json;
use super::schema::{Kind, Shape};
use crate::util::text::{Secret, Text};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Within ±(2^53 - 1), so that a JavaScript number holds it exactly.
pub type Time = i64;

/// In a table: a [`Json`] of any shape.
pub struct AnyJson;

/// In a table: a [`Json`] that is an object, such as metadata.
pub struct JsonObject;

/// A type that stands in the table of a model.
pub trait FieldType {
    const KIND: Kind;
    /// What the model's getter returns.
    type Returned<'a>;
    fn get(document: &Arc<Document>, slot: Slot) -> Self::Returned<'_>;
}

impl FieldType for Text {
    const KIND: Kind = Kind::required(Shape::Text);
    type Returned<'a> = &'a str;

    fn get(document: &Arc<Document>, slot: Slot) -> &str {
        document.str(slot)
    }
}

impl FieldType for Secret {
    const KIND: Kind = Kind::required(Shape::Secret);
    type Returned<'a> = &'a str;

    fn get(document: &Arc<Document>, slot: Slot) -> &str {
        document.str(slot)
    }
}

impl FieldType for Time {
    const KIND: Kind = Kind::required(Shape::Integer);
    type Returned<'a> = Time;

    fn get(_: &Arc<Document>, slot: Slot) -> Time {
        slot.0
    }
}

impl FieldType for bool {
    const KIND: Kind = Kind::required(Shape::Boolean);
    type Returned<'a> = bool;

    fn get(_: &Arc<Document>, slot: Slot) -> bool {
        slot.0 > 0
    }
}

impl FieldType for AnyJson {
    const KIND: Kind = Kind::required(Shape::Json);
    type Returned<'a> = Json<'a>;

    fn get(document: &Arc<Document>, slot: Slot) -> Json<'_> {
        Json { document, slot }
    }
}

impl FieldType for JsonObject {
    const KIND: Kind = Kind::required(Shape::JsonObject);
    type Returned<'a> = Json<'a>;

    fn get(document: &Arc<Document>, slot: Slot) -> Json<'_> {
        Json { document, slot }
    }
}

impl FieldType for [i64; 2] {
    const KIND: Kind = Kind::required(Shape::Pair);
    type Returned<'a> = [i64; 2];

    fn get(document: &Arc<Document>, slot: Slot) -> [i64; 2] {
        match document.items(slot) {
            [first, second] => [first.0, second.0],
            // Not what was read as two integers.
            _ => [Slot::NULL.0; 2],
        }
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = T::KIND.optional();
    type Returned<'a> = Option<T::Returned<'a>>;

    fn get(document: &Arc<Document>, slot: Slot) -> Option<T::Returned<'_>> {
        (slot != Slot::NULL).then(|| T::get(document, slot))
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const KIND: Kind = T::KIND.list();
    type Returned<'a> = Items<'a, T>;

    fn get(document: &Arc<Document>, slot: Slot) -> Items<'_, T> {
        Items { document, slots: document.items(slot).iter(), items: PhantomData }
    }
}

/// The items of a list.
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

impl<'a, T: FieldType> Iterator for Items<'a, T> {
    type Item = T::Returned<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.slots.next().map(|slot| T::get(self.document, *slot))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.slots.size_hint()
    }
}

impl<T: FieldType> DoubleEndedIterator for Items<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.slots.next_back().map(|slot| T::get(self.document, *slot))
    }
}

impl<T: FieldType> ExactSizeIterator for Items<'_, T> {}
