//! Refreshes: one request serves all doubts.

use super::super::call::Call;
use super::super::player::Player;
use super::super::server::Wire;
use super::{Checked, violation};

impl Player {
    /// Checks the number of GET /client in flight in a tab: at most one for each caller of
    /// `get_client`, and one shared by all doubts.
    pub(super) fn check_refreshes(&self, number: usize) -> Checked {
        let in_flight = self.in_flight(number, "GET", "client");
        let (tab, _) = &self.tabs[number];
        let calls = tab.shared.calls.borrow();
        let callers = calls.iter().filter(|running| running.call == Call::GetClient).count();
        if in_flight > callers + 1 {
            let details = format!("tab {number}: {in_flight} in flight, {callers} callers");
            return violation("one refresh serves all doubts", details);
        }
        Ok(())
    }

    /// Returns the number of a tab's requests in flight to a path of one segment.
    pub(super) fn in_flight(&self, number: usize, method: &str, path: &str) -> usize {
        let (tab, _) = &self.tabs[number];
        let requests = self.world.requests().into_iter();
        requests
            .filter(|request| request.tab == tab.id && !request.is_abandoned)
            .filter(|request| Wire::read(request).is(method, &[path]))
            .count()
    }
}
