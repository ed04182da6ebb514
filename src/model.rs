//! What the Frontend API speaks, each object declared once: a table of fields, from which follow the struct, its reading
//! from JSON, its [`serde::Serialize`], its equality and a `Debug` that shows no token.
//!
//! A field is named as on the wire; in JavaScript it has the same name in camelCase. Its type says what may be missing:
//! `Text`, [`Time`] and a status must be there, anything else that is missing or null reads as `None`, `false` or an empty list.
//! A value of the wrong type is always an error that says where.
//!
//! Field by field after Clerk's OpenAPI description of the Frontend API, 2026-05-12 and the five versions before it.

#[macro_use]
pub(crate) mod table;
mod account;
mod client;
mod error;
mod organization;
mod session;
mod user;
pub(crate) mod value;
mod verification;

pub use account::{EnterpriseAccount, EnterpriseConnection, ExternalAccount};
pub use client::Client;
pub use error::ApiError;
pub(crate) use error::{ApiErrors, ErrorMeta};
pub use organization::{Organization, OrganizationMembership};
pub use session::{PublicUserData, Session, SessionActivity, SessionStatus, SessionTask, TokenResource};
pub use table::Model;
pub use user::{EmailAddress, IdentificationLink, Passkey, PhoneNumber, User, Web3Wallet};
pub use value::{JsonObject, List, Time, Value, View};
pub use verification::{
    SessionVerification, Verification, VerificationFactor, VerificationLevel, VerificationStatus,
};
