//! Parses models from JSON, without a client.

use super::envelope::Envelope;
use crate::document::{FieldType, FieldValue, TypedObject, Value};
use crate::error::{Error, Result};

/// A model that can be read from a response of the Frontend API. Only this crate's models implement
/// it.
///
/// Reading is strict: a value of the wrong type is an error. A key that the model does not have is
/// skipped. If a key occurs twice, the last one counts.
pub trait Model: TypedObject {
    /// Reads a model from JSON text (RFC 8259) in UTF-8. The text is the object by itself, or a
    /// response with the object as its `response`.
    ///
    /// # Errors
    /// [`Code::InvalidResponse`](crate::Code::InvalidResponse), with the reason and the path
    /// ([`Error::path`]).
    fn parse(json: impl Into<Vec<u8>>) -> Result<Self> {
        parse(json.into(), Self::TYPE).map(|value| value.get::<Self>())
    }

    /// Reads a list of models, from the same texts as [`parse`](Self::parse).
    ///
    /// # Errors
    /// Those of `parse`.
    fn parse_list(json: impl Into<Vec<u8>>) -> Result<Vec<Self>> {
        parse(json.into(), <Vec<Self>>::TYPE).map(|list| list.get::<Vec<Self>>().collect())
    }
}

impl<T: TypedObject> Model for T {}

/// Reads a response strictly.
pub(crate) fn parse(json: Vec<u8>, field_type: FieldType) -> Result<Value> {
    Envelope::open(json).response(field_type).map_err(|error| Error::unreadable(*error))
}
