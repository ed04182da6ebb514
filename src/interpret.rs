//! Decides what a response means, as plain values.

pub(crate) mod confirmation;
