//! A tab with a `SessionClient`, its calls and its listeners.

use core::cell::{Cell, RefCell};
use core::fmt;
use std::rc::Rc;

use super::call::{Call, Outcome, version};
use super::config::Config;
use super::server::{Mode, client_number};
use crate::browser::{self, Simulation, TabId, TaskId};
use crate::client::{Options, SessionClient, Subscription};
use crate::model::{Client, SessionStatus};

/// How often one listener calls back into its client at most.
const MAX_REACTIONS: u32 = 3;

/// The thing that a listener does when it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reaction {
    Call(Call),
    Close,
    Subscribe,
    Unsubscribe,
}

/// A session as a tab shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownSession {
    pub id: String,
    pub status: SessionStatus,
    pub organization: Option<String>,
}

/// The client as a tab shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownClient {
    pub id: String,
    /// `None`: it is no client of a browser.
    pub number: Option<u32>,
    pub version: u64,
    pub sessions: Vec<ShownSession>,
    pub current: Option<String>,
}

/// A change that has resolved: no token from before it may be given out after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// `None`: all sessions.
    pub session: Option<String>,
    /// `u64::MAX`: there can be no token any more.
    pub version: u64,
    /// Whether it chose or ended the current session.
    pub concerns_current: bool,
}

impl fmt::Display for ShownClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} as of {}:", self.id, self.version)?;
        for ShownSession { id, status, organization } in &self.sessions {
            let mark = if self.current.as_ref() == Some(id) { "*" } else { "" };
            let organization = organization.as_deref().unwrap_or("-");
            write!(formatter, " {mark}{id} {} {organization},", status.as_str())?;
        }
        Ok(())
    }
}

/// The circumstances when a call was made.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub is_loaded: bool,
    pub is_closed: bool,
    pub current: Option<String>,
    /// The oldest version of the server's state that the call may go by.
    pub floor: u64,
    /// The changes that had resolved.
    pub resolved: usize,
}

/// The end of a call.
pub(crate) struct End {
    pub outcome: Outcome,
    pub true_ms: f64,
}

/// A call that has been made.
pub(crate) struct Running {
    pub call: Call,
    pub start: Start,
    pub end: RefCell<Option<End>>,
    task: Cell<Option<TaskId>>,
}

/// The part of a tab that its own code needs.
pub(crate) struct Shared {
    /// `None` once the tab is gone, so that its listeners do not keep it.
    client: RefCell<Option<SessionClient>>,
    /// The tokens by which the client has said that it is known. The last is the present one.
    pub tokens: RefCell<Vec<String>>,
    pub calls: RefCell<Vec<Rc<Running>>>,
    pub resolved: RefCell<Vec<Resolved>>,
    /// The oldest version of the server's state that the tab may still show.
    pub floor: Cell<u64>,
    pub is_closed: Cell<bool>,
    /// The client that was shown when listeners were last called.
    pub notified: RefCell<(bool, Option<Client>)>,
    /// A notification without a change.
    pub vain_notifications: Cell<u32>,
    subscriptions: RefCell<Vec<Subscription>>,
}

pub(crate) struct Tab {
    pub id: TabId,
    pub shared: Rc<Shared>,
    /// The listener that watches from the beginning to the end.
    watch: Option<Subscription>,
}

impl Tab {
    pub fn open(world: &Simulation, config: &Config, token: Option<String>) -> Self {
        let id = world.open_tab(config.tab_kind);
        let shared = Rc::new(Shared {
            client: RefCell::default(),
            tokens: RefCell::new(token.iter().cloned().collect()),
            calls: RefCell::default(),
            resolved: RefCell::default(),
            floor: Cell::default(),
            is_closed: Cell::default(),
            notified: RefCell::default(),
            vain_notifications: Cell::default(),
            subscriptions: RefCell::default(),
        });
        let client = world.in_tab(id, || {
            SessionClient::new(options(config, token, &shared)).expect("options of the simulation")
        });
        shared.client.replace(Some(client.clone()));
        let watcher = Rc::clone(&shared);
        let watch = world.in_tab(id, || client.subscribe(move || watcher.watch()));
        Tab { id, shared, watch: Some(watch) }
    }

