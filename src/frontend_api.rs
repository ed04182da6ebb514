//! Clerk's Frontend API: its operations, who asks and where, what is sent and what comes back.
//!
//! Everything but [`fetch`] and the page's own state is plain values and functions, and tested on any target.

mod address;
mod answer;
mod encoding;
mod operation;
mod refusal;
mod request;
mod retry;
