//! Retries: a request is sent again only while its choice is current, and once more if its
//! credentials were replaced.

use super::super::player::{Delivery, Events, Player};
use super::super::server::Wire;
use super::super::shown::{ShownClient, shown};
use super::{Checked, violation};
use crate::browser::SentRequest;

impl Player {
    pub(super) fn check_repetitions(&self, events: &Events) -> Checked {
        let sent = self.world.sent_since(events.mark);
        for request in &sent {
            self.check_choice(request)?;
        }
        match &events.delivery {
            Some(delivery) => self.check_credentials(delivery, &sent),
            None => Ok(()),
        }
    }

    /// Checks that a touch is retried only while the choice is the same as when it was first sent.
    fn check_choice(&self, request: &SentRequest) -> Checked {
        let wire = Wire::read(request);
        let is_repetition = wire.query("_clerk_retry_attempt").is_some();
        if !is_repetition || wire.path.last().is_none_or(|last| last != "touch") {
            return Ok(());
        }
        let earlier = self.world.sent_since(0).into_iter().take(request.id.0 as usize);
        let mut firsts = earlier.filter(|other| {
            let first = Wire::read(other);
            other.tab == request.tab
                && first.is_same(&wire)
                && first.query("_clerk_retry_attempt").is_none()
        });
        let Some(first) = firsts.next_back() else { return Ok(()) };
        let (then, now) = (self.known_at(first.id), self.known_at(request.id));
        if choice(then) != choice(now) {
            let details =
                format!("{:?}: {:?}, which was {:?}", wire.path, choice(now), choice(then));
            return violation("no touch is retried after another choice", details);
        }
        Ok(())
    }

    /// Checks that a request refused because of replaced credentials is sent once more.
    fn check_credentials(&self, delivery: &Delivery, sent: &[SentRequest]) -> Checked {
        let Delivery { tab: number, request, wire, status, has_present_token, .. } = delivery;
        let (tab, _) = &self.tabs[*number];
        let is_first = wire.query("_clerk_retry_attempt").is_none();
        if *status != 401 || *has_present_token || !is_first || tab.shared.is_closed.get() {
            return Ok(());
        }
        let is_repeated =
            sent.iter().any(|request| request.tab == tab.id && Wire::read(request).is_same(wire));
        // A touch is not retried after another choice.
        let shown = tab.client(&self.world).1.as_ref().map(shown);
        let is_touch = |wire: &Wire| wire.path.last().is_some_and(|last| last == "touch");
        let is_later_touch =
            |later: &SentRequest| later.tab == tab.id && is_touch(&Wire::read(later));
        let later = self.world.sent_since(request.0 as usize + 1);
        let is_overtaken = is_touch(wire)
            && (choice(delivery.shown_at_send.as_ref()) != choice(shown.as_ref())
                || later.iter().any(is_later_touch));
        let needs_browser = self.in_flight(*number, "POST", "dev_browser") > 0;
        if is_repeated || needs_browser || is_overtaken || wire.is("POST", &["dev_browser"]) {
            return Ok(());
        }
        violation(
            "a request with replaced credentials is sent once more",
            format!("{:?}", wire.path),
        )
    }
}

/// Returns the current session and its organization.
fn choice(client: Option<&ShownClient>) -> Option<(&str, Option<&str>)> {
    let current = client?.current.as_deref()?;
    let session = client?.sessions.iter().find(|session| session.id == current)?;
    Some((current, session.organization.as_deref()))
}
