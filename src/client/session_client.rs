//! The client as its users hold it, and their subscriptions.

use core::fmt;
use std::rc::{Rc, Weak};

use super::engine::Engine;
use super::options::Options;
use super::transport::Transport;
use super::unreadable::UnreadableReports;
use super::waiting::Calls;
use crate::api::range::TIMEOUT_MS_RANGE;
use crate::error::{Code, Result};
use crate::models::{Client, Session};

const TIMEOUT_MS: u32 = 15_000;
const MAX_RETRIES: u32 = 3;

/// A browser's sessions at one Frontend API. Clones are the same client, and equal. On a server,
/// make one for each request and close it afterwards.
///
/// A future of a call does nothing before it is polled; if nothing has to be asked first, its
/// request leaves with the first poll. Dropping it ends the waiting, and aborts the request unless
/// another caller waits for it; what the server had heard by then may happen all the same. A call
/// that failed has changed nothing here by itself.
///
/// Some calls share one request: those that delete, end or revoke the same session, or want the
/// same token, before the answer is there, and those that read the same in one turn of the event
/// loop.
///
/// An answer that may be older than what is known is not applied. The client is then asked for once
/// more, by itself; so it is when a change has no answer, or a refusal says that a session may have
/// ended. A call that needs the current session waits for that.
///
/// # Errors
/// Any call may fail with [`Code::Network`], [`Code::Timeout`], [`Code::Api`],
/// [`Code::InvalidResponse`] or [`Code::Closed`], and one that is about a session also with
/// [`Code::InvalidArgument`] or [`Code::NoSession`]. Further errors stand with each call.
#[derive(Clone)]
pub struct SessionClient {
    pub(crate) engine: Rc<Engine>,
}

impl PartialEq for SessionClient {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.engine, &other.engine)
    }
}

impl Eq for SessionClient {}

impl fmt::Debug for SessionClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Engine { transport, timeout_ms, calls, .. } = &*self.engine;
        formatter
            .debug_struct("SessionClient")
            .field("endpoint", &transport.endpoint.base)
            .field("timeout_ms", timeout_ms)
            .field("max_retries", &transport.max_retries)
            .field("is_closed", &calls.is_closed())
            .finish_non_exhaustive()
    }
}

impl SessionClient {
    /// Makes a client that has heard nothing yet. Sends nothing.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`], saying which option and why.
    pub fn new(options: Options) -> Result<Self> {
        SessionClient::with_options(&options)
    }

    fn with_options(options: &Options) -> Result<Self> {
        let endpoint = options.endpoint()?;
        let credentials = options.credentials(endpoint.is_development)?;
        let timeout_ms = options.timeout_ms.unwrap_or(TIMEOUT_MS);
        TIMEOUT_MS_RANGE.check(timeout_ms, Code::InvalidOptions)?;
        let calls = Rc::<Calls>::default();
        Ok(SessionClient {
            engine: Rc::new(Engine {
                transport: Transport {
                    endpoint,
                    credentials,
                    max_retries: options.max_retries.unwrap_or(MAX_RETRIES),
                    calls: Rc::clone(&calls),
                },
                calls,
                listeners: Default::default(),
                timeout_ms,
                reports: UnreadableReports { listener: options.on_unreadable.clone() },
                state: Default::default(),
                gate: Default::default(),
                tabs: Default::default(),
                renewal: Default::default(),
                page_events: Default::default(),
            }),
        })
    }

    /// Returns whether the server has been heard yet: tells "signed out" from "not asked".
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.engine.state().client.is_loaded()
    }

    /// Returns the client as last heard. `None` if it has not been asked for, or there is none.
    /// Sends nothing.
    #[must_use]
    pub fn client(&self) -> Option<Client> {
        self.engine.state().client.client().cloned()
    }

    /// Returns the current session of [`client`](Self::client): the last active one, if it is
    /// active or pending.
    #[must_use]
    pub fn session(&self) -> Option<Session> {
        self.engine.state().client.current_session()
    }

    /// Calls `listener` after each change of [`client`](Self::client) or
    /// [`is_loaded`](Self::is_loaded), once, before the future of the call that caused it is ready.
    /// It may call anything of this client's.
    pub fn subscribe(&self, listener: impl Fn() + 'static) -> Subscription {
        let id = self.engine.listeners.add(Rc::new(listener));
        Subscription { engine: Rc::downgrade(&self.engine), id }
    }

    /// Stops everything, for all clones. A change that is already on the wire is not aborted, but
    /// its callers get [`Code::Closed`], as does every call afterwards.
    pub fn close(&self) {
        self.engine.close();
    }
}

/// A listener's subscription, which dropping it ends.
#[must_use = "dropping it ends the subscription"]
pub struct Subscription {
    /// Not the client itself, which its listener may hold already.
    engine: Weak<Engine>,
    id: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(engine) = self.engine.upgrade() {
            engine.listeners.remove(self.id);
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscription").finish_non_exhaustive()
    }
}
