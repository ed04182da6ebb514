//! What this browser knows of its sessions, and what can be done with them.
//!
//! A call is made in `call`, asks in `exchange`, is judged by `confirmation` and remembered by `known`.
//! The last two are plain values, tested on any target; the others need a browser's `fetch`.

#[cfg(target_arch = "wasm32")]
mod call;
#[cfg(target_arch = "wasm32")]
mod changes;
#[cfg(target_arch = "wasm32")]
mod client;
mod confirmation;
#[cfg(target_arch = "wasm32")]
mod cookies;
#[cfg(target_arch = "wasm32")]
mod exchange;
mod known;
#[cfg(target_arch = "wasm32")]
mod reads;
#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
pub(crate) use call::{Call, Outcome, Target};
#[cfg(target_arch = "wasm32")]
pub use client::{Options, SessionClient};
