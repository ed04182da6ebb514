//! What this browser knows of its sessions, and what can be done with them.
//!
//! A call begins in `call`, asks in `exchange` and is weighed in `judgement`, after the rules of `confirmation` and `known`.
//! `get_token` asks for tokens after the rules of `tokens`; `renewal` keeps them fresh, and `tabs` shares them with other tabs.
//! What has only rules (`clock`, `confirmation`, `known`, `tokens`) is plain values, tested on any target; the rest needs a browser.

#[cfg(target_arch = "wasm32")]
mod call;
#[cfg(target_arch = "wasm32")]
mod client;
mod clock;
mod confirmation;
#[cfg(target_arch = "wasm32")]
mod cookies;
#[cfg(target_arch = "wasm32")]
mod exchange;
#[cfg(target_arch = "wasm32")]
mod get_token;
#[cfg(target_arch = "wasm32")]
mod judgement;
mod known;
#[cfg(target_arch = "wasm32")]
mod methods;
#[cfg(target_arch = "wasm32")]
mod passkey;
#[cfg(target_arch = "wasm32")]
mod range;
#[cfg(target_arch = "wasm32")]
mod renewal;
#[cfg(target_arch = "wasm32")]
mod subscription;
#[cfg(target_arch = "wasm32")]
mod tabs;
mod tokens;
#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
pub use call::Target;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use call::{Call, Task};
#[cfg(target_arch = "wasm32")]
pub use client::{Options, SessionClient};
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use get_token::LEEWAY_SECONDS;
#[cfg(target_arch = "wasm32")]
pub use get_token::TokenOptions;
#[cfg(target_arch = "wasm32")]
pub use methods::{Intent, Touch};
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use range::{Range, TIMEOUT_MS_RANGE};
#[cfg(target_arch = "wasm32")]
pub use subscription::Subscription;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use work::now_or_later;
