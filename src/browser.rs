//! The interfaces of the browser, or of the worker or server that runs the module.
//!
//! All of it is foreign code: any function may be missing, throw, return an invalid value, or call
//! the module before it returns. Therefore each import that can throw is declared `catch`, or is a
//! function of the JavaScript files here, which catch. The module's functions that foreign code
//! calls are [`Callback`]s. Foreign code may call them while they run, and after they were dropped.

#[cfg(feature = "npm")]
mod bytes;
mod callback;
mod environment;
mod fetch;
mod page;
mod passkey;
mod tab_channel;
mod timeout;
mod visible_timeout;

#[cfg(feature = "npm")]
pub(crate) use bytes::bytes_of;
#[cfg(feature = "npm")]
pub(crate) use callback::{CallOnDrop, CallbackFuture, outcome};
pub(crate) use environment::{describe, now, parse_date, random, spawn, warn};
pub(crate) use fetch::fetch;
pub(crate) use page::{
    PageEvent, PageEvents, page, partition_cookies, read_cookies, resolve_url,
    take_query_parameter, write_client_uat, write_cookie, write_token,
};
pub(crate) use passkey::{PasskeyRequest, has_passkeys};
pub(crate) use tab_channel::{TabChannel, TabLock, TabMessage};
pub(crate) use timeout::Timeout;
pub(crate) use visible_timeout::VisibleTimeout;
