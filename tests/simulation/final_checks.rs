//! The end of a history: the network works without faults, each tab refreshes once more, and
//! everything is closed.

use std::rc::Rc;

use serde_json::{Value, json};

use super::call::{Call, SessionRef};
use super::invariants::{Checked, Memory, violation};
use super::player::Player;
use super::server::{Mode, ResponseOptions, SentToken, Wire};
use super::step::{Change, Step};
use super::tab::Tab;
use crate::browser::{TabId, TabKind, TimerKind};
use crate::models::Client;

/// If a tab does not rest within this number of rounds, it never rests.
const MAX_ROUNDS: usize = 400;
/// Longer than any call may take with its attempts, pauses and a refresh, in milliseconds.
const PATIENCE_MS: u32 = 400_000;
/// The number of requests of a tab at the end if it is refused.
const MAX_ASKS: usize = 3;
/// Less than any timeout, in milliseconds.
const SHORT_MS: u32 = 1_000;
/// The longest pause after failed requests for the cookie's token, in milliseconds.
const LONGEST_PAUSE_MS: u32 = 80_000;
/// The greatest number of GET /client that one doubt may cause in a tab.
const MAX_REFRESHES: usize = 2;

impl Player {
    /// Plays the end.
    pub(super) fn end(&mut self) -> Checked {
        if self.config.hangs_at_end {
            self.hang()?;
        }
        for tab in 0..self.tabs.len() {
            self.take(Step::Show { tab: tab as u8, is_visible: true })?;
        }
        self.settle()?;
        self.check_settled()?;
        self.check_rest()?;
        self.check_lost_changes()?;
        self.ask_once_more()?;
        for (tab, _) in &self.tabs {
            tab.end_reactions(&self.world);
        }
        self.check_doubt()?;
        self.check_told()?;
        self.check_polls()?;
        self.leave()
    }

    /// Leaves every call without a response.
    fn hang(&mut self) -> Checked {
        for _ in 0..PATIENCE_MS / 1_000 {
            self.take(Step::Pass(1_000))?;
        }
        self.check_settled()
    }

    /// Completes everything that is under way, in order and without faults.
    fn settle(&mut self) -> Checked {
        self.take(Step::Pass(0))?;
        for _ in 0..MAX_ROUNDS {
            let requests = self.world.requests();
            if let Some(answered) = requests.iter().position(|request| request.is_answered) {
                self.take(Step::Deliver(answered_before(&requests, answered)))?;
            } else if !requests.is_empty() {
                self.take(Step::Exchange(0, ResponseOptions::default()))?;
            } else if self.world.deliverable_messages() > 0 {
                self.take(Step::Message(0))?;
            } else if let Some(ms) = self.next_timer_ms() {
                self.take(Step::Pass(ms.ceil() as u32))?;
            } else {
                return Ok(());
            }
        }
        let left = self.world.leftovers().join(", ");
        violation("the tabs come to rest", left)
    }

    /// Returns the time until the next timer that is not a renewal.
    fn next_timer_ms(&self) -> Option<f64> {
        let timers = self.world.timers().into_iter();
        let waits = timers.filter(|timer| timer.kind != TimerKind::WhileVisible);
        waits.map(|timer| timer.left_ms).min_by(f64::total_cmp)
    }

    fn check_settled(&self) -> Checked {
        for (number, (tab, _)) in self.tabs.iter().enumerate() {
            if let Some(running) = tab.shared.calls.borrow().first() {
                let details = format!("tab {number}: {:?} from {:?}", running.call, running.start);
                return violation("every call settles", details);
            }
        }
        Ok(())
    }

    /// Checks that a tab at rest holds only its channel, its listeners and its renewals.
    fn check_rest(&self) -> Checked {
        let mut left: Vec<String> =
            self.world.tasks().iter().map(|task| format!("{task:?}")).collect();
        left.extend(self.world.locks().iter().map(|lock| format!("{lock:?}")));
        if left.is_empty() {
            Ok(())
        } else {
            violation("a tab at rest holds nothing", left.join(", "))
        }
    }

    /// Refreshes each tab once more and compares its client with the server's.
    fn ask_once_more(&mut self) -> Checked {
        for number in 0..self.tabs.len() {
            // If a development browser is refused twice, the call rejects, and the next one
            // succeeds.
            for asks in 0..MAX_ASKS {
                let (tab, _) = &self.tabs[number];
                let token = tab.shared.token();
                let is_refused =
                    self.server.served(token.as_deref(), self.world.true_ms()).is_err();
                if !tab.shared.is_closed.get() && (is_refused || asks == 0) {
                    self.take(call(number, Call::GetClient))?;
                    self.settle()?;
                }
            }
        }
        self.check_settled()?;
        self.check_equal(&comparable)?;
        self.check_cookie()
    }

