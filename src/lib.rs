//! Clerk's sessions.
