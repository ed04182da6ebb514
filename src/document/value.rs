//! Values of documents, whatever their kind: one routine each compares, serializes and prints them.

use core::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::document::{Document, Slot};
use super::field::FieldType;
use super::json::Json;
#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
use super::names::camel_case;
use super::schema::{Field, Kind, Place, Schema, Shape};
use crate::util::compact::Words;

/// An object that has been read. Cloning costs a reference count.
#[derive(Clone)]
pub struct Object {
    pub(crate) document: Arc<Document>,
    /// Where the slots of its fields begin.
    pub(crate) at: u32,
}

impl Object {
    /// The object of this kind with these fields.
    pub(crate) fn new(text: String, fields: impl IntoIterator<Item = Slot>) -> Self {
        let mut document = Document::of(Arc::new(text));
        let at = document.append_fields(fields.into_iter()).0 as u32;
        Object { document: Arc::new(document), at }
    }

    pub(crate) fn slot(&self) -> Slot {
        Slot(self.at.into())
    }

    /// What it has been read from.
    #[cfg(all(target_arch = "wasm32", feature = "npm"))]
    pub(crate) fn text(&self) -> &str {
        &self.document.text
    }

    /// The slot of a field.
    pub(crate) fn field(&self, at: usize) -> Slot {
        self.document.field(self.slot(), at)
    }

    /// The same object with other items in a list, or without a value: of a field, named as on the wire.
    pub(crate) fn with(&self, schema: &Schema, name: &str, items: Option<Vec<Slot>>) -> Self {
        let mut document = Document::clone(&self.document);
        if let Some(Field { at, .. }) = schema.find(name, &mut Place::default()) {
            let slot = items.map_or(Slot::NULL, |mut items| document.append_items(&mut items));
            document.set_field(self.slot(), at, slot);
        }
        Object { document: Arc::new(document), at: self.at }
    }

    /// Whether these are not only equal, but the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && self.at == other.at
    }
}

/// What has been read of a text. Cloning costs a reference count.
#[derive(Clone, Default)]
pub struct Value(pub(crate) Arc<Document>);

impl Value {
    pub(crate) fn null() -> Self {
        Value::default()
    }

    /// A text by itself.
    pub(crate) fn secret(text: &str) -> Self {
        let mut document = Document::default();
        document.kind = Kind::required(Shape::Secret);
        document.root = document.append(text);
        Value(Arc::new(document))
    }

    /// What it has been read from.
    #[cfg(all(target_arch = "wasm32", feature = "npm"))]
    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    /// As what was asked for.
    pub(crate) fn get<T: FieldType>(&self) -> T::Returned<'_> {
        T::get(&self.0, self.0.root)
    }

    fn part(&self) -> Part<'_> {
        Part { document: &self.0, kind: self.0.kind, slot: self.0.root }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.part() == other.part()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.part().serialize(serializer)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part().fmt(formatter)
    }
}

/// A value within a document.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    document: &'a Document,
    kind: Kind,
    slot: Slot,
}

impl<'a> Part<'a> {
    pub fn of(object: &'a Object, kind: Kind) -> Self {
        Part { document: &object.document, kind, slot: object.slot() }
    }

    fn str(&self) -> &'a str {
        self.document.str(self.slot)
    }

    fn json(&self) -> Json<'a> {
        Json { document: self.document, slot: self.slot }
    }

    fn word(&self) -> &'static str {
        Words(self.kind.schema.names).nth(self.slot.0 as usize).unwrap_or(super::schema::UNKNOWN)
    }

    fn is_list(&self) -> bool {
        self.kind.is_list || self.kind.shape == Shape::Pair
    }

    fn items(&self) -> impl ExactSizeIterator<Item = Part<'a>> {
        let (document, kind) = (self.document, self.kind.item());
        document.items(self.slot).iter().map(move |slot| Part { document, kind, slot: *slot })
    }

    /// What the fields of an object hold.
    fn fields(&self) -> impl Iterator<Item = Part<'a>> {
        let Part { document, slot, .. } = *self;
        let kinds = self.kind.schema.kinds.iter().enumerate();
        kinds.map(move |(at, kind)| Part { document, kind: *kind, slot: document.field(slot, at) })
    }

    /// The same, with their names on the wire.
    fn named_fields(&self) -> impl Iterator<Item = (&'static str, Part<'a>)> {
        self.kind.schema.fields().map(|field| field.name).zip(self.fields())
    }
}

/// By what they mean, wherever it stands.
impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.slot == Slot::NULL || other.slot == Slot::NULL {
            return self.slot == other.slot;
        }
        if self.is_list() {
            return self.items().eq(other.items());
        }
        match self.kind.shape {
            Shape::Text | Shape::Secret => self.str() == other.str(),
            Shape::Json | Shape::JsonObject => self.json() == other.json(),
            Shape::Object => self.fields().eq(other.fields()),
            _ => self.slot == other.slot,
        }
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind.shape {
            _ if self.slot == Slot::NULL => formatter.write_str("null"),
            _ if self.is_list() => formatter.debug_list().entries(self.items()).finish(),
            Shape::Boolean => (self.slot.0 > 0).fmt(formatter),
            Shape::Text => self.str().fmt(formatter),
            Shape::Secret => formatter.write_str("[secret]"),
            Shape::Word => formatter.write_str(self.word()),
            Shape::Json | Shape::JsonObject => self.json().fmt(formatter),
            Shape::Object => formatter.debug_map().entries(self.named_fields()).finish(),
            Shape::Integer | Shape::Pair => self.slot.0.fmt(formatter),
        }
    }
}

impl Serialize for Part<'_> {
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind.shape {
            _ if self.slot == Slot::NULL => serializer.serialize_unit(),
            _ if self.is_list() => {
                let parts = self.items();
                let mut items = serializer.serialize_seq(Some(parts.len()))?;
                for part in parts {
                    items.serialize_element(&part)?;
                }
                items.end()
            }
            Shape::Boolean => serializer.serialize_bool(self.slot.0 > 0),
            Shape::Text | Shape::Secret => serializer.serialize_str(self.str()),
            Shape::Word => serializer.serialize_unit_variant("", 0, self.word()),
            Shape::Json | Shape::JsonObject => self.json().serialize(serializer),
            #[cfg(all(target_arch = "wasm32", feature = "npm"))]
            Shape::Object => {
                use serde::ser::SerializeStruct;
                let keys = super::names::keys(self.kind.schema);
                let mut fields = serializer.serialize_struct("", keys.len())?;
                for (key, part) in keys.iter().zip(self.fields()) {
                    fields.serialize_field(key, &part)?;
                }
                fields.end()
            }
            #[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
            Shape::Object => {
                use serde::ser::SerializeMap;
                let mut fields = serializer.serialize_map(Some(self.kind.schema.kinds.len()))?;
                for (name, part) in self.named_fields() {
                    fields.serialize_entry(&camel_case(name), &part)?;
                }
                fields.end()
            }
            // A number that JavaScript holds exactly needs no check that it does.
            #[cfg(feature = "npm")]
            Shape::Integer | Shape::Pair => serializer.serialize_f64(self.slot.0 as f64),
            #[cfg(not(feature = "npm"))]
            Shape::Integer | Shape::Pair => serializer.serialize_i64(self.slot.0),
        }
    }
}
