//! How a model is stored: its JSON text, the slots of its fields, and the schema that describes them.

#[macro_use]
pub(crate) mod declare;
pub(crate) mod document;
pub(crate) mod field;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod read;
pub(crate) mod schema;
pub(crate) mod value;
