//! Clerk's sessions.

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod js;
pub mod json;
pub mod model;
