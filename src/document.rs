//! The storage of models: a JSON text, the slots of its fields, and the schema that describes them.

#[macro_use]
mod declare;
mod field;
pub(crate) mod key_case;
mod raw_json;
mod read;
pub(crate) mod schema;
mod serialize;
mod slot;
mod storage;
pub(crate) mod value;

pub use field::Time;
pub(crate) use field::{AnyJson, FieldValue, JsonObject, TypedObject};
pub(crate) use key_case::KeyCase;
pub use raw_json::RawJson;
pub(crate) use read::{LeftOut, ValueReader};
pub(crate) use schema::{FieldType, Primitive, Schema};
pub(crate) use slot::Slot;
pub(crate) use storage::Document;
pub(crate) use value::{Object, UNKNOWN, Value};
