//! A reader of JSON texts: strict (RFC 8259), from front to back, without copies. Its errors say
//! where they are.
//!
//! It is written for this crate because of the module's size: serde_json in its place adds 20 KB.

mod error;
mod reader;
mod string;
mod value_type;

pub(crate) use error::ReadError;
pub(crate) use reader::Reader;
pub(crate) use value_type::ValueType;