    /// Makes a call, which begins when the world next runs.
    pub fn call(&self, world: &Simulation, call: Call) {
        let running = world.in_tab(self.id, || self.shared.begin(call));
        if let Some((running, task)) = running {
            running.task.set(Some(world.start_task(self.id, task)));
        }
    }

    /// Drops the future of a call that has not settled.
    pub fn abort(&self, world: &Simulation, number: usize) {
        let running = {
            let calls = self.shared.calls.borrow();
            let mut pending = calls.iter().filter(|one| one.end.borrow().is_none());
            let count = pending.clone().count();
            pending.nth(number.checked_rem(count).unwrap_or_default()).cloned()
        };
        if let Some(running) = running
            && let Some(task) = running.task.get()
        {
            world.end_task(task);
            self.shared.calls.borrow_mut().retain(|other| !Rc::ptr_eq(other, &running));
        }
    }

    /// Adds a listener that reacts.
    pub fn subscribe(&self, world: &Simulation, reaction: Reaction) {
        world.in_tab(self.id, || self.shared.subscribe(reaction));
    }

    pub fn unsubscribe(&self, world: &Simulation) {
        world.in_tab(self.id, || self.shared.unsubscribe());
    }

    /// Ends all listeners that react.
    pub fn end_reactions(&self, world: &Simulation) {
        world.in_tab(self.id, || self.shared.subscriptions.take());
    }

    pub fn close(&self, world: &Simulation) {
        world.in_tab(self.id, || self.shared.close());
    }

    /// Returns the client as it is shown, and whether the server has been heard.
    pub fn client(&self, world: &Simulation) -> (bool, Option<Client>) {
        world.in_tab(self.id, || self.shared.known())
    }

    /// Lets go of the client and of all that belongs to it.
    pub fn leave(mut self, world: &Simulation) {
        world.in_tab(self.id, || {
            self.shared.subscriptions.take();
            drop(self.watch.take());
            self.shared.client.take();
            self.shared.calls.take();
        });
    }
}

impl Shared {
    /// Returns the token by which the client is known at present.
    pub fn token(&self) -> Option<String> {
        self.tokens.borrow().last().cloned()
    }

    /// Notes the token that a request carries: the client may have found it in a cookie.
    pub fn note_token(&self, token: &str) {
        let mut tokens = self.tokens.borrow_mut();
        if !tokens.iter().any(|known| known == token) {
            tokens.push(token.into());
        }
    }

    fn client(&self) -> Option<SessionClient> {
        self.client.borrow().clone()
    }

    fn known(&self) -> (bool, Option<Client>) {
        self.client().map_or((false, None), |client| (client.is_loaded(), client.client()))
    }

    fn begin(self: &Rc<Self>, call: Call) -> Option<(Rc<Running>, impl Future<Output = ()> + use<>)> {
        let client = self.client()?;
        let shown = client.client().as_ref().map(shown);
        let resolved = self.resolved.borrow();
        let chosen = resolved.iter().filter(|one| one.concerns_current).map(|one| one.version);
        let chosen = chosen.filter(|version| *version < u64::MAX).max().unwrap_or_default();
        let floor = self.floor.get().max(chosen).max(shown.as_ref().map_or(0, |shown| shown.version));
        let start = Start {
            is_loaded: client.is_loaded(),
            is_closed: self.is_closed.get(),
            current: shown.and_then(|shown| shown.current),
            floor,
            resolved: resolved.len(),
        };
        let running = Rc::new(Running { call, start, end: RefCell::default(), task: Cell::default() });
        self.calls.borrow_mut().push(Rc::clone(&running));
        let (shared, result) = (Rc::clone(self), Rc::clone(&running));
        let task = async move {
            let outcome = call.make(&client).await;
            shared.resolved.borrow_mut().extend(resolved_by(call, &outcome));
            result.end.replace(Some(End { outcome, true_ms: browser::true_ms() }));
        };
        Some((running, task))
    }

