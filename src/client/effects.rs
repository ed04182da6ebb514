//! Applies effects to the state, in order, and collects what has to happen outside of it.

use std::rc::Rc;

use crate::interpret::interpretation::Effect;
use crate::state::State;
use crate::state::client_state::contains;
use crate::state::clock::Instant;
use crate::state::in_flight::InFlight;
use crate::util::text::Text;

/// The work that follows once the state has changed, and is no longer borrowed.
#[derive(Default)]
pub(super) struct Consequences {
    /// Whether the client has changed, of which the listeners are told.
    pub has_changed: bool,
    /// Whether a doubt was raised.
    pub has_doubt: bool,
    pub tells_tabs: bool,
    /// The token requests whose answers would be old.
    pub discarded: Vec<Rc<InFlight>>,
}

/// Applies the effects of an answer to the state. `in_flight` is the request that it answers.
pub(super) fn apply(
    state: &mut State,
    effects: &[Effect],
    in_flight: &InFlight,
    now: Instant,
) -> Consequences {
    let mut after = Consequences::default();
    // The sessions whose tokens say something old.
    let mut outdated: Vec<Text> = Vec::new();
    let mut ended = None;
    for effect in effects {
        match effect {
            Effect::EndSessions(sessions) => {
                after.has_changed |= state.client.end_sessions(sessions);
                ended = Some(sessions);
            }
            Effect::AdvanceVersion => state.client.advance(),
            Effect::TakeClient(client) => {
                let taken = state.client.take(client.clone(), now);
                if !taken.verified.is_empty() {
                    // In another tab perhaps, which has dropped its tokens: a third one's are old
                    // too.
                    state.tokens.mark_stale(now);
                    outdated.extend(taken.verified);
                }
                if taken.differs_in_more_than_tokens {
                    state.doubts.forget_templates();
                }
                after.has_changed = true;
            }
            Effect::ServeDoubts(left_with) => {
                let is_about_own_change = state.doubts.serve(*left_with);
                after.tells_tabs |= is_about_own_change && after.has_changed;
            }
            Effect::RaiseDoubt => {
                // Without a client that is known, there is nothing to doubt.
                if state.client.is_loaded() {
                    in_flight
                        .doubt
                        .set(Some(state.doubts.raise(in_flight.request.operation.is_change)));
                    after.has_doubt = true;
                }
            }
            Effect::RefuseTemplate(session, template) => {
                state.doubts.refuse_template(session.clone(), template.clone());
            }
            Effect::InvalidateTokens(session) => {
                state.tokens.mark_stale(now);
                outdated.push(session.clone());
            }
            Effect::KeepToken(token) => {
                in_flight.token.replace(Some(state.tokens.insert(Rc::clone(token), now)));
            }
            Effect::BeginVerification(session) => state.under_verification = Some(session.clone()),
            Effect::HearClient(heard) => _ = in_flight.heard.replace(Some(heard.clone())),
            Effect::TellTabs => after.tells_tabs = true,
            Effect::KeepDevBrowser(_) | Effect::ReportUnreadable(_) => {}
        }
    }
    let State { client, tokens, in_flight, .. } = state;
    let is_outdated = |session: &str| {
        contains(&outdated, session)
            || ended.is_some_and(|ended| ended.contains(session))
            || after.has_changed && !client.holds_alive(session)
    };
    tokens.drop_of(&is_outdated);
    after.discarded = in_flight.tokens_of(&is_outdated);
    after
}
