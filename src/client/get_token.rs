//! Gets a token: from the cache, from another tab, or from the server.

use std::rc::Rc;

use super::engine::Engine;
use super::known_client::{resolve, wait_for_refresh};
use super::token_options::TokenOptions;
use crate::browser;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::state::in_flight::AttemptTracker;
use crate::state::token_cache::{CachedToken, TokenKey};
use crate::util::compact::{concat, decimal};
use crate::util::text::Text;

/// Returns a token that remains valid for long enough. Null if no user is signed in.
///
/// The call is bound to the session that is current when it begins.
pub(super) async fn get_token(
    engine: &Rc<Engine>,
    options: TokenOptions,
    timeout_ms: u32,
    tracker: &AttemptTracker,
) -> Result<Value> {
    let TokenOptions { session, template, organization_id, skip_cache, leeway_seconds } = options;
    let (template, organization) = (template.map(Text::from), organization_id.map(Text::from));
    let min_remaining_ms = f64::from(leeway_seconds) * 1000.0;
    let is_current = session.is_current();
    if is_current && engine.state().client.is_signed_out() {
        return Ok(Value::null());
    }
    let session = resolve(engine, session)?;
    let was_held = engine.state().client.holds_alive(&session);
    let mut is_again = false;
    loop {
        let mut request =
            engine.state().token_request(session.clone(), template.clone(), organization.clone());
        request.token.skip_cache = skip_cache || is_again;
        if !request.token.skip_cache
            && let Some(token) = engine.cached_token(&TokenKey::of(&request), min_remaining_ms)
        {
            return Ok(Value::secret(token.jwt.expose()));
        }
        let waiter = engine.request(request, timeout_ms);
        let in_flight = waiter.in_flight();
        let outcome = waiter.outcome(tracker).await;
        let got = in_flight.token.borrow().clone();
        let doubt = match &outcome {
            Err(_) => in_flight.doubt.get(),
            Ok(_) if got.is_some() => None,
            // The token was dropped, perhaps because the session has ended.
            Ok(_) => engine.state().doubts.pending(),
        };
        if let Some(doubt) = doubt
            && is_current
        {
            // If the session has ended, the result is null, or otherwise the error. If the refresh
            // fails, the error stands.
            _ = wait_for_refresh(engine, doubt, timeout_ms).await;
        }
        if was_held && !engine.state().client.holds_alive(&session) {
            return match outcome {
                _ if is_current => Ok(Value::null()),
                Err(error) => Err(error),
                Ok(_) => Err(Error::new(Code::NoSession, "the session has ended")),
            };
        }
        outcome?;
        // A token that was dropped in the meantime has stale claims.
        let Some(got) = got else { continue };
        let kept = engine.cached_token(&got.key, min_remaining_ms);
        let token = kept.unwrap_or_else(|| Rc::clone(&got));
        if token.is_valid_for(min_remaining_ms, browser::now()) {
            return Ok(Value::secret(token.jwt.expose()));
        }
        if token.info.lifetime_ms < min_remaining_ms {
            return Err(too_much_leeway(leeway_seconds, &token));
        }
        if is_again {
            return Err(Error::new(Code::Timeout, "the token came too late"));
        }
        is_again = true;
    }
}

#[cold]
fn too_much_leeway(leeway_seconds: u32, token: &CachedToken) -> Box<Error> {
    let longest = decimal((token.info.lifetime_ms / 1000.0) as u32);
    let required = decimal(leeway_seconds);
    let message =
        ["leewaySeconds is ", &required, ", but this token allows ", &longest, " at most"];
    Error::new(Code::InvalidArgument, &concat(&message))
}
