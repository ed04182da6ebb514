//! The state of one client, as plain values: what is known of it, its tokens, and the time.

pub(crate) mod client_state;
pub(crate) mod clock;
pub(crate) mod token_cache;
