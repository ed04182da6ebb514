//! A strict reader of JSON texts (RFC 8259): forward only, without copies, with the position of
//! each error.
//!
//! It is this crate's own because of the module's size: serde_json in its place would add 20 KB.

mod error;
mod reader;
mod string;
mod value_type;

pub(crate) use error::ReadError;
pub(crate) use reader::Reader;
pub(crate) use value_type::ValueType;
