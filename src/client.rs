//! What this browser knows of its sessions, and what can be done with them.
//!
//! A call begins in `call`, asks in `exchange` and is weighed in `judgement`, after the rules of `confirmation` and `known`.
//! `get_token` asks for tokens after the rules of `tokens`; `renewal` keeps them fresh, and `tabs` shares them with other tabs.
//! What has only rules (`clock`, `confirmation`, `known`, `tokens`) is plain values, tested on any target; the rest needs a browser.

mod call;
mod client;
mod cookies;
pub(crate) mod credentials;
mod exchange;
mod get_token;
mod judgement;
mod methods;
mod passkey;
mod renewal;
mod subscription;
mod tabs;
mod work;

pub use call::Target;
#[cfg(feature = "npm")]
pub(crate) use call::{Call, Task};
pub use client::{ErrorListener, Options, SessionClient};
#[cfg(feature = "npm")]
pub(crate) use get_token::LEEWAY_SECONDS;
pub use get_token::TokenOptions;
pub use methods::{Intent, Touch};
pub use subscription::Subscription;
#[cfg(feature = "npm")]
pub(crate) use work::now_or_later;
