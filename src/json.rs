//! From the bytes of an answer to models: strict RFC 8259, strings cut from the answer and not copied, errors that say where.
//!
//! The reader is this crate's own because it is most of what a user downloads: a general one weighs twice as much
//! (the measurements are in `Cargo.toml`, beside the dependencies that are not there).

mod error;
mod raw;
mod reader;
mod text;

pub use error::ReadError;
pub use raw::Json;
pub use reader::{Kind, Reader};
pub use text::{Secret, Text};
