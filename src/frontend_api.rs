//! Clerk's Frontend API: its operations, who asks and where, what is sent and what comes back.
//!
//! All of it is plain values and functions, tested on any target, but for `fetch` and the tokens that a page keeps.

pub(crate) mod address;
pub(crate) mod answer;
pub(crate) mod encoding;
pub(crate) mod factor;
#[cfg(target_arch = "wasm32")]
pub(crate) mod fetch;
#[cfg(target_arch = "wasm32")]
pub(crate) mod identity;
pub(crate) mod operation;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod retry;
pub(crate) mod sha1;
