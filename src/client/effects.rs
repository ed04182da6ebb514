//! Applies the effects of a response to the state, in order, and collects the work to do outside of
//! the state.

use std::rc::Rc;

use crate::api::operation::ResponseType;
use crate::interpret::interpretation::Effect;
use crate::interpret::token::matching_token;
use crate::state::State;
use crate::state::client_state::contains;
use crate::state::clock::Instant;
use crate::state::in_flight::InFlight;
use crate::util::text::Text;

/// The work to do after the state has changed and is no longer borrowed.
#[derive(Default)]
pub(super) struct Consequences {
    /// Whether the client has changed, so that the listeners must be called.
    pub has_changed: bool,
    /// Whether a doubt was raised.
    pub has_doubt: bool,
    pub broadcasts_change: bool,
    /// The token requests whose tokens would be stale.
    pub discarded: Vec<Rc<InFlight>>,
}

/// Applies the effects of the response to `in_flight` to the state.
pub(super) fn apply(
    state: &mut State,
    effects: &[Effect],
    in_flight: &InFlight,
    now: Instant,
) -> Consequences {
    let mut after = Consequences::default();
    // The sessions whose tokens have stale claims.
    let mut stale: Vec<Text> = Vec::new();
    let mut ended = None;
    let mut broadcasts_other_sessions = false;
    for effect in effects {
        match effect {
            Effect::EndSessions(sessions) => {
                after.has_changed |= state.client.end_sessions(sessions);
                ended = Some(sessions);
            }
            Effect::AdvanceVersion => state.client.advance(),
            Effect::ApplyClient(client, sent_at) => {
                let applied = state.client.apply(client.clone(), now);
                let mut is_verified =
                    in_flight.request.operation.response == ResponseType::Verification;
                if !applied.verified.is_empty() {
                    is_verified = true;
                    // If another tab verified the session, that tab has dropped its own tokens. The
                    // tokens of a third tab are stale too.
                    state.tokens.mark_stale(now);
                    applied.verified.iter().for_each(|id| state.cookie.drop_session(id));
                    stale.extend(applied.verified);
                }
                if applied.differs_in_more_than_tokens {
                    state.doubts.clear_refused_templates();
                }
                after.has_changed = true;
                after.broadcasts_change |= broadcasts_other_sessions && applied.has_other_sessions;
                // The last active token may be older than the verification of a factor.
                if !is_verified {
                    offer_last_active_token(state, *sent_at, now);
                }
            }
            Effect::ServeDoubts(left_with) => {
                let is_about_own_change = state.doubts.serve(*left_with);
                after.broadcasts_change |= is_about_own_change && after.has_changed;
            }
            Effect::RaiseDoubt => {
                // Without a known client, there is nothing to doubt.
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
                state.cookie.drop_session(session);
                stale.push(session.clone());
            }
            Effect::KeepToken(token) => {
                let kept = state.tokens.insert(Rc::clone(token), now);
                state.offer_to_cookie(&kept, now);
                in_flight.token.replace(Some(kept));
            }
            Effect::BeginVerification(session) => state.under_verification = Some(session.clone()),
            Effect::RecordClient(received) => {
                _ = in_flight.received.replace(Some(received.clone()))
            }
            Effect::BroadcastChange => after.broadcasts_change = true,
            Effect::BroadcastOtherSessions => broadcasts_other_sessions = true,
            Effect::KeepDevBrowser(_) | Effect::ReportUnreadable(_) => {}
        }
    }
    state.check_cookie_token();
    let State { client, tokens, in_flight, .. } = state;
    let is_stale = |session: &str| {
        contains(&stale, session)
            || ended.is_some_and(|ended| ended.contains(session))
            || after.has_changed && !client.holds_alive(session)
    };
    tokens.drop_sessions(&is_stale);
    after.discarded = in_flight.tokens_of(&is_stale);
    after
}

/// Offers the cookies the token that came with the current session of a client that has just been
/// applied.
fn offer_last_active_token(state: &mut State, sent_at: Instant, now: Instant) {
    let token = || {
        let session = state.client.signed_in_session().filter(|_| state.cookie.is_kept)?;
        let request = state.cookie_request()?;
        let token = session.last_active_token()?;
        let mut token = matching_token(&request, token.jwt(), sent_at).ok()?;
        Rc::get_mut(&mut token)?.age_since_issue();
        token.info.session.is_some().then_some(token)
    };
    if let Some(token) = token() {
        state.offer_to_cookie(&token, now);
    }
}
