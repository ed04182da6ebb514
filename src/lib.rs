//! Clerk's sessions.

// First, because it brings the macros that declare models.
#[macro_use]
pub mod model;

#[cfg(target_arch = "wasm32")]
mod browser;
mod error;
#[cfg(any(target_arch = "wasm32", test))]
mod frontend_api;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod js;
pub mod json;
#[cfg(any(target_arch = "wasm32", test))]
mod session_client;

pub use error::{Code, Error, Result};
#[cfg(target_arch = "wasm32")]
pub use session_client::{Options, SessionClient};
