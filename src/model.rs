//! What the Frontend API speaks, each object declared once: a table of fields, from which follow its reading from JSON, its
//! getters, its [`serde::Serialize`], its equality and a `Debug` that shows no token.
//!
//! A field is named as on the wire; in JavaScript it has the same name in camelCase. Its type says what may be missing:
//! a text, a [`Time`] and a status must be there, anything else that is missing or null reads as `None`, `false` or an
//! empty list. A value of the wrong type is always an error that says where.
//!
//! The tables are data, and the types of the models names for it: what a table says is done by one routine for all of
//! them, which is what keeps the WebAssembly module small.
//!
//! Field by field after Clerk's OpenAPI description of the Frontend API, 2026-05-12 and the five versions before it.

#[macro_use]
mod declare;
mod account;
mod client;
mod error;
mod field;
mod object;
mod organization;
pub(crate) mod schema;
mod session;
mod user;
mod verification;

use std::sync::Arc;

pub use account::{EnterpriseAccount, EnterpriseConnection, ExternalAccount};
pub use client::Client;
pub use error::ApiError;
pub(crate) use error::{ApiErrors, ErrorMeta};
pub use field::{FieldType, Item, JsonObject, Time};
pub use object::{Object, Value};
pub use organization::{Organization, OrganizationMembership};
pub use schema::{Field as SchemaField, Fields, Kind, Schema, Shape};
pub use session::{PublicUserData, Session, SessionActivity, SessionStatus, SessionTask, TokenResource};
pub use user::{EmailAddress, IdentificationLink, Passkey, PhoneNumber, User, Web3Wallet};
pub use verification::{
    SessionVerification, Verification, VerificationFactor, VerificationLevel, VerificationStatus,
};

use crate::json::{ReadError, Reader};

/// The word for one that is not known.
pub(crate) const UNKNOWN: &str = "unknown";

/// A model: the name of an object's type.
pub trait Model: Sized {
    const SCHEMA: &'static Schema;

    fn from_object(object: Object) -> Self;

    fn object(&self) -> &Object;

    /// The object that a value is. Of another value, one without any fields.
    fn from_value(value: &Value) -> Self {
        Self::from_object(match value {
            Value::Object(object) => object.clone(),
            _ => Object::new(Self::SCHEMA, Vec::new()),
        })
    }

    /// The object as the value of a field or of an answer.
    fn to_value(&self) -> Value {
        Value::Object(self.object().clone())
    }

    /// Reads it from JSON.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    fn parse(json: impl Into<String>) -> Result<Self, ReadError> {
        let source = Arc::new(json.into());
        Reader::document(&source, |reader| Object::read(reader, Self::SCHEMA))
            .map(Self::from_object)
            .map_err(|error| *error)
    }
}
