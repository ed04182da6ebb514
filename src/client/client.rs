use core::cell::{Cell, RefCell};
use core::fmt;
use std::rc::{Rc, Weak};

use crate::api::endpoint::{Address, Directions};
use crate::api::range::TIMEOUT_MS_RANGE;
use crate::browser::{self, VisibleTimeout};
use crate::client::credentials::{Identity, TokenListener, is_token};
use crate::error::{Code, Error, Result};
use crate::model::{Client, Session};
use crate::util::text::{Secret, Text};

use super::tabs::Siblings;
use super::work::{self, Work};
use crate::state::client_state::{Known, Moment, Taken};
use crate::state::clock::Instant;
use crate::state::token_cache::Tokens;

/// A function that hears of fields that could not be read.
pub type ErrorListener = Rc<dyn Fn(&Error)>;

/// Which Frontend API to ask, and as whom.
///
/// In a page nothing but `publishable_key` is needed: the browser's cookies say who asks or, at a development instance, a
/// development browser that is shared with clerk-js by the page's `__clerk_db_jwt` cookies. Name what you set and leave the
/// rest to [`Default`]: there may be more of these one day.
#[derive(Clone, Default)]
pub struct Options {
    /// `pk_live_…` or `pk_test_…`; says which Frontend API to call. This or `frontend_api` is needed.
    pub publishable_key: Option<String>,
    /// The Frontend API's origin or host, in place of the key's. A host that ends in `.accounts.dev` is a development instance.
    pub frontend_api: Option<String>,
    /// Send requests through this absolute URL (https, or http for localhost). Needs one of the two above all the same.
    pub proxy_url: Option<String>,
    /// Identify by this token and no cookies: servers, native shells, extensions. Not together with `dev_browser`. It is what the
    /// Frontend API sends in the `Authorization` header of its answer to a sign-in made with `_is_native=1`, as Clerk's native kits
    /// make it, and is given without `Bearer `. The instance's Native API has to be switched on; from a page or its workers Clerk
    /// refuses it, since browsers add `Origin` to their requests.
    pub client_token: Option<String>,
    /// Is told when the server has replaced the client token: store it. Called before the future of the call is ready.
    pub on_client_token: Option<TokenListener>,
    /// A development browser's token, where there is no page whose cookie holds it. For development instances alone.
    pub dev_browser: Option<String>,
    /// Is told of a new development browser's token: store it. Called before the future of the call is ready.
    pub on_dev_browser: Option<TokenListener>,
    /// Called with a [`Code::InvalidResponse`] for each path of a decorative field that could not be
    /// read and so reads as absent: once for each path, 20 paths at most for each loaded module. By
    /// default these are written to the console.
    pub on_unreadable: Option<ErrorListener>,
    /// Milliseconds for each attempt, its body included: 1 to 2,147,483,647; 15,000 if `None`.
    pub timeout_ms: Option<u32>,
    /// How many attempts after the first, for requests that are safe to repeat: 3 if `None`. They are repeated when
    /// the network fails or the server answers 429, 502, 503 or 504, but not after a timeout. Between attempts they wait for as
    /// long as `Retry-After` says (more than 30 seconds is an error at once), else longer each time.
    pub max_retries: Option<u32>,
}

/// Says nothing of tokens but whether there are any.
impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |token: &Option<String>| token.as_ref().map(|_| Secret("".into()));
        formatter
            .debug_struct("Options")
            .field("publishable_key", &self.publishable_key)
            .field("frontend_api", &self.frontend_api)
            .field("proxy_url", &self.proxy_url)
            .field("client_token", &hidden(&self.client_token))
            .field("dev_browser", &hidden(&self.dev_browser))
            .field("timeout_ms", &self.timeout_ms)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

const TIMEOUT_MS: u32 = 15_000;
const MAX_RETRIES: u32 = 3;

