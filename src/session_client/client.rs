use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::browser::Alarm;
use crate::error::{Code, Error, Result};
use crate::frontend_api::address::{Address, Directions};
use crate::frontend_api::identity::{DevBrowser, Identity, TokenListener, is_token};
use crate::json::Secret;
use crate::model::Client;

use super::known::{Known, Moment, Taken};
use super::tabs::Siblings;
use super::tokens::Tokens;
use super::work::{self, Work};

/// How a [`SessionClient`] is set up.
#[derive(Default)]
pub struct Options {
    /// `pk_live_…` or `pk_test_…`; says which Frontend API to call. This or `frontend_api` is needed.
    pub publishable_key: Option<String>,
    /// The Frontend API's origin or host, in place of the key's.
    pub frontend_api: Option<String>,
    /// Send requests through this absolute URL.
    pub proxy_url: Option<String>,
    /// Identify by this token and no cookies. Not together with `dev_browser`.
    pub client_token: Option<String>,
    /// Is told when the server has replaced the client token.
    pub on_client_token: Option<TokenListener>,
    /// A development browser's token, where there is no page whose cookie holds it.
    pub dev_browser: Option<String>,
    /// Is told of a new development browser's token.
    pub on_dev_browser: Option<TokenListener>,
    /// For each attempt, in milliseconds; 15,000 if `None`.
    pub timeout_ms: Option<u32>,
    /// After the first attempt, for requests that are safe to repeat; 3 if `None`.
    pub max_retries: Option<u32>,
}

const TIMEOUT_MS: u32 = 15_000;
const MAX_RETRIES: u32 = 3;

/// A browser's sessions at one Frontend API. Clones are the same client.
#[derive(Clone)]
pub struct SessionClient {
    pub(crate) inner: Rc<Inner>,
}

/// Who hears of changes.
type Listener = Rc<dyn Fn()>;

/// What all clones share.
pub(crate) struct Inner {
    pub address: Address,
    pub identity: Identity,
    pub timeout_ms: u32,
    pub max_retries: u32,
    pub known: RefCell<Known>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    /// How many listeners there have been.
    subscriptions: Cell<u32>,
    pub is_closed: Rc<Cell<bool>>,
    /// What is being done. Several calls may wait for one of these.
    pub works: RefCell<Vec<Rc<Work>>>,
    pub tokens: RefCell<Tokens>,
    /// Rings when a token is to be renewed.
    pub alarm: RefCell<Option<Alarm>>,
    pub siblings: RefCell<Option<Siblings>>,
    /// Itself, for those whom it waits to hear from.
    pub this: Weak<Inner>,
}

impl SessionClient {
    /// Sends nothing.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`], saying which option and why.
    pub fn new(options: Options) -> Result<Self> {
        let address = Address::find(&Directions {
            publishable_key: options.publishable_key.as_deref(),
            frontend_api: options.frontend_api.as_deref(),
            proxy_url: options.proxy_url.as_deref(),
        })?;
        let identity = identity(&address, &options)?;
        Ok(SessionClient {
            inner: Rc::new_cyclic(|this| Inner {
                address,
                identity,
                timeout_ms: options.timeout_ms.unwrap_or(TIMEOUT_MS),
                max_retries: options.max_retries.unwrap_or(MAX_RETRIES),
                known: RefCell::default(),
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
    pub fn is_loaded(&self) -> bool {
        self.inner.known.borrow().is_loaded()
    }

    /// The client as last heard; the same object until its content changes. `None`: not asked yet, or there is no client.
    pub fn client(&self) -> Option<Client> {
        self.inner.known.borrow().client().cloned()
    }

    /// Has `listener` called after each change of what is known. The number ends that, given to [`unsubscribe`](Self::unsubscribe).
    pub fn subscribe(&self, listener: Rc<dyn Fn()>) -> u32 {
        let id = self.inner.subscriptions.get();
        self.inner.subscriptions.set(id.wrapping_add(1));
        self.inner.listeners.borrow_mut().push((id, listener));
        id
    }

    /// Ends a subscription.
    pub fn unsubscribe(&self, id: u32) {
        self.inner.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    /// # Errors
    /// [`Code::Closed`], once it has been closed: as every call's.
    #[cfg(feature = "npm")]
    pub(crate) fn check_open(&self) -> Result<()> {
        self.inner.check_open()
    }

    /// Stops everything. A change that is already on the wire is not aborted; what waits for it rejects with [`Code::Closed`].
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
        let taken = self.known.borrow_mut().take(client, sent);
        if taken == Taken::Changed {
            self.notify();
        }
        taken
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
            self.notify();
        }
    }

    /// After each change: what depends on the client first, then those who listen.
    fn notify(&self) {
        let client = self.known.borrow().client().cloned();
        self.drop_tokens(&|session| !client.as_ref().is_some_and(|client| client.holds_alive(session)));
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

fn identity(address: &Address, options: &Options) -> Result<Identity> {
    let refuse = |message: &str| Err(Error::new(Code::InvalidOptions, message));
    match (&options.client_token, &options.dev_browser) {
        (Some(_), Some(_)) => refuse("clientToken and devBrowser are two ways to identify: give one of them"),
        (Some(token), None) if !is_token(token) => refuse("clientToken is empty, or not a token"),
        (_, Some(token)) if !is_token(token) => refuse("devBrowser is empty, or not a token"),
        (Some(token), None) => Ok(Identity::ClientToken {
            token: RefCell::new(Secret(token.as_str().into())),
            on_change: options.on_client_token.clone(),
        }),
        (None, Some(_)) if !address.is_development => {
            refuse("devBrowser is for development instances, whose host ends in .accounts.dev")
        }
        (None, given) if address.is_development => Ok(Identity::DevBrowser(DevBrowser::new(
            options.publishable_key.as_deref(),
            given.as_deref(),
            options.on_dev_browser.clone(),
        ))),
        _ => Ok(Identity::Cookie),
    }
}
