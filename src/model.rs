//! What the Frontend API speaks: sessions, clients, users and what they hold.
//!
//! A model has a getter for each of its fields, named as on the wire. Its type says what may be missing: a text, a [`Time`] and a
//! status are always there, anything else that is missing or null reads as `None`, `false` or an empty list. A value of the wrong
//! type is always an error that says where. What the models are read from is in [`Model`].
//!
//! Cloning a model costs a reference count, and models may go to other threads. [`serde::Serialize`] names the fields as in
//! JavaScript, in camelCase; `Debug` shows no token.
//!
//! Field by field after Clerk's OpenAPI description of the
//! [Frontend API](https://clerk.com/docs/reference/frontend-api), 2026-05-12 and the five versions before it.

// Each object is declared once, as a table of fields, from which all of that follows. The tables are data, and the types of the
// models names for it: what a table says is done by one routine for all of them, which is what keeps the WebAssembly module small.
// Fields stand in the description's order, as a rule that of an answer, so that a key is found where it is looked for first.

mod account;
mod client;
mod error;
mod organization;
mod session;
mod user;
mod verification;

pub(crate) use crate::document::document::{Document, Slot};
pub use crate::document::field::Time;
pub(crate) use crate::document::field::{AnyJson, FieldType, JsonObject};
pub use crate::document::json::Json;
pub(crate) use crate::document::names::Names;
pub(crate) use crate::document::read::ValueReader;
pub(crate) use crate::document::schema::{self, Kind, Schema, Shape};
pub(crate) use crate::document::value::{Object, Part, Value};
pub use account::{EnterpriseAccount, EnterpriseConnection, ExternalAccount};
pub use client::Client;
pub use error::ApiError;
pub(crate) use error::{ApiErrors, ErrorMeta};
pub use organization::{Organization, OrganizationMembership};
pub use session::{PublicUserData, Session, SessionActivity, SessionStatus, SessionTask, TokenResource};
pub use user::{EmailAddress, IdentificationLink, Passkey, PhoneNumber, User, Web3Wallet};
pub use verification::{
    SessionVerification, Verification, VerificationFactor, VerificationLevel, VerificationStatus,
};

use crate::api::envelope::Answer;
use crate::error::{Error, Result};

/// What the models have in common: they can be read from what the Frontend API sends. There are no others than this crate's.
///
/// A key that a model does not have is skipped; of a key that comes twice the last counts.
pub trait Model: Sized + for<'a> FieldType<Returned<'a> = Self> {
    /// Reads it from JSON text (RFC 8259) in UTF-8: the object by itself, or an answer that holds it as its `response`.
    ///
    /// # Errors
    /// [`Code::InvalidResponse`](crate::Code::InvalidResponse), with what is wrong and, as [`Error::path`], where.
    fn parse(json: impl Into<Vec<u8>>) -> Result<Self> {
        parse(json.into(), Self::KIND).map(|object| object.get::<Self>())
    }

    /// Reads a list of these, as [`parse`](Self::parse) reads one.
    ///
    /// # Errors
    /// As `parse`'s.
    fn parse_list(json: impl Into<Vec<u8>>) -> Result<Vec<Self>> {
        parse(json.into(), <Vec<Self>>::KIND).map(|list| list.get::<Vec<Self>>().collect())
    }

    #[doc(hidden)]
    fn from_object(object: Object) -> Self;

    #[doc(hidden)]
    fn object(&self) -> &Object;
}

/// Reads what the Frontend API sends.
pub(crate) fn parse(json: Vec<u8>, kind: Kind) -> Result<Value> {
    Answer::open(json).response(kind).map_err(|error| Error::unreadable(*error))
}
