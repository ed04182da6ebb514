//! Clerk's sessions for Rust: read them, list them, end them. Unofficial: neither made nor endorsed
//! by Clerk.
//!
//! The [models](model) and [`DecodedToken`] work on any target. On `wasm32-unknown-unknown`, in a
//! browser or another JavaScript engine, there is also `SessionClient`. It calls
//! [Clerk's Frontend API](https://clerk.com/docs/reference/frontend-api) with `fetch`, and never
//! reports a session as ended unless the server confirmed it. The same crate is the npm package of
//! this name, for JavaScript.
//!
//! # Reading a response of the Frontend API
//!
//! ```
//! use clerk_session::model::{Client, Model};
//!
//! # fn main() -> clerk_session::Result<()> {
//! let response = r#"{"response": {"object": "client", "id": "client_1", "sessions": [
//!     {"id": "sess_1", "status": "active", "expire_at": 1790000000000,
//!      "last_active_at": 1780000000000, "user": {"id": "user_1", "first_name": "Ada"}}]}}"#;
//! let client = Client::parse(response)?;
//! for session in client.sessions().filter(|session| session.status().is_signed_in()) {
//!     assert_eq!(session.user().as_ref().and_then(|user| user.first_name()), Some("Ada"));
//! }
//!
//! let error = Client::parse(r#"{"id": "client_1", "sessions": [{"id": 7}]}"#).unwrap_err();
//! assert_eq!(error.path.as_deref(), Some("sessions[0].id"));
//! # Ok(())
//! # }
//! ```
//!
//! # Calling the Frontend API, in a browser
//!
#![cfg_attr(target_arch = "wasm32", doc = "```no_run")]
#![cfg_attr(not(target_arch = "wasm32"), doc = "```ignore")]
//! use clerk_session::{Options, Result, SessionClient, Target};
//!
//! fn connect() -> Result<SessionClient> {
//!     let key = Some("pk_test_…".into()); // your own, from the Clerk Dashboard
//!     SessionClient::new(Options { publishable_key: key, ..Options::default() })
//! }
//!
//! /// Returns the names of the browsers in which the user is signed in.
//! async fn browsers(client: &SessionClient) -> Result<Vec<String>> {
//!     let sessions = client.list_active_sessions(Target::Current).await?;
//!     let activities = sessions.iter().filter_map(|session| session.latest_activity());
//!     Ok(activities.filter_map(|activity| Some(activity.browser_name()?.to_owned())).collect())
//! }
//!
//! async fn sign_out(client: &SessionClient) -> Result<String> {
//!     Ok(match client.delete_session(Target::Current).await? {
//!         Some(session) => format!("{} is {}", session.id(), session.status().as_str()),
//!         None => "It had ended before".to_owned(),
//!     })
//! }
//! ```
//!
//! `SessionClient` and the types of its calls exist for `wasm32-unknown-unknown` only, and this
//! documentation is built for that target. Code that uses them does not compile for any other.
//!
//! # Errors
//!
//! There is one error type: [`Error`]. Programs match its [`code`](Error::code). It contains no
//! token, cookie or key, nor does any `Debug` output of this crate.
//!
//! # Features
//!
//! | | |
//! |---|---|
//! | `npm` | Exports to JavaScript and an allocator. For the npm package, not for dependents. |
#![cfg_attr(optimize_attribute, feature(optimize_attribute))]
#![warn(missing_docs)]
#![cfg_attr(
    not(any(target_arch = "wasm32", test)),
    expect(
        dead_code,
        reason = "only WebAssembly has a client that calls all of it; tests run on every target"
    )
)]

// The first module, because it defines the macros that declare models.
#[macro_use]
mod document;

mod api;
mod authorization;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "../tests/browser/mod.rs"]
mod browser;
#[cfg(any(target_arch = "wasm32", test))]
mod client;
mod error;
mod interpret;
mod json;
mod models;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod npm;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "../tests/simulation/mod.rs"]
mod simulation;
mod state;
mod token;
mod util;

/// Unit tests against oracles that exist only on the host.
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "../tests"]
mod tests {
    #[path = "support/any_json.rs"]
    mod any_json;
    #[path = "authorization/authorization.rs"]
    mod authorization;
    #[path = "models/declarations.rs"]
    pub(crate) mod declarations;
    #[path = "document/document.rs"]
    mod document;
    #[path = "json/reader.rs"]
    mod json;
    mod support;
    #[path = "document/tolerance.rs"]
    mod tolerance;
}

/// The page about Rust, whose example is compiled with those of the documentation.
#[cfg(all(doctest, target_arch = "wasm32"))]
#[doc = include_str!("../docs/rust.md")]
struct RustGuide;

/// The models of the Frontend API: sessions, clients, users and their parts.
///
/// A model has a getter for each of its fields, named as in the Frontend API. The getter's type
/// says whether the field is required: a string, a [`Time`](model::Time) and a status are always
/// present. Any other field that is missing or null reads as `None`, `false` or an empty list. A
/// value of the wrong type is always an error, with its path. [`Model`](model::Model) parses them.
///
/// Cloning a model increments a reference count. Models are `Send` and `Sync`.
/// [`serde::Serialize`] names the fields as in JavaScript, in camelCase. `Debug` shows no token.
///
/// The fields follow Clerk's OpenAPI description of the [Frontend
/// API](https://clerk.com/docs/reference/frontend-api), 2026-05-12 and the five versions before it.
pub mod model {
    pub use crate::api::parse::Model;
    pub use crate::document::{RawJson as Json, Time};
    pub use crate::models::{
        ApiError, Client, EmailAddress, EnterpriseAccount, EnterpriseConnection, ExternalAccount,
        IdentificationLink, Organization, OrganizationMembership, Passkey, PhoneNumber,
        PublicUserData, Session, SessionActivity, SessionStatus, SessionTask, SessionVerification,
        TokenResource, User, Verification, VerificationFactor, VerificationLevel,
        VerificationStatus, Web3Wallet,
    };
}

#[cfg(any(target_arch = "wasm32", test))]
pub use api::factors::{
    AttemptFirstFactor, AttemptSecondFactor, PrepareFirstFactor, PrepareSecondFactor,
};
pub use authorization::{Authorization, Reverification};
#[cfg(any(target_arch = "wasm32", test))]
pub use client::{
    ErrorListener, FailedRevocation, Intent, Options, RevokedSessions, SessionClient, Subscription,
    Target, TokenListener, TokenOptions, Touch,
};
pub use error::{Code, Error, Result};
pub use token::DecodedToken;
pub use util::foreign::ForeignValue;
