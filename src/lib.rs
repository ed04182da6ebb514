//! Clerk's sessions.

mod error;
mod frontend_api;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod js;
pub mod json;
pub mod model;
mod session_client;

pub use error::{Code, Error, Result};
