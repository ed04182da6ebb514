//! The public handle of a client, and the subscriptions of its listeners.

use core::cell::RefCell;
use core::fmt;
use std::rc::{Rc, Weak};

use super::cookie_keeper::CookieKeeper;
use super::engine::{Engine, Hooks};
use super::options::Options;
use super::page_watch::PageWatch;
use super::transport::Transport;
use super::unreadable::UnreadableReports;
use super::waiting::Calls;
use super::{page_events, session_cookie};
use crate::api::account_portal::OwnPages;
use crate::api::cookies::cookie_suffix;
use crate::api::range::TIMEOUT_MS_RANGE;
use crate::browser;
use crate::error::{Code, Result};
use crate::models::{Client, Session};
use crate::state::State;

const TIMEOUT_MS: u32 = 15_000;
const MAX_RETRIES: u32 = 3;

/// A browser's sessions at one Frontend API. Clones are the same client, and equal. On a server,
/// create one for each request and close it afterwards.
///
/// The future of a call does nothing before it is polled. Unless another request must come first,
/// its request leaves with the first poll. Dropping the future ends the wait, and aborts the
/// request unless another caller waits for it. The server may act on an aborted request all the
/// same. A call that failed has itself changed nothing here.
///
/// Some calls share one request until its response: those that delete, end or revoke the same
/// session, and those that request the same token. Calls that read the same share it within one
/// turn of the event loop.
///
/// A response that may be older than the known state is not applied. The client then requests GET
/// /client by itself. It also does so after a change without a response, and after an error
/// response that says that a session may have ended. A call that needs the current session waits
/// for that request.
///
/// # Errors
/// Any call may fail with [`Code::Network`], [`Code::Timeout`], [`Code::Api`],
/// [`Code::InvalidResponse`] or [`Code::Closed`]. A call about a session may also fail with
/// [`Code::InvalidArgument`] or [`Code::NoSession`]. Each call documents its further errors.
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
    /// Creates a client that knows nothing yet. Sends nothing.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`], with the option and the reason.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Options};
    /// # fn example() -> Result<()> {
    /// let publishable_key = Some("pk_test_…".into());
    /// let client = SessionClient::new(Options { publishable_key, ..Options::default() })?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(mut options: Options) -> Result<Self> {
        SessionClient::with_options(&mut options)
    }

    fn with_options(options: &mut Options) -> Result<Self> {
        let endpoint = options.endpoint()?;
        let suffix = options.publishable_key.as_deref().map(cookie_suffix);
        let credentials = options.credentials(endpoint.is_development, suffix.as_deref())?;
        let timeout_ms = options.timeout_ms.unwrap_or(TIMEOUT_MS);
        let own_pages =
            TIMEOUT_MS_RANGE.check(timeout_ms, Code::InvalidOptions).and_then(|_| {
                OwnPages::new([options.sign_in_url.take(), options.sign_up_url.take()])
            })?;
        let calls = Rc::<Calls>::default();
        let cookie = options.session_cookie.then(|| CookieKeeper::new(suffix));
        if options.partitioned_cookies {
            browser::partition_cookies();
        }
        let mut state = State::default();
        state.client.pending_as_signed_out = options.pending_as_signed_out;
        state.cookie.is_kept = options.session_cookie;
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
                own_pages,
                reports: UnreadableReports { listener: options.on_unreadable.clone() },
                state: RefCell::new(state),
                gate: Default::default(),
                tabs: Default::default(),
                renewal: Default::default(),
                page_watch: PageWatch::new(
                    options.touch_on_focus,
                    options.refresh_on_visible.unwrap_or(true),
                ),
                hooks: Hooks {
                    applied: session_cookie::keep,
                    page_event: page_events::on_page_event,
                },
                cookie,
            }),
        })
    }

    /// Returns whether the server has responded yet: tells "signed out" from "not requested yet".
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// if client.is_loaded() && client.session().is_none() {
    ///     println!("Nobody is signed in");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.engine.state().client.is_loaded()
    }

    /// Returns the client as the server last sent it. `None` if there was no response yet, or if
    /// the browser has no client. Sends nothing.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// let signed_in = client.client().map_or(0, |client| {
    ///     client.sessions().filter(|session| session.status().is_signed_in()).count()
    /// });
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn client(&self) -> Option<Client> {
        self.engine.state().client.client().cloned()
    }

    /// Returns the current session of [`client`](Self::client): the last active one, if it is
    /// active or pending. If [`Options::pending_as_signed_out`] is set, only if it is active.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// if let Some(session) = client.session() {
    ///     println!("{} is current", session.id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn session(&self) -> Option<Session> {
        self.engine.state().client.signed_in_session()
    }

    /// Calls `listener` once after each change of [`client`](Self::client) or
    /// [`is_loaded`](Self::is_loaded), before the future of the call that caused the change is
    /// ready. The listener may call any method of this client.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// let changed = client.clone();
    /// let subscription = client.subscribe(move || println!("{}", changed.session().is_some()));
    /// // Later:
    /// drop(subscription);
    /// # Ok(())
    /// # }
    /// ```
    pub fn subscribe(&self, listener: impl Fn() + 'static) -> Subscription {
        let id = self.engine.listeners.add(Rc::new(listener));
        Subscription { engine: Rc::downgrade(&self.engine), id }
    }

    /// Closes the client, for all its clones. A change that is already in flight is not aborted,
    /// but its callers get [`Code::Closed`], as does every later call.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # fn example(client: &SessionClient) -> Result<()> {
    /// client.close();
    /// # Ok(())
    /// # }
    /// ```
    pub fn close(&self) {
        self.engine.close();
    }
}

/// The subscription of a listener. Dropping it ends the subscription.
#[must_use = "dropping it ends the subscription"]
pub struct Subscription {
    /// A weak reference, because the listener may hold the client itself.
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
