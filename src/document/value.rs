//! The values of documents, of any type. One routine compares them all, and one prints them all.

use core::fmt;
use core::ptr;
use std::sync::Arc;

use super::raw_json::RawJson;
use super::schema::{FieldType, Primitive, Schema, find};
use super::slot::Slot;
use super::storage::Document;
use crate::util::compact::WordList;

/// The string of a value that is not among the known strings.
pub(crate) const UNKNOWN: &str = "unknown";

/// An object of a document. Cloning it increments a reference count.
#[derive(Clone)]
pub struct Object {
    pub(crate) document: Arc<Document>,
    /// The index of its first field's slot.
    pub(crate) at: u32,
}

impl Object {
    /// Creates an object with these fields in a document of its own.
    pub(crate) fn new(text: String, fields: impl IntoIterator<Item = Slot>) -> Self {
        let mut document = Document::new(Arc::new(text));
        let at = document.append_fields(fields.into_iter()).0 as u32;
        Object { document: Arc::new(document), at }
    }

    pub(crate) fn slot(&self) -> Slot {
        Slot(self.at.into())
    }

    /// Returns the text that the object was read from.
    #[cfg(feature = "npm")]
    pub(crate) fn text(&self) -> &str {
        &self.document.text
    }

    /// Returns the slot of a field.
    pub(crate) fn field(&self, index: usize) -> Slot {
        self.document.field(self.slot(), index)
    }

    /// Returns a copy in which the field of this name is a list of these items. If `items` is
    /// `None`, the field is null.
    pub(crate) fn with(
        &self,
        schema: &'static Schema,
        name: &str,
        items: Option<Vec<Slot>>,
    ) -> Self {
        let mut document = Document::clone(&self.document);
        if let Some(index) = find(schema.names(), name, &mut 0) {
            let slot = items.map_or(Slot::NULL, |mut items| document.append_items(&mut items));
            document.set_field(self.slot(), index, slot);
        }
        Object { document: Arc::new(document), at: self.at }
    }

    /// Returns whether both are the same object, and not only equal.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && self.at == other.at
    }
}

/// A value with a document of its own. Cloning it increments a reference count.
#[derive(Clone, Default)]
pub struct Value(pub(crate) Arc<Document>);

impl Value {
    pub(crate) fn null() -> Self {
        Value::default()
    }

    /// Creates a secret text with a document of its own.
    pub(crate) fn secret(text: &str) -> Self {
        let mut document = Document::default();
        document.root_type = FieldType::new(Primitive::Secret);
        document.root = document.append(text);
        Value(Arc::new(document))
    }

    /// Returns the text that the value was read from.
    #[cfg(feature = "npm")]
    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    pub(crate) fn as_ref(&self) -> ValueRef<'_> {
        ValueRef { document: &self.0, field_type: self.0.root_type, slot: self.0.root }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(formatter)
    }
}

/// A value within a document.
#[derive(Clone, Copy)]
pub struct ValueRef<'a> {
    document: &'a Document,
    field_type: FieldType,
    slot: Slot,
}

impl<'a> ValueRef<'a> {
    pub(crate) fn new(object: &'a Object, field_type: FieldType) -> Self {
        ValueRef { document: &object.document, field_type, slot: object.slot() }
    }

    pub(crate) fn primitive(&self) -> Primitive {
        self.field_type.primitive
    }

    pub(crate) fn is_null(&self) -> bool {
        self.slot == Slot::NULL
    }

    pub(crate) fn is_list(&self) -> bool {
        self.field_type.is_list || matches!(self.primitive(), Primitive::Pair)
    }

    pub(crate) fn boolean(&self) -> bool {
        self.slot.0 > 0
    }

    pub(crate) fn integer(&self) -> i64 {
        self.slot.0
    }

    pub(crate) fn str(&self) -> &'a str {
        self.document.str(self.slot)
    }

    /// Returns the known string of a string enum, or "unknown".
    pub(crate) fn known_string(&self, known: &'static str) -> &'static str {
        WordList(known).nth(self.slot.0 as usize).unwrap_or(UNKNOWN)
    }

    pub(crate) fn raw_json(&self) -> RawJson<'a> {
        RawJson { document: self.document, slot: self.slot }
    }

    pub(crate) fn items(&self) -> impl ExactSizeIterator<Item = ValueRef<'a>> {
        let (document, field_type) = (self.document, self.field_type.item());
        document.items(self.slot).iter().map(move |slot| ValueRef {
            document,
            field_type,
            slot: *slot,
        })
    }

    /// Returns the values of an object's fields, in the order of its schema.
    pub(crate) fn fields(&self, schema: &'static Schema) -> impl Iterator<Item = ValueRef<'a>> {
        let ValueRef { document, slot, .. } = *self;
        schema.types.iter().enumerate().map(move |(index, field_type)| ValueRef {
            document,
            field_type: *field_type,
            slot: document.field(slot, index),
        })
    }

    /// Returns the values of an object's fields with their names.
    pub(crate) fn named_fields(
        &self,
        schema: &'static Schema,
    ) -> impl Iterator<Item = (&'static str, ValueRef<'a>)> {
        schema.names().iter().copied().zip(self.fields(schema))
    }

    /// Compares by content. Objects of the schema `ignored` are not compared, and may be missing.
    pub(crate) fn equals(&self, other: &Self, ignored: Option<&'static Schema>) -> bool {
        if let (Primitive::Object(schema), Some(ignored)) = (self.primitive(), ignored)
            && ptr::eq(schema, ignored)
        {
            return true;
        }
        if self.is_null() || other.is_null() {
            return self.slot == other.slot;
        }
        let equals = |(one, other): (ValueRef<'_>, ValueRef<'_>)| one.equals(&other, ignored);
        if self.is_list() {
            let (ours, theirs) = (self.items(), other.items());
            return ours.len() == theirs.len() && ours.zip(theirs).all(equals);
        }
        match self.primitive() {
            Primitive::Text | Primitive::Secret => *self.str() == *other.str(),
            Primitive::Json | Primitive::JsonObject => self.raw_json() == other.raw_json(),
            Primitive::Object(schema) => self.fields(schema).zip(other.fields(schema)).all(equals),
            _ => self.slot == other.slot,
        }
    }
}

impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.equals(other, None)
    }
}

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.primitive() {
            _ if self.is_null() => formatter.write_str("null"),
            _ if self.is_list() => formatter.debug_list().entries(self.items()).finish(),
            Primitive::Boolean => self.boolean().fmt(formatter),
            Primitive::Text => self.str().fmt(formatter),
            Primitive::Secret => formatter.write_str("[secret]"),
            Primitive::StringEnum(known) => formatter.write_str(self.known_string(known)),
            Primitive::Json | Primitive::JsonObject => self.raw_json().fmt(formatter),
            Primitive::Object(schema) => {
                formatter.debug_map().entries(self.named_fields(schema)).finish()
            }
            Primitive::Integer | Primitive::Pair => self.integer().fmt(formatter),
        }
    }
}
