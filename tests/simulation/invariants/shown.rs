//! The client that a tab shows is one that the server has had, and never an older one than before.

use super::super::player::{Delivery, Player};
use super::super::server::ClientState;
use super::super::shown::{ShownClient, ShownSession, shown};
use super::{Checked, Memory, Violation, violation};

impl Player {
    pub(super) fn check_shown(&mut self, number: usize, delivery: Option<&Delivery>) -> Checked {
        self.follow_browser(number);
        if let Some(delivery) = delivery {
            self.note(number, delivery);
        }
        let (tab, memory) = &self.tabs[number];
        let (is_loaded, client) = tab.client(&self.world);
        let client = client.as_ref().map(shown);
        if memory.is_loaded && !is_loaded {
            return violation("a loaded tab stays loaded", "");
        }
        let floor = match &client {
            Some(client) if client.number.is_some() => {
                Some(self.check_client(number, client, delivery)?)
            }
            _ => {
                let differs = client != memory.last || is_loaded != memory.is_loaded;
                if differs {
                    self.check_absence(number, client.as_ref(), delivery)?;
                }
                None
            }
        };
        let (tab, memory) = &mut self.tabs[number];
        if let Some(floor) = floor {
            tab.shared.floor.set(floor);
        }
        memory.is_loaded = is_loaded;
        memory.last = client;
        Ok(())
    }

    /// Records whether a new token has made the tab another browser.
    fn follow_browser(&mut self, number: usize) {
        let (tab, memory) = &mut self.tabs[number];
        let token = tab.shared.token();
        let browser = token.and_then(|token| self.server.identities.browser_of(&token));
        if let Some(browser) = browser.filter(|browser| *browser != memory.browser) {
            memory.browser = browser;
            tab.shared.floor.set(0);
        }
    }

