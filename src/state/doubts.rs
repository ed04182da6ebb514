//! Doubts: reasons to believe that the known client is out of date.
//!
//! One refresh, a GET /client, serves every doubt that was raised before it left.

use crate::util::text::Text;

/// The number of doubts that had been raised at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct DoubtMark(u32);

#[derive(Default)]
pub(crate) struct Doubts {
    raised: DoubtMark,
    served: DoubtMark,
    /// Whether a pending doubt is about a change by this client, which the other tabs do not know.
    is_about_own_change: bool,
    /// The sessions and templates whose error responses have raised a doubt since the client last
    /// changed.
    refused_templates: Vec<(Text, Text)>,
}

impl Doubts {
    /// Raises a doubt. Returns the mark that a refresh must leave with to serve it.
    pub fn raise(&mut self, is_about_own_change: bool) -> DoubtMark {
        self.is_about_own_change |= is_about_own_change;
        self.raised = DoubtMark(self.raised.0.wrapping_add(1));
        self.raised
    }

    /// Returns the mark of the newest doubt, which a request that leaves now leaves with.
    pub fn mark(&self) -> DoubtMark {
        self.raised
    }

    pub fn is_pending(&self) -> bool {
        self.served < self.raised
    }

    /// Returns the mark that a refresh must leave with to serve every doubt. `None` if no doubt is
    /// pending.
    pub fn pending(&self) -> Option<DoubtMark> {
        self.is_pending().then_some(self.raised)
    }

    pub fn is_served(&self, mark: DoubtMark) -> bool {
        self.served >= mark
    }

    /// Ends the doubts that were raised before the GET /client of a current response left. Returns
    /// whether one of them was about a change by this client.
    pub fn serve(&mut self, left_with: DoubtMark) -> bool {
        self.served = self.served.max(left_with);
        !self.is_pending() && core::mem::take(&mut self.is_about_own_change)
    }

    /// Returns whether a template's token has been refused for a session since the client last
    /// changed.
    pub fn is_template_refused(&self, session: &str, template: &str) -> bool {
        self.refused_templates.iter().any(|(of, name)| **of == *session && **name == *template)
    }

    pub fn refuse_template(&mut self, session: Text, template: Text) {
        self.refused_templates.push((session, template));
    }

    /// Clears the refused templates, because the client has changed.
    pub fn clear_refused_templates(&mut self) {
        self.refused_templates.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_serves_the_doubts_that_were_raised_before_it_left() {
        let mut doubts = Doubts::default();
        assert!(!doubts.is_pending());
        let first = doubts.raise(false);
        let left_with = doubts.mark();
        let second = doubts.raise(false);
        doubts.serve(left_with);
        assert!(doubts.is_served(first) && !doubts.is_served(second) && doubts.is_pending());
        doubts.serve(doubts.mark());
        assert!(!doubts.is_pending());
        doubts.serve(left_with);
        assert!(!doubts.is_pending(), "an older response has no effect");
    }

    #[test]
    fn a_refresh_tells_once_whether_a_doubt_was_about_an_own_change() {
        let mut doubts = Doubts::default();
        doubts.raise(true);
        doubts.raise(false);
        assert!(doubts.serve(doubts.mark()));
        doubts.raise(false);
        assert!(!doubts.serve(doubts.mark()));
    }

    #[test]
    fn a_template_counts_as_refused_until_the_client_changes() {
        let mut doubts = Doubts::default();
        doubts.refuse_template("sess_1".into(), "a".into());
        assert!(doubts.is_template_refused("sess_1", "a"));
        assert!(!doubts.is_template_refused("sess_1", "b"));
        assert!(!doubts.is_template_refused("sess_2", "a"));
        doubts.clear_refused_templates();
        assert!(!doubts.is_template_refused("sess_1", "a"));
    }
}
