//! Doubts: at each sign that the client may have changed, a tab requests it.

use super::super::player::{Delivery, Events, Player};
use super::super::server::{ClientState, Wire};
use super::super::shown::ShownClient;
use super::shown::is_in;
use super::{Checked, violation};
use crate::browser::SentRequest;

/// The longest time that a refresh waits for the responses to changes, in milliseconds.
const MAX_WAIT_MS: f64 = 250.0;

/// The longest pause before a retry, in milliseconds, unless the server sets one.
const MAX_PAUSE_MS: f64 = 2_001.0;
/// The longest pause that the server may set, in milliseconds.
const MAX_RETRY_AFTER_MS: f64 = 30_001.0;

/// A doubt that no GET /client has followed yet.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    reason: &'static str,
    since_ms: f64,
    /// The number of requests sent before the doubt.
    mark: usize,
}

impl Player {
    pub(super) fn check_doubts(
        &mut self,
        number: usize,
        was_loaded: bool,
        before: Option<&ShownClient>,
        events: &Events,
    ) -> Checked {
        let reason = self.doubt(number, before, events);
        let (since_ms, mark) = (self.world.awake_ms(), events.mark);
        let (tab, memory) = &mut self.tabs[number];
        if tab.shared.is_closed.get() {
            memory.doubts.clear();
            memory.lost_changes.clear();
            return Ok(());
        }
        if memory.has_lost_browser {
            memory.doubts.clear();
        }
        if self.world.is_hidden(tab.id) {
            // A hidden page keeps its doubts until it is visible.
            memory.doubts.iter_mut().for_each(|doubt| doubt.since_ms = since_ms);
        }
        memory.doubts.extend(reason.map(|reason| Doubt { reason, since_ms, mark }));
        let lost = events.lost.iter().filter(|request| request.tab == tab.id);
        let changes = lost.filter(|request| is_change(&Wire::read(request)));
        let changes = changes.filter(|_| was_loaded);
        let is_new_browser =
            |request: &SentRequest| Wire::read(request).is("POST", &["dev_browser"]);
        memory.has_lost_browser |= events.lost.iter().any(is_new_browser);
        memory.lost_changes.extend(changes.map(|request| (mark, request.clone())));
        let is_repeating = self.is_repeating_read(number, events);
        let (_, memory) = &self.tabs[number];
        let Some(first) = memory.doubts.first().map(|doubt| doubt.mark) else { return Ok(()) };
        let last_read = self.last_read(number, first);
        let is_asking = self.in_flight(number, "GET", "client") > 0
            || self.in_flight(number, "POST", "dev_browser") > 0
            || is_repeating;
        let (_, memory) = &mut self.tabs[number];
        memory.doubts.retain(|doubt| last_read.is_none_or(|read| read < doubt.mark));
        let is_late = |doubt: &&Doubt| !is_asking && since_ms - doubt.since_ms > MAX_WAIT_MS + 1.0;
        match memory.doubts.iter().find(is_late) {
            Some(Doubt { reason, .. }) => violation(
                "a doubt is followed by a refresh in time",
                format!("tab {number}: {reason}"),
            ),
            None => Ok(()),
        }
    }

    /// Checks, at rest, that each change without a response was followed by a GET /client or a
    /// retry.
    pub(crate) fn check_lost_changes(&self) -> Checked {
        for (number, (tab, memory)) in self.tabs.iter().enumerate() {
            // Without a development browser, no request is possible.
            let changes = memory.lost_changes.iter().filter(|_| !memory.has_lost_browser);
            for (mark, lost) in changes {
                let sent = self.world.sent_since(*mark).into_iter();
                let mut sent = sent.filter(|request| request.tab == tab.id && request.id > lost.id);
                let wire = Wire::read(lost);
                let is_followed = sent.any(|request| {
                    let other = Wire::read(&request);
                    other.is("GET", &["client"]) || other.is_same(&wire)
                });
                if !is_followed {
                    let details = format!("tab {number}: {} {:?}", wire.method, wire.path);
                    return violation("a change without a response raises a doubt", details);
                }
            }
        }
        Ok(())
    }

    /// Returns whether a failed GET /client may be about to be retried.
    fn is_repeating_read(&mut self, number: usize, events: &Events) -> bool {
        let now_ms = self.world.awake_ms();
        let (tab, memory) = &mut self.tabs[number];
        let is_read =
            |wire: &Wire| wire.is("GET", &["client"]) || wire.is("POST", &["dev_browser"]);
        let mut lost = events.lost.iter().filter(|request| request.tab == tab.id);
        if lost.any(|request| is_read(&Wire::read(request))) {
            memory.repeats_until_ms = now_ms + MAX_PAUSE_MS;
        }
        let delivery = events.delivery.as_ref().filter(|delivery| delivery.tab == number);
        if delivery.is_some_and(|delivery| is_read(&delivery.wire) && delivery.status >= 429) {
            memory.repeats_until_ms = now_ms + MAX_RETRY_AFTER_MS;
        }
        now_ms < memory.repeats_until_ms
    }

