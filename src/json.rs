//! JSON texts, read from front to back: strict RFC 8259, nothing copied, errors that say where.
//!
//! The reader is this crate's own because of what a user downloads: serde_json in its place adds 20 KB to the module.

mod error;
mod reader;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub(crate) use error::ReadError;
pub(crate) use reader::{Kind, Reader};
