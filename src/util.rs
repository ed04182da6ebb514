//! Encodings, hashes and texts that every other module builds on.

pub(crate) mod compact;
pub(crate) mod encoding;
pub(crate) mod foreign;
pub(crate) mod sha1;
pub(crate) mod text;
