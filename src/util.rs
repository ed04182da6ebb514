//! Encodings, hashes and strings that every other module uses.

pub(crate) mod compact;
pub(crate) mod encoding;
pub(crate) mod foreign;
pub(crate) mod sha1;
pub(crate) mod text;
