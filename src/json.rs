//! From the bytes of an answer to models: strict RFC 8259, strings cut from the answer and not copied, errors that say where.
//!
//! The reader is this crate's own because of what a user downloads: serde_json in its place adds 20 KB to the module.

mod error;
mod raw;
mod reader;
mod text;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub(crate) use error::ReadError;
pub use raw::Json;
pub(crate) use reader::{Kind, Names, Reader};
pub(crate) use text::{Secret, Text};
