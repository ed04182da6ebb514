//! The client that a tab shows: it is one that the server has had, and never one from before.

use std::collections::BTreeSet;

use super::super::player::{Delivery, Player};
use super::super::server::ClientState;
use super::super::tab::{ShownClient, ShownSession, shown};
use super::{Checked, violation};

/// The facts about a tab that later steps are checked against.
#[derive(Default)]
pub(crate) struct Memory {
    is_loaded: bool,
    /// The client that was shown last.
    pub last: Option<ShownClient>,
    /// The sessions whose end the server has confirmed to this tab.
    pub ended: BTreeSet<String>,
    /// The newest version of the server's state that any answer to this tab was made at.
    heard: u64,
    /// The browser that the tab's token stands for.
    pub browser: usize,
}

impl Player {
    pub(super) fn check_shown(&mut self, number: usize, delivery: Option<&Delivery>) -> Checked {
        self.follow_browser(number);
        if let Some(delivery) = delivery {
            self.note_ends(number, delivery);
        }
        let (tab, memory) = &self.tabs[number];
        let (is_loaded, client) = tab.client(&self.world);
        let client = client.as_ref().map(shown);
        if memory.is_loaded && !is_loaded {
            return violation("a tab that has heard the server stays loaded", "");
        }
        let floor = match &client {
            Some(client) if client.number.is_some() => Some(self.check_client(number, client)?),
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

    /// Notes whether the tab has become another browser, by another token.
    fn follow_browser(&mut self, number: usize) {
        let (tab, memory) = &mut self.tabs[number];
        let token = tab.shared.token();
        let browser = token.and_then(|token| self.server.identities.browser_of(&token));
        if let Some(browser) = browser.filter(|browser| *browser != memory.browser) {
            memory.browser = browser;
            tab.shared.floor.set(0);
        }
    }

    /// Notes the sessions whose end an answer confirms.
    fn note_ends(&mut self, number: usize, delivery: &Delivery) {
        let Delivery { wire, facts, .. } = delivery;
        if !facts.is_success {
            return;
        }
        let (_, memory) = &mut self.tabs[number];
        memory.heard = memory.heard.max(facts.version);
        let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["client", "sessions", id, "end" | "remove"] | ["me", "sessions", id, "revoke"] => {
                memory.ended.insert((*id).into());
            }
            // Others may have been signed in after it was handled, for all that the tab can know.
            ["client", "sessions"] if wire.method == "DELETE" => {
                let known = delivery.known.as_ref().filter(|known| known.number == facts.client);
                let sessions = known.into_iter().flat_map(|known| &known.sessions);
                memory.ended.extend(sessions.map(|session| session.id.clone()));
            }
            _ => {}
        }
    }

    /// Checks that no client, or that of a stranger, is shown only if an answer says so that the
    /// tab may believe.
    fn check_absence(
        &self,
        number: usize,
        client: Option<&ShownClient>,
        delivery: Option<&Delivery>,
    ) -> Checked {
        let (tab, memory) = &self.tabs[number];
        let details = format!("tab {number} shows {client:?} in place of {:?}", memory.last);
        let Some(Delivery { wire, facts, has_present_token, .. }) = delivery else {
            return violation("a tab changes by an answer", details);
        };
        if !wire.is("GET", &["client"]) || !facts.is_success {
            return violation("only GET /client says that there is no client", details);
        }
        if facts.is_stranger && !has_present_token {
            return violation("an answer to a stranger is not believed", details);
        }
        if !facts.is_stranger && !facts.says_no_client {
            return violation("no client is shown that the server has not", details);
        }
        if !facts.is_stranger && facts.version < tab.shared.floor.get() {
            return violation("no overtaken state comes back", details);
        }
        Ok(())
    }

    /// Checks a client that is shown. Returns the oldest version of the server's state that may be
    /// shown from now on.
    fn check_client(&self, number: usize, client: &ShownClient) -> Result<u64, super::Violation> {
        let (tab, memory) = &self.tabs[number];
        let details = |what: &str| format!("tab {number}: {what}; it shows {client}");
        let floor = tab.shared.floor.get();
        if let Some(alive) = client
            .sessions
            .iter()
            .find(|session| session.status.is_alive() && memory.ended.contains(&session.id))
        {
            violation("no session is alive that has ended", details(&alive.id))?;
        }
        let id = client.number.unwrap_or_default();
        let browser = self.server.identities.owner_of(id);
        if memory.last.as_ref().is_none_or(|last| last.id != client.id) && browser != Some(memory.browser) {
            violation("no other browser's client is shown", details(""))?;
        }
        if browser == Some(memory.browser) && client.version < floor {
            violation("no overtaken state comes back", details(&format!("from before {floor}")))?;
        }
        let states: Vec<_> = self.server.accounts.states_since(id, client.version).collect();
        let Some(state) = states.first() else {
            return Err(violation("a client is the server's", details("")).unwrap_err());
        };
        for session in &client.sessions {
            let is_so = |state: &&ClientState| is_in(state, session);
            if !states.iter().any(is_so) {
                violation("a session is as the server has it", details(&session.id))?;
            }
        }
        for session in &state.sessions {
            let is_shown = client.sessions.iter().any(|other| other.id == session.id);
            let heard = self.server.accounts.state_at(id, memory.heard);
            let is_heard_of = heard.and_then(|state| state.session(&session.id));
            let has_ended =
                memory.ended.contains(&session.id) || !is_heard_of.is_some_and(|session| session.is_alive());
            if !is_shown && !(session.is_alive() && has_ended) {
                violation("no session is missing", details(&session.id))?;
            }
        }
        self.check_current(client, floor.max(client.version), &details, &memory.ended)
    }

    /// Checks that the current session is one that the server has had since, or none if that has
    /// ended. Returns the version since when the server has had it.
    fn check_current(
        &self,
        client: &ShownClient,
        since: u64,
        details: &dyn Fn(&str) -> String,
        ended: &BTreeSet<String>,
    ) -> Result<u64, super::Violation> {
        let id = client.number.unwrap_or_default();
        let accounts = &self.server.accounts;
        for version in accounts.versions_since(id, since) {
            let current = accounts.state_at(id, version).and_then(ClientState::signed_in);
            match (&client.current, current) {
                (None, None) => return Ok(since),
                (None, Some(current)) if ended.contains(&current.id) => return Ok(since),
                (Some(shown), Some(current)) if *shown == current.id => {
                    return Ok(version.max(since));
                }
                _ => {}
            }
            if client.current.is_none() {
                // The newest answer says so: a later state is not known here.
                break;
            }
        }
        let what = match &client.current {
            None => "no tab is signed out against the newest answer",
            Some(_) => "the current session is the server's",
        };
        Err(violation(what, details("")).unwrap_err())
    }
}

fn is_in(state: &ClientState, shown: &ShownSession) -> bool {
    state.session(&shown.id).is_some_and(|session| {
        let organization = session.organization.map(|number| format!("org_{number}"));
        session.status == shown.status.as_str() && organization == shown.organization
    })
}
