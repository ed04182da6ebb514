//! The invariants that hold after each step of a history.

mod outcomes;
mod refreshes;
mod shown;

pub(crate) use shown::Memory;

use super::player::{Delivery, Player};
use super::tab::Tab;

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

impl Player {
    /// Checks all invariants, after a step that may have delivered an answer.
    pub(super) fn check(&mut self, delivery: Option<&Delivery>) -> Checked {
        for number in 0..self.tabs.len() {
            let delivery = delivery.filter(|delivery| delivery.tab == number);
            self.check_shown(number, delivery)?;
            self.check_outcomes(number)?;
            self.check_refreshes(number)?;
            self.check_listeners(number)?;
        }
        Ok(())
    }

    /// Checks that listeners were called after each change, and only then.
    fn check_listeners(&self, number: usize) -> Checked {
        let (Tab { shared, .. }, _) = &self.tabs[number];
        if shared.vain_notifications.get() > 0 {
            return violation("a listener is called only after a change", format!("tab {number}"));
        }
        let known = self.tabs[number].0.client(&self.world);
        if !shared.is_closed.get() && *shared.notified.borrow() != known {
            return violation("a listener is called after each change", format!("tab {number}"));
        }
        Ok(())
    }
}
