//! Reads the token in a response, and checks that it matches the request.

use std::rc::Rc;

use crate::api::operation::CREATE_TOKEN;
use crate::api::request::ApiRequest;
use crate::json::ReadError;
use crate::state::clock::Instant;
use crate::state::token_cache::{CachedToken, TokenKey};
use crate::state::token_info::TokenInfo;
use crate::util::text::Secret;

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
