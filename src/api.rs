//! Clerk's Frontend API: its operations, where it is, what is sent and what comes back.
//!
//! All of it is plain values and functions.

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