    /// Records the content of a response: the sessions whose end it confirms, and its version.
    fn note(&mut self, number: usize, delivery: &Delivery) {
        let Delivery { request, wire, status, facts, shown_at_send, .. } = delivery;
        let (tab, memory) = &mut self.tabs[number];
        let is_current = request.0 as usize >= memory.success_mark;
        if *status < 300 {
            memory.success_mark = self.world.sent_requests();
        }
        let Some(facts) = facts.filter(|facts| facts.is_success && !facts.is_unknown) else {
            return;
        };
        memory.newest = memory.newest.max(facts.version);
        let is_read = wire.is("GET", &["client"]);
        let is_known = memory.last.as_ref().is_some_and(|last| last.number == facts.client);
        if is_current && (is_read || is_known && facts.has_client) {
            // No response has arrived since the request was sent, so this one is the newest.
            let changed = facts
                .client
                .map(|client| self.server.accounts.versions_since(client, facts.version));
            let since =
                changed.and_then(|versions| versions.first().copied()).unwrap_or(facts.version);
            tab.shared.floor.set(tab.shared.floor.get().max(since));
        }
        let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["client", "sessions", id, "end" | "remove"] | ["me", "sessions", id, "revoke"] => {
                memory.ended.insert((*id).into());
            }
            // Other sessions may have been signed in after the server handled the request.
            ["client", "sessions"] if wire.method == "DELETE" => {
                let known = shown_at_send.as_ref().filter(|known| known.number == facts.client);
                let sessions = known.into_iter().flat_map(|known| &known.sessions);
                let sessions = sessions.map(|session| session.id.clone());
                memory.removed.extend(sessions.clone());
                memory.ended.extend(sessions);
            }
            _ => {}
        }
    }

    /// Checks that the absence of a client, or the client of an unknown caller, is shown only after
    /// a response that the tab may trust.
    fn check_absence(
        &self,
        number: usize,
        client: Option<&ShownClient>,
        delivery: Option<&Delivery>,
    ) -> Checked {
        let (tab, memory) = &self.tabs[number];
        let details = format!("tab {number} shows {client:?} instead of {:?}", memory.last);
        let Some(Delivery { wire, facts: Some(facts), has_present_token, .. }) = delivery else {
            return violation("a tab changes only after a response", details);
        };
        if !wire.is("GET", &["client"]) || !facts.is_success {
            return violation("only GET /client removes the client", details);
        }
        if facts.is_unknown && !has_present_token {
            return violation("a response to an unknown caller is not applied", details);
        }
        if !facts.is_unknown && !facts.says_no_client {
            return violation("no client is shown that the server does not have", details);
        }
        if !facts.is_unknown && facts.version < tab.shared.floor.get() {
            return violation("no older state is shown again", details);
        }
        Ok(())
    }

    /// Checks a shown client. Returns the oldest version of the server's state that may be shown
    /// from now on.
    fn check_client(
        &self,
        number: usize,
        client: &ShownClient,
        delivery: Option<&Delivery>,
    ) -> Result<u64, Violation> {
        let (tab, memory) = &self.tabs[number];
        let floor = tab.shared.floor.get();
        let fails = |invariant, what: &str| {
            let details = format!("tab {number}, from {floor} on: {what}; it shows {client}");
            Violation { invariant, details }
        };
        let is_over = |session: &&ShownSession| {
            session.status.is_alive() && memory.ended.contains(&session.id)
        };
        if let Some(alive) = client.sessions.iter().find(is_over) {
            return Err(fails("no ended session is shown as alive", &alive.id));
        }
        let id = client.number.unwrap_or_default();
        let browser = self.server.identities.owner_of(id);
        if memory.last.as_ref().is_none_or(|last| last.id != client.id) {
            if browser != Some(memory.browser) {
                return Err(fails("no other browser's client is shown", ""));
            }
            let is_read = delivery.is_some_and(|delivery| delivery.wire.is("GET", &["client"]));
            if memory.last.is_some() && !is_read {
                return Err(fails("only GET /client replaces the client", ""));
            }
        }
        if browser == Some(memory.browser) && client.version.is_some_and(|version| version < floor)
        {
            return Err(fails("no older state is shown again", ""));
        }
        // Without times, the shown state may be any from the oldest on.
        let versions = match client.version {
            Some(version) => vec![version],
            None => self.server.accounts.versions_since(id, floor),
        };
        let mut first_failure = None;
        for version in versions {
            let checked = self.check_state(client, version, memory);
            let checked =
                checked.and_then(|()| self.check_current(client, floor.max(version), memory));
            match checked {
                Ok(since) => return Ok(since.max(floor)),
                Err((invariant, what)) => {
                    first_failure.get_or_insert(fails(invariant, &what));
                }
            }
        }
        Err(first_failure.unwrap_or_else(|| fails("a client is the server's", "")))
    }

    /// Checks that a client equals the server's at a version, except for sessions that have ended
    /// since and changes that have been confirmed since.
    fn check_state(&self, client: &ShownClient, version: u64, memory: &Memory) -> Failed<()> {
        let id = client.number.unwrap_or_default();
        let accounts = &self.server.accounts;
        let Some(state) = accounts.state_at(id, version) else {
            return Err(("a client is the server's", String::new()));
        };
        for session in &client.sessions {
            if !accounts.states_since(id, version).any(|state| is_in(state, session)) {
                return Err(("a session equals the server's", session.id.clone()));
            }
        }
        for session in &state.sessions {
            let is_shown = client.sessions.iter().any(|other| other.id == session.id);
            let may_miss = session.is_alive() && self.is_known_ended(&session.id, id, memory)
                || memory.removed.contains(&session.id);
            if !is_shown && !may_miss {
                return Err(("no session is missing", session.id.clone()));
            }
        }
        Ok(())
    }

    /// Returns whether a tab knows of a session's end, by a confirmation or by a response that it
    /// need not have applied.
    fn is_known_ended(&self, session: &str, client: u32, memory: &Memory) -> bool {
        let newest = self.server.accounts.state_at(client, memory.newest);
        let newest = newest.and_then(|state| state.session(session));
        memory.ended.contains(session) || !newest.is_some_and(|session| session.is_alive())
    }

    /// Checks that the current session is one that the server has had since a version, or none if
    /// it has ended. Returns the version from which on the server has had it.
    fn check_current(&self, client: &ShownClient, since: u64, memory: &Memory) -> Failed<u64> {
        let id = client.number.unwrap_or_default();
        let accounts = &self.server.accounts;
        for version in accounts.versions_since(id, since) {
            let current = accounts.state_at(id, version).and_then(ClientState::signed_in);
            match (&client.current, current) {
                (None, None) => return Ok(since),
                (None, Some(current)) if self.is_known_ended(&current.id, id, memory) => {
                    return Ok(since);
                }
                (None, Some(_)) => {
                    // The newest response has a current session, and this tab knows no later state.
                    return Err((
                        "no tab is signed out contrary to the newest response",
                        String::new(),
                    ));
                }
                (Some(shown), Some(current)) if *shown == current.id => {
                    return Ok(version.max(since));
                }
                _ => {}
            }
        }
        Err(("the current session equals the server's", String::new()))
    }
}

/// A result, or the violated invariant and its details.
type Failed<T> = Result<T, (&'static str, String)>;

/// Returns whether a state of the server has a session as it is shown.
pub(super) fn is_in(state: &ClientState, shown: &ShownSession) -> bool {
    state.session(&shown.id).is_some_and(|session| {
        let organization = session.organization.map(|number| format!("org_{number}"));
        session.status == shown.status.as_str() && organization == shown.organization
    })
}
