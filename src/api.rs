//! Clerk's Frontend API: its URL, its operations, and the requests and responses of them.
//!
//! Everything here is plain values and functions.

pub(crate) mod account_portal;
pub(crate) mod cookies;
pub(crate) mod endpoint;
pub(crate) mod envelope;
pub(crate) mod error_response;
pub(crate) mod factors;
pub(crate) mod operation;
pub(crate) mod parse;
pub(crate) mod range;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod retry;
