//! Reads the token in a response, and checks that it matches the request.

use std::rc::Rc;

use crate::api::operation::CREATE_TOKEN;
use crate::api::request::ApiRequest;
use crate::json::ReadError;
use crate::models::Client;
use crate::state::State;
use crate::state::clock::Instant;
use crate::state::token_cache::{CachedToken, TokenKey};
use crate::state::token_info::TokenInfo;
use crate::util::text::Secret;

/// Returns the token that came with a client's current session, if the page keeps one in its cookies
/// and this one is for that session and its organization.
pub(crate) fn last_active_token(
    client: &Client,
    state: &State,
    requested_at: Instant,
) -> Option<Rc<CachedToken>> {
    if !state.cookie.is_kept {
        return None;
    }
    let session = client.current_session().filter(|session| state.client.is_signed_in(session))?;
    let token = session.last_active_token()?;
    let info = TokenInfo::of(token.jwt())?;
    let key = TokenKey {
        session: session.id().into(),
        template: None,
        organization: Some(session.last_active_organization_id().unwrap_or_default().into()),
    };
    // The server may have issued it long before the request.
    let age_ms = requested_at.wall_ms - info.freshness.issued_at() as f64 * 1000.0;
    let requested_at = requested_at.before_ms(age_ms.max(0.0));
    let is_named = info.session.is_some();
    let token = CachedToken::new(key, Secret(token.jwt().into()), info, requested_at);
    (is_named && token.matches_request()).then(|| Rc::new(token))
}

/// Reads a token that was requested at `requested_at`.
pub(crate) fn matching_token(
    request: &ApiRequest,
    jwt: &str,
    requested_at: Instant,
) -> Result<Rc<CachedToken>, Box<ReadError>> {
    let unlike = |expected: &str| ReadError::new(expected, 0).under("jwt");
    let info = TokenInfo::of(jwt).ok_or_else(|| {
        unlike("expected a JSON Web Token with iat and exp, more than a second apart")
    })?;
    let mut key = TokenKey::of(request);
    if request.operation == &CREATE_TOKEN && request.form.is_empty() {
        // The request was for the session's active organization, which the server knows best.
        key.organization = key.organization.map(|_| info.organization.clone());
    }
    let token = CachedToken::new(key, Secret(jwt.into()), info, requested_at);
    if token.matches_request() {
        return Ok(Rc::new(token));
    }
    Err(unlike("expected a token for the session and the organization that were asked for"))
}
