//! The end of a history: the network is quiet, each tab asks once more, and all is left.

use std::rc::Rc;

use serde_json::{Value, json};

use super::call::{Call, Named};
use super::invariants::{Checked, violation};
use super::player::Player;
use super::server::{Manner, Wire};
use super::step::{Change, Step};
use crate::browser::{TabId, TimerKind};

/// More rounds than this without a rest mean that a tab never rests.
const MAX_ROUNDS: usize = 400;
/// Longer than any call may take: attempts, their pauses, and a refresh, in milliseconds.
const PATIENCE_MS: u32 = 400_000;
/// The most GET /client that one doubt may cost a tab.
const MAX_REFRESHES: usize = 2;

impl Player {
    /// Plays the end.
    pub(super) fn end(&mut self) -> Checked {
        if self.config.hangs_at_end {
            self.hang()?;
        }
        self.settle()?;
        self.check_settled()?;
        self.check_rest()?;
        self.ask_once_more()?;
        for (tab, _) in &self.tabs {
            tab.end_reactions(&self.world);
        }
        self.check_doubt()?;
        self.check_polls()?;
        self.leave()
    }

    /// Lets every call wait in vain.
    fn hang(&mut self) -> Checked {
        for _ in 0..PATIENCE_MS / 1_000 {
            self.take(Step::Pass(1_000))?;
        }
        self.check_settled()
    }

    /// Lets everything that is under way come to its end, in order and without faults.
    fn settle(&mut self) -> Checked {
        self.take(Step::Pass(0))?;
        for _ in 0..MAX_ROUNDS {
            let requests = self.world.requests();
            if let Some(answered) = requests.iter().position(|request| request.is_answered) {
                self.take(Step::Deliver(answered_before(&requests, answered)))?;
            } else if !requests.is_empty() {
                self.take(Step::Exchange(0, Manner::default()))?;
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

    /// Returns how long until the next timer that is no renewal.
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

    /// Checks that a tab at rest holds nothing but its channel, its listeners and its renewals.
    fn check_rest(&self) -> Checked {
        let mut left: Vec<String> = self.world.tasks().iter().map(|task| format!("{task:?}")).collect();
        left.extend(self.world.locks().iter().map(|lock| format!("{lock:?}")));
        if left.is_empty() { Ok(()) } else { violation("a tab at rest holds nothing", left.join(", ")) }
    }

    /// Has each tab ask once more, and compares what it shows with what it was answered.
    fn ask_once_more(&mut self) -> Checked {
        for number in 0..self.tabs.len() {
            if !self.tabs[number].0.shared.is_closed.get() {
                self.take(call(number, Call::GetClient))?;
                self.settle()?;
            }
        }
        self.check_settled()?;
        self.check_equal()
    }

    fn check_equal(&mut self) -> Checked {
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
                return violation("at the end every tab equals the server", details);
            }
        }
        Ok(())
    }

    /// Raises a doubt in the first open tab, and counts what it costs.
    fn check_doubt(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        let Some(session) = self.current(number) else { return Ok(()) };
        let calls = match self.config.seed % 4 {
            0 => vec![Call::Touch(session, None)],
            1 => vec![Call::Touch(session, None), Call::End(session), Call::Touch(session, None)],
            2 => vec![Call::Delete(session); 3],
            _ => {
                self.take(Step::Elsewhere(Change::Revoke(0)))?;
                vec![Call::Touch(session, None), Call::StartVerification(session)]
            }
        };
        let before = self.world.sent_requests();
        for one in calls {
            self.take(call(number, one))?;
        }
        let without_client = Manner { without_client: true, ..Manner::default() };
        while self.world.requests().iter().any(|request| !Wire::read(request).is("GET", &["client"])) {
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
            return violation("a doubt costs two GET /client at most", details);
        }
        Ok(())
    }

    /// Checks that polls which overlap advance the state, although each is answered after the next
    /// has left.
    fn check_polls(&mut self) -> Checked {
        let Some(number) = self.first_open() else { return Ok(()) };
        if !self.is_known(number) {
            return Ok(());
        }
        let mut versions = Vec::new();
        self.take(Step::Elsewhere(Change::SignIn(0)))?;
        self.take(call(number, Call::GetClient))?;
        for _ in 0..8 {
            // The answers take as long as it takes until the next poll.
            let in_flight = self.world.requests().len();
            self.take(call(number, Call::GetClient))?;
            self.take(Step::Elsewhere(Change::SignIn(1)))?;
            for _ in 0..in_flight {
                self.take(Step::Exchange(0, Manner::default()))?;
            }
            versions.push(self.tabs[number].1.last.as_ref().map_or(0, |last| last.version));
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

    /// Returns whether the server knows the tab's browser.
    fn is_known(&self, number: usize) -> bool {
        self.server.knows(self.tabs[number].0.shared.token().as_deref())
    }

    /// Returns how many GET /client a tab has sent since there were so many requests.
    fn reads_since(&self, first: usize, tab: TabId) -> usize {
        let sent = self.world.sent_since(first).into_iter().filter(|request| request.tab == tab);
        sent.filter(|request| Wire::read(request).is("GET", &["client"])).count()
    }

    fn current(&self, number: usize) -> Option<Named> {
        let current = self.tabs[number].1.last.as_ref()?.current.as_deref()?;
        current.strip_prefix("sess_")?.parse().ok().map(Named::Number)
    }

    /// Closes and drops everything, and checks that nothing is left.
    fn leave(&mut self) -> Checked {
        let tabs: Vec<_> = self.tabs.drain(..).map(|(tab, _)| tab).collect();
        let mut kept = Vec::new();
        for tab in tabs {
            tab.close(&self.world);
            let shared = Rc::downgrade(&tab.shared);
            tab.leave(&self.world);
            self.world.run();
            kept.extend(shared.upgrade().map(|_| "a client that its listeners keep".to_owned()));
        }
        kept.extend(self.world.leftovers());
        if kept.is_empty() { Ok(()) } else { violation("nothing is left", kept.join(", ")) }
    }
}

fn call(number: usize, call: Call) -> Step {
    Step::Call { tab: number as u8, call, is_together: false }
}

fn answered_before(requests: &[crate::browser::SentRequest], at: usize) -> u8 {
    requests.iter().take(at).filter(|request| request.is_answered).count() as u8
}

/// Returns a client as JSON without its sessions' tokens.
fn comparable(client: &crate::model::Client) -> Value {
    let mut json = serde_json::to_value(client).unwrap_or_default();
    let sessions = json.get_mut("sessions").and_then(Value::as_array_mut);
    for session in sessions.into_iter().flatten() {
        session["lastActiveToken"] = Value::Null;
    }
    json
}