/// A browser's sessions at one Frontend API. Clones are the same client, and equal. On a server: one for each request, closed
/// afterwards.
///
/// A future of a call does nothing before it is polled; where nothing has to be asked first, its request leaves with the first
/// poll. Dropping it ends the waiting, and aborts the request unless another caller waits for it; what the server had heard by
/// then may happen all the same. A call that failed has changed nothing here by itself.
///
/// Some calls share one request: who deletes, ends or revokes the same session, or wants the same token, before the answer is
/// there, and who reads the same in one turn of the event loop.
///
/// # Errors
/// Any call may fail with [`Code::Network`], [`Code::Timeout`], [`Code::Api`], [`Code::InvalidResponse`] or [`Code::Closed`], one
/// that is about a session also with [`Code::InvalidArgument`] or [`Code::NoSession`]. What else a call may fail with stands
/// with it.
#[derive(Clone)]
pub struct SessionClient {
    pub(crate) inner: Rc<Inner>,
}

impl PartialEq for SessionClient {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Eq for SessionClient {}

impl fmt::Debug for SessionClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { address, timeout_ms, max_retries, is_closed, .. } = &*self.inner;
        formatter
            .debug_struct("SessionClient")
            .field("address", &address.base)
            .field("timeout_ms", timeout_ms)
            .field("max_retries", max_retries)
            .field("is_closed", &is_closed.get())
            .finish_non_exhaustive()
    }
}

/// Who hears of changes.
pub(crate) type Listener = Rc<dyn Fn()>;

/// What all clones share.
pub(crate) struct Inner {
    pub address: Address,
    pub identity: Identity,
    pub timeout_ms: u32,
    pub max_retries: u32,
    pub known: RefCell<Known>,
    /// When it was heard what is known.
    heard: Cell<Instant>,
    /// The session whose reverification was last begun.
    pub under_verification: RefCell<Option<Text>>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    /// How many listeners there have been.
    subscriptions: Cell<u32>,
    pub is_closed: Rc<Cell<bool>>,
    /// What is being done. Several calls may wait for one of these.
    pub works: RefCell<Vec<Rc<Work>>>,
    pub tokens: RefCell<Tokens>,
    /// Rings when a token is to be renewed.
    pub alarm: RefCell<Option<VisibleTimeout>>,
    pub siblings: RefCell<Option<Rc<Siblings>>>,
    /// Itself, for those whom it waits to hear from.
    pub this: Weak<Inner>,
}

impl SessionClient {
    /// A client that has heard nothing yet. Sends nothing.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`], saying which option and why.
    pub fn new(options: Options) -> Result<Self> {
        let address = Address::find(&Directions {
            publishable_key: options.publishable_key.as_deref(),
            frontend_api: options.frontend_api.as_deref(),
            proxy_url: options.proxy_url.as_deref(),
        })?;
        let identity = identity(address.is_development, &options)?;
        let timeout_ms = options.timeout_ms.unwrap_or(TIMEOUT_MS);
        TIMEOUT_MS_RANGE.check(timeout_ms, Code::InvalidOptions)?;
        Ok(SessionClient {
            inner: Rc::new_cyclic(|this| Inner {
                address,
                identity,
                timeout_ms,
                max_retries: options.max_retries.unwrap_or(MAX_RETRIES),
                known: RefCell::default(),
                heard: Cell::new(browser::now()),
                under_verification: RefCell::default(),
                listeners: RefCell::default(),
                subscriptions: Cell::default(),
                is_closed: Rc::default(),
                works: RefCell::default(),
                tokens: RefCell::default(),
                alarm: RefCell::default(),
                siblings: RefCell::default(),
                this: Weak::clone(this),
            }),
        })
    }

    /// Whether the server has been heard yet: tells "signed out" from "not asked".
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.inner.known.borrow().is_loaded()
    }

    /// The client as last heard. `None`: not asked yet, or there is no client. Sends nothing.
    #[must_use]
    pub fn client(&self) -> Option<Client> {
        self.inner.known.borrow().client().cloned()
    }

    /// The current session of [`client`](Self::client): the last active one, if it is active or pending.
    #[must_use]
    pub fn session(&self) -> Option<Session> {
        self.inner.known.borrow().client()?.current_session()
    }

    /// # Errors
    /// [`Code::Closed`], once it has been closed: as every call's.
    #[cfg(feature = "npm")]
    pub(crate) fn check_open(&self) -> Result<()> {
        self.inner.check_open()
    }

    /// Stops everything, for all clones. A change that is already on the wire is not aborted, but whoever waits for it gets
    /// [`Code::Closed`], as does every call afterwards.
    pub fn close(&self) {
        self.inner.is_closed.set(true);
        self.inner.listeners.borrow_mut().clear();
        self.inner.tokens.take();
        self.inner.alarm.take();
        self.inner.siblings.take();
        self.inner.works.borrow().iter().for_each(|work| work.pace.wake());
    }
}