    fn watch(&self) {
        let known = self.known();
        if *self.notified.borrow() == known {
            self.vain_notifications.set(self.vain_notifications.get() + 1);
        }
        self.notified.replace(known);
    }

    fn subscribe(self: &Rc<Self>, reaction: Reaction) {
        let Some(client) = self.client() else { return };
        let shared = Rc::clone(self);
        let left = Cell::new(MAX_REACTIONS);
        let subscription = client.subscribe(move || {
            if let Some(fewer) = left.get().checked_sub(1) {
                left.set(fewer);
                shared.react(reaction);
            }
        });
        self.subscriptions.borrow_mut().push(subscription);
    }

    fn unsubscribe(&self) {
        let subscription = self.subscriptions.borrow_mut().pop();
        drop(subscription);
    }

    fn close(&self) {
        self.is_closed.set(true);
        if let Some(client) = self.client() {
            client.close();
        }
    }

    fn react(self: &Rc<Self>, reaction: Reaction) {
        match reaction {
            Reaction::Call(call) => {
                if let Some((_, task)) = self.begin(call) {
                    browser::spawn(Box::pin(task));
                }
            }
            Reaction::Close => self.close(),
            Reaction::Subscribe => self.subscribe(Reaction::Call(Call::GetClient)),
            Reaction::Unsubscribe => self.unsubscribe(),
        }
    }
}

/// Returns the client as the invariants compare it.
pub(crate) fn shown(client: &Client) -> ShownClient {
    let sessions = client.sessions().map(|session| ShownSession {
        id: session.id().into(),
        status: session.status(),
        organization: session.last_active_organization_id().map(String::from),
    });
    ShownClient {
        id: client.id().into(),
        number: client_number(client.id()),
        version: version(client.updated_at()),
        sessions: sessions.collect(),
        current: client.current_session().map(|session| session.id().into()),
    }
}

fn resolved_by(call: Call, outcome: &Outcome) -> Option<Resolved> {
    let (session, version) = match outcome {
        Outcome::Session(Some(seen)) | Outcome::Verification(Some(seen)) => {
            (Some(seen.id.clone()), seen.version)
        }
        Outcome::Session(None) => (Some(call.session()?.id()?), u64::MAX),
        Outcome::Client { version } => (None, *version),
        _ => return None,
    };
    match call {
        Call::Touch(..) | Call::DeleteAll => Some(Resolved { session, version, concerns_current: true }),
        // It ends a session, which may be the current one, on the server; but revoking may end one
        // of another device.
        Call::Delete(_) | Call::End(_) | Call::Revoke(..) => {
            Some(Resolved { session, version: u64::MAX, concerns_current: false })
        }
        Call::AttemptFirstFactor { .. } | Call::AttemptSecondFactor { .. } => {
            Some(Resolved { session, version, concerns_current: false })
        }
        _ => None,
    }
}

fn options(config: &Config, token: Option<String>, shared: &Rc<Shared>) -> Options {
    let on_change = || {
        let shared = Rc::downgrade(shared);
        let listener = move |token: &str| {
            if let Some(shared) = shared.upgrade() {
                shared.tokens.borrow_mut().push(token.into());
            }
        };
        Some(Rc::new(listener) as Rc<dyn Fn(&str)>)
    };
    let options = Options {
        timeout_ms: Some(config.timeout_ms),
        max_retries: Some(config.max_retries),
        ..Options::default()
    };
    match config.mode {
        Mode::Cookie => Options { frontend_api: Some("clerk.example.com".into()), ..options },
        Mode::DevBrowser => Options {
            frontend_api: Some("happy-fox-1.clerk.accounts.dev".into()),
            on_dev_browser: on_change(),
            ..options
        },
        Mode::ClientToken => Options {
            frontend_api: Some("clerk.example.com".into()),
            client_token: token,
            on_client_token: on_change(),
            ..options
        },
    }
}
