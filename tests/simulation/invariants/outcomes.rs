//! The outcomes of calls: tokens match the request, and no call succeeds unless the server has.

use std::rc::Rc;

use super::super::call::{Call, Outcome, SessionRef, Template, TokenRequest, organization_id};
use super::super::player::Player;
use super::super::running::{End, Running, Start};
use super::super::server::{ClientState, SentToken};
use super::{Checked, violation};
use crate::error::Code;

impl Player {
    /// Checks the calls of a tab that have settled.
    pub(super) fn check_outcomes(&self, number: usize) -> Checked {
        let (tab, _) = &self.tabs[number];
        let settled: Vec<Rc<Running>> = {
            let mut calls = tab.shared.calls.borrow_mut();
            calls.extract_if(.., |running| running.end.borrow().is_some()).collect()
        };
        for running in settled {
            if let Some(end) = &*running.end.borrow() {
                self.check_outcome(number, &running, end)?;
            }
        }
        Ok(())
    }

    fn check_outcome(&self, number: usize, running: &Running, end: &End) -> Checked {
        let Running { call, start, .. } = running;
        let details = || format!("tab {number}: {call:?} from {start:?}: {:?}", end.outcome);
        match (&end.outcome, call) {
            (Outcome::Token(Some(jwt)), Call::GetToken(requested)) => {
                self.check_token(number, *requested, start, end, jwt, &details)
            }
            (Outcome::Token(None), Call::GetToken(requested)) => {
                if requested.session != SessionRef::Current {
                    return violation("only the current session's token may be null", details());
                }
                self.check_signed_out(number, start, &details)
            }
            (
                Outcome::Session(result),
                Call::Delete(named) | Call::End(named) | Call::Revoke(named, _),
            ) => {
                let id = result.as_ref().map(|result| result.id.clone()).or(named.id());
                if id.as_ref().is_some_and(|id| self.server.accounts.is_alive(id)) {
                    return violation(
                        "no end of a session resolves without the server's confirmation",
                        details(),
                    );
                }
                self.check_named(*named, result.as_ref().map(|result| &*result.id), &details)
            }
            (Outcome::Session(Some(result)), Call::Touch(named, _) | Call::GetSession(named)) => {
                self.check_named(*named, Some(&result.id), &details)
            }
            (Outcome::Client { .. }, Call::DeleteAll) => {
                self.check_all_deleted(number, start, &details)
            }
            (Outcome::Failed(error), _) => match error.code {
                Code::Internal => violation("no call fails with an internal error", details()),
                Code::Closed if !self.tabs[number].0.shared.is_closed.get() => {
                    violation("only a closed client rejects with closed", details())
                }
                Code::NoSession if call.session() == Some(SessionRef::Current) => {
                    self.check_signed_out(number, start, &details)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn check_named(
        &self,
        named: SessionRef,
        id: Option<&str>,
        details: &dyn Fn() -> String,
    ) -> Checked {
        match (named.id(), id) {
            (Some(named), Some(id)) if named != id => {
                violation("a call concerns the session that it identifies", details())
            }
            _ => Ok(()),
        }
    }

    fn check_token(
        &self,
        number: usize,
        requested: TokenRequest,
        start: &Start,
        end: &End,
        jwt: &str,
        details: &dyn Fn() -> String,
    ) -> Checked {
        let Some(token) = SentToken::read(jwt) else {
            return violation("a token comes from the server", details());
        };
        let details = |subject: &str| format!("{subject}: {token:?}; {}", details());
        let is_of_session = match requested.session.id() {
            Some(id) => token.session == id,
            None => self.currents_since(number, start.floor).contains(&token.session),
        };
        if !is_of_session {
            return violation("a token is for the requested session", details("session"));
        }
        let user = self.server.accounts.user_of(&token.session);
        if user.map(|user| format!("user_{user}")).as_ref() != Some(&token.user) {
            return violation("a token is for the requested account", details("account"));
        }
        if (requested.template == Template::None) != token.template.is_empty() {
            return violation("a token is from the requested template", details("template"));
        }
        if let Some(organization) = requested.organization
            && token.organization != organization_id(organization)
        {
            return violation("a token is for the requested organization", details(""));
        }
        let remaining_ms = token.exp as f64 * 1000.0 - end.true_ms;
        if remaining_ms < f64::from(requested.leeway_seconds) * 1000.0 || remaining_ms <= 0.0 {
            return violation(
                "no token is returned with too little lifetime",
                details(&format!("{remaining_ms} ms remaining")),
            );
        }
        let resolved = self.tabs[number].0.shared.resolved.borrow();
        let is_older = resolved.iter().take(start.resolved).find(|resolved| {
            resolved.session.as_ref().is_none_or(|session| *session == token.session)
                && token.version < resolved.version
        });
        match is_older {
            Some(resolved) => violation(
                "no token is older than a resolved change",
                details(&format!("{resolved:?}")),
            ),
            None => Ok(()),
        }
    }

    /// Returns the sessions that were current since a version, in the tab's browser.
    fn currents_since(&self, number: usize, version: u64) -> Vec<String> {
        let states = self.states_since(number, version);
        let currents = states.into_iter().flatten().filter_map(ClientState::signed_in);
        currents.map(|session| session.id.clone()).collect()
    }

    /// Returns the states of the tab's browser since a version; `None` for those without a client.
    fn states_since(&self, number: usize, version: u64) -> Vec<Option<&ClientState>> {
        let (_, memory) = &self.tabs[number];
        let clients = self.server.identities.clients_since(memory.browser, version);
        let accounts = &self.server.accounts;
        let states = clients.into_iter().flat_map(|client| match client {
            Some(client) => accounts.states_since(client, version).map(Some).collect(),
            None => vec![None],
        });
        states.collect()
    }

    /// Checks that a call may report a signed-out client.
    fn check_signed_out(
        &self,
        number: usize,
        start: &Start,
        details: &dyn Fn() -> String,
    ) -> Checked {
        let (_, memory) = &self.tabs[number];
        let is_unknown = memory.last.as_ref().is_none_or(|last| last.number.is_none());
        // A call is bound to the current session at its start, once it has loaded the client.
        let mut bound = self.currents_since(number, start.floor);
        bound.extend(start.current.clone());
        let has_ended = bound.iter().any(|id| !self.server.accounts.is_alive(id));
        let states = self.states_since(number, start.floor);
        let is_signed_out =
            |state: &Option<&ClientState>| state.and_then(ClientState::signed_in).is_none();
        if is_unknown || has_ended || states.iter().any(is_signed_out) {
            return Ok(());
        }
        violation("no call reports a signed-out client while the server has a session", details())
    }

    fn check_all_deleted(
        &self,
        number: usize,
        start: &Start,
        details: &dyn Fn() -> String,
    ) -> Checked {
        let states = self.states_since(number, start.floor);
        let is_empty = |state: &Option<&ClientState>| {
            state.is_none_or(|state| !state.sessions.iter().any(|session| session.is_alive()))
        };
        if states.iter().any(is_empty) {
            return Ok(());
        }
        violation("no end of a session resolves without the server's confirmation", details())
    }
}
