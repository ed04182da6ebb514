//! Tests of the crate's own modules. They need the crates of the host, or layers below the one that is tested.

mod authorization;
mod json;
