//! The client: turns calls into requests, turns responses into effects, and calls the listeners
//! after changes.
//!
//! `execute` and `get_token` execute a command: they send requests through the `engine`. The engine
//! sends them by the `transport` and has their responses interpreted. It is the only code that
//! changes the state.

mod account_portal;
mod command;
mod cookie_keeper;
mod credentials;
mod effects;
mod engine;
mod execute;
mod get_token;
mod known_client;
mod listeners;
mod methods;
mod options;
mod page_events;
mod page_watch;
mod passkey;
mod refresh;
mod renewal;
mod revoke_others;
mod session_client;
mod session_cookie;
mod tabs;
mod target;
mod token_options;
mod touch;
mod transport;
mod unreadable;
mod waiting;

#[cfg(feature = "npm")]
pub(crate) use command::{Call, Command};
pub use credentials::TokenListener;
pub use options::Options;
pub use revoke_others::{FailedRevocation, RevokedSessions};
pub use session_client::{SessionClient, Subscription};
pub use target::Target;
#[cfg(feature = "npm")]
pub(crate) use token_options::LEEWAY_SECONDS;
pub use token_options::TokenOptions;
pub use touch::{Intent, Touch};
pub use unreadable::ErrorListener;
#[cfg(feature = "npm")]
pub(crate) use waiting::spawn_eager;
