//! A tab with a `SessionClient`, its calls and its listeners.

use std::rc::Rc;

use super::call::Call;
use super::config::Config;
use super::server::Mode;
use super::shared::{Reaction, Shared};
use crate::browser::{Simulation, TabId};
use crate::client::{Options, SessionClient, Subscription};
use crate::models::Client;

/// The publishable key of `clerk.example.com`.
const KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

pub(crate) struct Tab {
    pub id: TabId,
    pub shared: Rc<Shared>,
    /// The listener that checks notifications for the tab's whole life.
    watch: Option<Subscription>,
}

impl Tab {
    pub fn open(world: &Simulation, config: &Config, token: Option<String>) -> Self {
        let id = world.open_tab(config.tab_kind);
        let shared = Rc::new(Shared::new(token.clone()));
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

    /// Removes all listeners that react.
    pub fn end_reactions(&self, world: &Simulation) {
        world.in_tab(self.id, || self.shared.subscriptions.take());
    }

    pub fn close(&self, world: &Simulation) {
        world.in_tab(self.id, || self.shared.close());
    }

    /// Returns the shown client, and whether it has been loaded.
    pub fn client(&self, world: &Simulation) -> (bool, Option<Client>) {
        world.in_tab(self.id, || self.shared.shown_client())
    }

    /// Drops the client and everything that belongs to it.
    pub fn leave(mut self, world: &Simulation) {
        world.in_tab(self.id, || {
            self.shared.subscriptions.take();
            drop(self.watch.take());
            self.shared.client.take();
            self.shared.calls.take();
        });
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
        session_cookie: config.session_cookie,
        touch_on_focus: config.touch_on_focus,
        ..Options::default()
    };
    match config.mode {
        Mode::Cookie => Options { publishable_key: Some(KEY.into()), ..options },
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