    /// Checks that the application's server would see the current session, or nobody.
    fn check_cookie(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        let is_page = self.config.tab_kind == TabKind::Page;
        if !is_page || !self.config.session_cookie || !self.is_known(number) {
            return Ok(());
        }
        for _ in 0..=LONGEST_PAUSE_MS / SHORT_MS {
            self.take(Step::Pass(SHORT_MS))?;
            self.settle()?;
        }
        let (tab, _) = &self.tabs[number];
        let now_ms = self.world.true_ms();
        let token = tab.shared.token();
        let served = self.server.served(token.as_deref(), now_ms);
        let Ok(client) = served else { return Ok(()) };
        let current = client.and_then(|client| client.current_session());
        let cookies = self.world.cookies();
        // Without a publishable key there is no suffix, and a cookie of unknown origin is kept.
        let has_suffix = self.config.mode == Mode::Cookie;
        let name = if has_suffix { "__session_naoXFJnI" } else { "__session" };
        let held = cookies.get(name).and_then(|jwt| SentToken::read(jwt));
        let is_right = match (&current, &held) {
            (Some(current), Some(held)) => {
                let organization = current.last_active_organization_id().unwrap_or_default();
                held.session == current.id()
                    && held.organization == organization
                    && held.exp as f64 * 1000.0 > now_ms
            }
            (None, Some(_)) => !has_suffix,
            (current, None) => current.is_none(),
        };
        if is_right {
            return Ok(());
        }
        let current = current.map(|session| session.id().to_owned());
        violation("the cookie is for the current session", format!("{current:?}, {held:?}"))
    }

    fn check_equal(&mut self, comparable: &dyn Fn(&Client) -> Value) -> Checked {
        for number in 0..self.tabs.len() {
            let (tab, _) = &self.tabs[number];
            if tab.shared.is_closed.get() {
                continue;
            }
            let (is_loaded, client) = tab.client(&self.world);
            let shown = client.map_or(Value::Null, |client| comparable(&client));
            let token = tab.shared.token();
            let served = self.server.served(token.as_deref(), self.world.true_ms());
            let served = match served {
                Ok(client) => client.map_or(Value::Null, |client| comparable(&client)),
                Err(status) => json!(status),
            };
            if !is_loaded || shown != served {
                let details = format!("tab {number} shows {shown}, the server has {served}");
                return violation("at the end, every tab equals the server", details);
            }
        }
        Ok(())
    }

    /// Raises a doubt in the first open tab and counts the requests that it causes.
    fn check_doubt(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        let Some(session) = self.current(number) else { return Ok(()) };
        let calls = match self.config.seed % 4 {
            0 => vec![Call::Touch(session, None)],
            1 => vec![Call::Touch(session, None); 5],
            2 => vec![Call::Delete(session); 3],
            _ => {
                self.take(Step::ExternalChange(Change::Revoke(0)))?;
                vec![Call::Touch(session, None), Call::StartVerification(session)]
            }
        };
        let before = self.world.sent_requests();
        for one in calls {
            self.take(call(number, one))?;
        }
        let without_client = ResponseOptions { without_client: true, ..ResponseOptions::default() };
        while self
            .world
            .requests()
            .iter()
            .any(|request| !Wire::read(request).is("GET", &["client"]))
        {
            let reads = self.world.requests().into_iter();
            let at = reads.filter(|request| !request.is_answered);
            let at = at.take_while(|request| Wire::read(request).is("GET", &["client"])).count();
            self.take(Step::Exchange(at as u8, without_client))?;
        }
        self.settle()?;
        self.check_settled()?;
        let count = self.reads_since(before, self.tabs[number].0.id);
        if count > MAX_REFRESHES {
            let details = format!("{count} by tab {number}, after {:?}", self.config.seed % 4);
            return violation("a doubt causes at most two GET /client", details);
        }
        Ok(())
    }

    /// Checks that the other tabs learn of a change, even of a session that the changing tab does
    /// not know. All tabs equal the server without a call.
    fn check_told(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        if !self.is_known(number) || self.config.tab_kind == TabKind::Server {
            return Ok(());
        }
        // Tabs with the same client share a channel.
        let client = |memory: &Memory| memory.last.as_ref().and_then(|last| last.number);
        let own = client(&self.tabs[number].1);
        let listen =
            |(tab, memory): &(Tab, Memory)| tab.shared.is_closed.get() || client(memory) == own;
        if own.is_none() || !self.tabs.iter().all(listen) {
            return Ok(());
        }
        self.take(Step::ExternalChange(Change::SignIn(0)))?;
        let Some(session) = self.newest_session(number) else { return Ok(()) };
        let change = match self.config.seed % 5 {
            0 => Call::Touch(session, Some(Some(1))),
            1 => Call::Delete(session),
            2 => Call::End(session),
            3 => Call::Revoke(session, session),
            _ => Call::DeleteAll,
        };
        self.take(call(number, change))?;
        let without_client = self.config.seed.is_multiple_of(2);
        self.take(Step::Exchange(
            0,
            ResponseOptions { without_client, ..ResponseOptions::default() },
        ))?;
        self.settle()?;
        // The client lists ended sessions, of which not every tab must learn.
        self.check_equal(&alive)
    }