    /// Returns the number of the last GET /client of a tab, from a number on.
    fn last_read(&self, number: usize, first: usize) -> Option<usize> {
        let (tab, _) = &self.tabs[number];
        let sent = self.world.sent_since(first).into_iter();
        let mut reads = sent
            .filter(|request| request.tab == tab.id && Wire::read(request).is("GET", &["client"]));
        reads.next_back().map(|request| request.id.0 as usize)
    }

    /// Returns the reason for which a tab must request the client after a step, if there is one.
    fn doubt(
        &self,
        number: usize,
        before: Option<&ShownClient>,
        events: &Events,
    ) -> Option<&'static str> {
        let (tab, memory) = &self.tabs[number];
        if !memory.is_loaded {
            return None;
        }
        if events.told == Some(tab.id) {
            return Some("another tab or the page announced a change");
        }
        let delivery = events.delivery.as_ref().filter(|delivery| delivery.tab == number)?;
        let Delivery { wire, status, code, facts, has_present_token, .. } = delivery;
        let is_read = wire.is("GET", &["client"]);
        if wire.is("POST", &["dev_browser"]) {
            return None;
        }
        if *status >= 400 {
            return refusal_doubt(wire, *status, code.as_deref(), before)
                .filter(|_| !is_read && *has_present_token);
        }
        let facts = facts.filter(|facts| facts.is_success && !facts.is_unknown)?;
        if facts.has_client {
            let state = self.server.accounts.state_at(facts.client?, facts.version)?;
            let shown = memory.last.as_ref();
            let is_taken =
                shown.is_some_and(|shown| shown.number == facts.client && shows(shown, state));
            return (!is_taken).then_some("a response's client was not applied");
        }
        let ends = ended_session(wire);
        let is_held = |id: &str| {
            before.is_some_and(|before| before.sessions.iter().any(|session| session.id == id))
        };
        let is_doubtful = is_change(wire)
            && !wire.is("DELETE", &["client", "sessions"])
            && ends.is_none_or(is_held);
        is_doubtful.then_some("a change's response had no client")
    }
}

/// Returns the reason for which an error response makes a tab request the client, if there is one.
fn refusal_doubt(
    wire: &Wire,
    status: u16,
    code: Option<&str>,
    before: Option<&ShownClient>,
) -> Option<&'static str> {
    let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
    if status == 401 {
        let is_other = matches!(code, Some("requires_captcha" | "dev_browser_unauthenticated"));
        return (!is_other).then_some("401");
    }
    let (id, is_template) = match path.as_slice() {
        ["client", "sessions", id, rest @ ..] => (id, matches!(rest, ["tokens", _])),
        ["me", "sessions", id, "revoke"] => (id, false),
        _ => return None,
    };
    let is_alive = before.is_some_and(|before| {
        before.sessions.iter().any(|session| session.id == *id && session.status.is_alive())
    });
    let is_about_session =
        status == 404 || status == 400 && code == Some("invalid_action_for_session");
    (is_about_session && is_alive && !is_template)
        .then_some("an error response about a session shown as alive")
}

/// Returns whether a request changes sessions or verified factors.
pub(super) fn is_change(wire: &Wire) -> bool {
    let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
    matches!(
        path.as_slice(),
        ["client", "sessions", _, "touch" | "end" | "remove"]
            | ["me", "sessions", _, "revoke"]
            | ["client", "sessions", _, "verify", "attempt_first_factor" | "attempt_second_factor"]
    ) || wire.is("DELETE", &["client", "sessions"])
}

/// Returns the session that a request ends.
fn ended_session(wire: &Wire) -> Option<&str> {
    let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["client", "sessions", id, "end" | "remove"] | ["me", "sessions", id, "revoke"] => {
            Some(*id)
        }
        _ => None,
    }
}

/// Returns whether the shown client equals a state of the server, in ids and statuses.
fn shows(shown: &ShownClient, state: &ClientState) -> bool {
    let current = state.signed_in().map(|session| &session.id);
    shown.sessions.len() == state.sessions.len()
        && shown.sessions.iter().all(|session| is_in(state, session))
        && shown.current.as_ref() == current
}
