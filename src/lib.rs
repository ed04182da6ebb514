//! Clerk's sessions.
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        dead_code,
        reason = "only WebAssembly has a client that calls all of it; what is plain Rust is tested everywhere"
    )
)]

// First, because it brings the macros that declare models.
#[macro_use]
pub mod model;

#[cfg(target_arch = "wasm32")]
mod browser;
mod error;
mod frontend_api;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod js;
pub mod json;
mod lean;
mod session_client;
mod token;

pub use error::{Code, Error, Result};
#[cfg(target_arch = "wasm32")]
pub use session_client::{Options, SessionClient, Target, TokenOptions, Touch};
pub use token::DecodedToken;