    /// Returns the session that was last signed in in a tab's browser.
    fn newest_session(&self, number: usize) -> Option<SessionRef> {
        let client = self.server.identities.client_of(self.tabs[number].1.browser)?;
        let sessions = self.server.accounts.alive(client);
        sessions.last()?.strip_prefix("sess_")?.parse().ok().map(SessionRef::Number)
    }

    /// Checks that overlapping polls advance the state, although each response arrives after the
    /// next poll has begun.
    fn check_polls(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        if !self.is_known(number) {
            return Ok(());
        }
        let mut versions = Vec::new();
        self.take(Step::ExternalChange(Change::SignIn(0)))?;
        self.take(call(number, Call::GetClient))?;
        for _ in 0..8 {
            // Each response takes as long as the interval between polls.
            let in_flight = self.world.requests().len();
            self.take(call(number, Call::GetClient))?;
            self.take(Step::ExternalChange(Change::SignIn(1)))?;
            for _ in 0..in_flight {
                self.take(Step::Exchange(0, ResponseOptions::default()))?;
            }
            versions.push(self.tabs[number].1.last.clone());
        }
        versions.dedup();
        if versions.len() < 4 {
            return violation("overlapping polls advance the state", format!("{versions:?}"));
        }
        self.settle()?;
        self.check_settled()
    }

    fn first_open(&self) -> Option<usize> {
        self.tabs.iter().position(|(tab, _)| !tab.shared.is_closed.get())
    }

    /// Returns whether the server identifies the tab as the browser of the page's cookies.
    fn is_known(&self, number: usize) -> bool {
        let (tab, memory) = &self.tabs[number];
        let token = tab.shared.token();
        self.server.knows(token.as_deref()) && memory.browser == self.page_browser()
    }

    /// Returns the number of GET /client of a tab after the first requests.
    fn reads_since(&self, first: usize, tab: TabId) -> usize {
        let sent = self.world.sent_since(first).into_iter().filter(|request| request.tab == tab);
        sent.filter(|request| Wire::read(request).is("GET", &["client"])).count()
    }

    fn current(&self, number: usize) -> Option<SessionRef> {
        let current = self.tabs[number].1.last.as_ref()?.current.as_deref()?;
        current.strip_prefix("sess_")?.parse().ok().map(SessionRef::Number)
    }

    /// Closes everything, then drops it, and checks after each that nothing is left.
    fn leave(&mut self) -> Checked {
        for (tab, _) in &self.tabs {
            tab.end_reactions(&self.world);
            tab.close(&self.world);
        }
        self.world.run();
        self.check_nothing_left("closed")?;
        let tabs: Vec<_> = self.tabs.drain(..).map(|(tab, _)| tab).collect();
        for tab in tabs {
            let shared = Rc::downgrade(&tab.shared);
            tab.leave(&self.world);
            if shared.upgrade().is_some() {
                return violation("nothing is left", "a client that its listeners keep alive");
            }
        }
        self.check_nothing_left("dropped")
    }

    fn check_nothing_left(&self, when: &str) -> Checked {
        let left = self.world.leftovers();
        if left.is_empty() {
            return Ok(());
        }
        violation("nothing is left", format!("{when}: {}", left.join(", ")))
    }
}

fn call(number: usize, call: Call) -> Step {
    Step::Call { tab: number as u8, call, is_together: false }
}

fn answered_before(requests: &[crate::browser::SentRequest], at: usize) -> u8 {
    requests.iter().take(at).filter(|request| request.is_answered).count() as u8
}

/// Returns the ids of a client's sessions that are alive. The current session is left out: a tab
/// need not learn of its change if a session ends that the tab does not know.
fn alive(client: &Client) -> Value {
    let alive = client.sessions().filter(|session| session.status().is_alive());
    alive.map(|session| json!(session.id())).collect()
}

/// Returns a client as JSON without its sessions' tokens.
fn comparable(client: &Client) -> Value {
    let mut json = serde_json::to_value(client).unwrap_or_default();
    let sessions = json.get_mut("sessions").and_then(Value::as_array_mut);
    for session in sessions.into_iter().flatten() {
        session["lastActiveToken"] = Value::Null;
    }
    json
}
