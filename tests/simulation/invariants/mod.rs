//! The invariants that hold after each step of a history.

mod doubts;
mod outcomes;
mod refreshes;
mod repetitions;
mod shown;

use std::collections::BTreeSet;

use super::player::{Events, Player};
use super::shown::ShownClient;
use super::tab::Tab;
use doubts::Doubt;

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub invariant: &'static str,
    pub details: String,
}

pub(crate) type Checked = Result<(), Violation>;

pub(super) fn violation(invariant: &'static str, details: impl Into<String>) -> Checked {
    Err(Violation { invariant, details: details.into() })
}

/// The facts about a tab against which later steps are checked.
#[derive(Default)]
pub(crate) struct Memory {
    pub is_loaded: bool,
    /// The client that was shown last.
    pub last: Option<ShownClient>,
    /// The sessions whose end the server has confirmed to this tab.
    ended: BTreeSet<String>,
    /// The sessions that the server has confirmed to this tab as removed with all others.
    removed: BTreeSet<String>,
    /// The newest version of the server's state in any response to this tab.
    newest: u64,
    /// The number of requests that had been sent when the last success reached this tab.
    success_mark: usize,
    /// The browser that the tab's token identifies.
    pub browser: usize,
    doubts: Vec<Doubt>,
    /// Whether a request for a development browser has failed.
    has_lost_browser: bool,
    /// The end of the time in which a failed GET /client may be retried, in milliseconds.
    repeats_until_ms: f64,
    /// The changes whose responses cannot arrive any more, each with the number of requests sent
    /// before.
    lost_changes: Vec<(usize, crate::browser::SentRequest)>,
}

impl Player {
    /// Checks all invariants after a step.
    pub(super) fn check(&mut self, events: &Events) -> Checked {
        self.check_repetitions(events)?;
        for number in 0..self.tabs.len() {
            let delivery = events.delivery.as_ref().filter(|delivery| delivery.tab == number);
            let (was_loaded, before) =
                (self.tabs[number].1.is_loaded, self.tabs[number].1.last.clone());
            self.check_shown(number, delivery)?;
            self.check_outcomes(number)?;
            self.check_refreshes(number)?;
            self.check_listeners(number)?;
            self.check_doubts(number, was_loaded, before.as_ref(), events)?;
        }
        Ok(())
    }

    /// Checks that listeners were called after each change, and only then.
    fn check_listeners(&self, number: usize) -> Checked {
        let (Tab { shared, .. }, _) = &self.tabs[number];
        if shared.needless_notifications.get() > 0 {
            return violation("a listener is called only after a change", format!("tab {number}"));
        }
        let known = self.tabs[number].0.client(&self.world);
        if !shared.is_closed.get() && *shared.notified.borrow() != known {
            return violation("a listener is called after each change", format!("tab {number}"));
        }
        Ok(())
    }
}
