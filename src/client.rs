//! The client: calls become requests, answers become effects, and listeners hear of changes.
//!
//! A command is executed by `execute` or `get_token`, which send requests through the `engine`. It sends
//! them by the `transport`, has their answers interpreted, and is the only code that changes the state.

mod command;
mod credentials;
mod effects;
mod engine;
mod execute;
mod get_token;
mod listeners;
mod methods;
mod options;
mod passkey;
mod refresh;
mod renewal;
mod session_client;
mod tabs;
mod transport;
mod unreadable;
mod waiting;

pub use command::Target;
#[cfg(feature = "npm")]
pub(crate) use command::{Call, Command};
pub use credentials::TokenListener;
#[cfg(feature = "npm")]
pub(crate) use get_token::LEEWAY_SECONDS;
pub use get_token::TokenOptions;
pub use methods::{Intent, Touch};
pub use options::Options;
pub use session_client::{SessionClient, Subscription};
pub use unreadable::ErrorListener;
#[cfg(feature = "npm")]
pub(crate) use waiting::spawn_eager;