impl Inner {
    /// Takes the client that an answer carried, and tells everybody if that changed anything.
    pub fn take(&self, client: Option<Client>, sent: Moment) -> Taken {
        let before = self.known.borrow().client().cloned();
        let taken = self.known.borrow_mut().take(client, sent);
        if taken == Taken::Changed {
            let now = browser::now();
            let age_ms = now.since_ms(self.heard.replace(now));
            let is_newly_verified = |session: &Session| {
                let before = before.as_ref()?.session(session.id())?;
                Some(session.is_verified_since(&before, (age_ms / 60_000.0) as u32))
            };
            self.notify(&|session| is_newly_verified(session) == Some(true));
        }
        taken
    }

    /// Has a listener called after each change of what is known. The number ends that, given to [`unlisten`](Self::unlisten).
    pub fn listen(&self, listener: Listener) -> u32 {
        let id = self.subscriptions.get();
        self.subscriptions.set(id.wrapping_add(1));
        self.listeners.borrow_mut().push((id, listener));
        id
    }

    pub fn unlisten(&self, id: u32) {
        self.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    /// # Errors
    /// [`Code::Closed`], once it has been.
    pub fn check_open(&self) -> Result<()> {
        if self.is_closed.get() { Err(work::closed()) } else { Ok(()) }
    }

    /// Takes it that sessions have ended.
    pub fn forget(&self, has_ended: &dyn Fn(&str) -> bool) {
        let has_changed = self.known.borrow_mut().forget(has_ended);
        if has_changed {
            self.notify(&|_| false);
        }
    }

    /// After each change: what depends on the client first, then those who listen.
    fn notify(&self, is_newly_verified: &dyn Fn(&Session) -> bool) {
        // One who listened may have closed this client while its answer is still being judged.
        if self.is_closed.get() {
            return;
        }
        let client = self.known.borrow().client().cloned();
        // In another tab perhaps, which has dropped its tokens: those that a third one still has are old, too.
        if client.as_ref().is_some_and(|client| client.sessions().any(|session| is_newly_verified(&session)))
        {
            self.tokens.borrow_mut().outdate(browser::now());
        }
        self.drop_tokens(&|id| {
            let session = client.as_ref().and_then(|client| client.session(id));
            !session.is_some_and(|session| session.status().is_alive() && !is_newly_verified(&session))
        });
        self.meet_siblings();
        // A listener may subscribe, unsubscribe or close.
        let listeners = self.listeners.borrow().clone();
        for (id, listener) in listeners {
            let is_subscribed = self.listeners.borrow().iter().any(|(other, _)| *other == id);
            if is_subscribed {
                listener();
            }
        }
    }
}

fn identity(is_development: bool, options: &Options) -> Result<Identity> {
    let (client_token, dev_browser) = (options.client_token.as_deref(), options.dev_browser.as_deref());
    let reason = match (client_token, dev_browser) {
        (Some(_), Some(_)) => "clientToken and devBrowser are two ways to identify: give one of them",
        (Some(token), _) if !is_token(token) => "clientToken is empty, or not a token",
        (Some(token), _) => return Ok(Identity::client_token(token, options.on_client_token.clone())),
        (_, Some(token)) if !is_token(token) => "devBrowser is empty, or not a token",
        (_, Some(_)) if !is_development => {
            "devBrowser is for development instances, whose host ends in .accounts.dev"
        }
        _ if is_development => {
            let (key, on_change) = (options.publishable_key.as_deref(), options.on_dev_browser.clone());
            return Ok(Identity::dev_browser(key, dev_browser, on_change));
        }
        _ => return Ok(Identity::cookie()),
    };
    Err(Error::new(Code::InvalidOptions, reason))
}
