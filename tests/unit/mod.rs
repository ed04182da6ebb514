//! Tests of the crate's own modules. They need crates that only the host has, or layers below the
//! one that is tested.

#[path = "../support/any_json.rs"]
mod any_json;
mod authorization;
pub(crate) mod declarations;
mod document;
mod json;
#[path = "../support/mod.rs"]
mod support;
mod tolerance;
