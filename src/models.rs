//! The tables of the models, which follow Clerk's OpenAPI description of the [Frontend
//! API](https://clerk.com/docs/reference/frontend-api), 2026-05-12 and the five versions before it.

// Each object is declared once, as a table of fields. Getters, reading, serialization and the
// TypeScript declarations follow from the table. The tables are data for one routine each, which
// keeps the WebAssembly module small. Fields are in the description's order. Responses have mostly
// the same order, so a key is found at once.

mod account;
mod client;
mod error;
mod organization;
mod public_user_data;
mod session;
mod session_verification;
mod user;
mod verification;

pub use account::{EnterpriseAccount, EnterpriseConnection, ExternalAccount};
pub use client::Client;
pub use error::ApiError;
pub(crate) use error::{ApiErrors, ErrorMeta};
pub use organization::{Organization, OrganizationMembership};
pub use public_user_data::PublicUserData;
pub use session::{Session, SessionActivity, SessionStatus, SessionTask, TokenResource};
pub use session_verification::{
    SessionVerification, VerificationFactor, VerificationLevel, VerificationStatus,
};
pub use user::{EmailAddress, IdentificationLink, Passkey, PhoneNumber, User, Web3Wallet};
pub use verification::Verification;
