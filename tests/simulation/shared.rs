//! The part of a tab that its own code uses: calls and listeners.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::call::Call;
use super::running::{End, Resolved, Running, Start, resolved_by};
use super::shown::shown;
use crate::browser;
use crate::client::{SessionClient, Subscription};
use crate::models::Client;

/// The number of times that one listener calls back into its client, at most.
const MAX_REACTIONS: u32 = 3;

/// The reaction of a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reaction {
    Call(Call),
    Close,
    Subscribe,
    Unsubscribe,
}

/// The part of a tab that its own code uses.
pub(crate) struct Shared {
    /// `None` after the tab is dropped, so that its listeners do not keep the client alive.
    pub client: RefCell<Option<SessionClient>>,
    /// The tokens that have identified the client. The last one is current.
    pub tokens: RefCell<Vec<String>>,
    pub calls: RefCell<Vec<Rc<Running>>>,
    pub resolved: RefCell<Vec<Resolved>>,
    /// The oldest version of the server's state that the tab may still show.
    pub floor: Cell<u64>,
    pub is_closed: Cell<bool>,
    /// The client that was shown when listeners were last called.
    pub notified: RefCell<(bool, Option<Client>)>,
    /// The number of notifications without a change.
    pub needless_notifications: Cell<u32>,
    pub subscriptions: RefCell<Vec<Subscription>>,
}

impl Shared {
    pub fn new(token: Option<String>) -> Self {
        Shared {
            client: RefCell::default(),
            tokens: RefCell::new(token.into_iter().collect()),
            calls: RefCell::default(),
            resolved: RefCell::default(),
            floor: Cell::default(),
            is_closed: Cell::default(),
            notified: RefCell::default(),
            needless_notifications: Cell::default(),
            subscriptions: RefCell::default(),
        }
    }

    /// Returns the token that identifies the client now.
    pub fn token(&self) -> Option<String> {
        self.tokens.borrow().last().cloned()
    }

    /// Records the token of a request, which the client may have found in a cookie.
    pub fn note_token(&self, token: &str) {
        let mut tokens = self.tokens.borrow_mut();
        if !tokens.iter().any(|known| known == token) {
            tokens.push(token.into());
        }
    }

    fn client(&self) -> Option<SessionClient> {
        self.client.borrow().clone()
    }

    pub fn shown_client(&self) -> (bool, Option<Client>) {
        self.client().map_or((false, None), |client| (client.is_loaded(), client.client()))
    }

    /// Begins a call. The caller must spawn the returned task.
    pub fn begin(
        self: &Rc<Self>,
        call: Call,
    ) -> Option<(Rc<Running>, impl Future<Output = ()> + use<>)> {
        let client = self.client()?;
        let shown = client.client().as_ref().map(shown);
        let resolved = self.resolved.borrow();
        let chosen = resolved.iter().filter(|one| one.concerns_current).map(|one| one.version);
        let chosen = chosen.filter(|version| *version < u64::MAX).max().unwrap_or_default();
        let floor = self
            .floor
            .get()
            .max(chosen)
            .max(shown.as_ref().and_then(|shown| shown.version).unwrap_or_default());
        let start = Start {
            current: shown.and_then(|shown| shown.current),
            floor,
            resolved: resolved.len(),
        };
        let running =
            Rc::new(Running { call, start, end: RefCell::default(), task: Cell::default() });
        self.calls.borrow_mut().push(Rc::clone(&running));
        let (shared, result) = (Rc::clone(self), Rc::clone(&running));
        let task = async move {
            let outcome = call.make(&client).await;
            shared.resolved.borrow_mut().extend(resolved_by(call, &outcome));
            result.end.replace(Some(End { outcome, true_ms: browser::true_ms() }));
        };
        Some((running, task))
    }

    /// Compares the shown client with the one at the last notification.
    pub fn watch(&self) {
        let current = self.shown_client();
        if *self.notified.borrow() == current {
            self.needless_notifications.set(self.needless_notifications.get() + 1);
        }
        self.notified.replace(current);
    }

    /// Adds a listener that reacts.
    pub fn subscribe(self: &Rc<Self>, reaction: Reaction) {
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

    pub fn unsubscribe(&self) {
        let subscription = self.subscriptions.borrow_mut().pop();
        drop(subscription);
    }

    pub fn close(&self) {
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
