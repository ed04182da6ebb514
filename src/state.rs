//! The state of one client, as plain values: the known client, its tokens, its requests in flight,
//! and the doubts about it.
//!
//! Nothing here reads a clock or sends anything. `client::engine` is the only code that changes the
//! state.

pub(crate) mod client_state;
pub(crate) mod clock;
pub(crate) mod doubts;
pub(crate) mod in_flight;
pub(crate) mod page;
pub(crate) mod session_cookie;
pub(crate) mod snapshot;
pub(crate) mod token_cache;
pub(crate) mod token_info;

use std::rc::Rc;

use clock::Instant;
use token_cache::{CachedToken, TokenKey};

use crate::api::operation::{CREATE_TOKEN, CREATE_TOKEN_FROM_TEMPLATE};
use crate::api::request::{ApiRequest, TokenParams};
use crate::util::text::{Secret, Text};

/// The state of one client.
#[derive(Default)]
pub(crate) struct State {
    pub client: client_state::ClientState,
    pub tokens: token_cache::TokenCache,
    pub cookie: session_cookie::CookieToken,
    pub in_flight: in_flight::InFlightList,
    pub doubts: doubts::Doubts,
    /// The session whose reverification began last.
    pub under_verification: Option<Text>,
    /// The number of touches that have been sent.
    pub touches: u32,
}

impl State {
    /// Returns the request for a token. Without an organization, it is for the session's active
    /// one.
    pub fn token_request(
        &self,
        session: Text,
        template: Option<Text>,
        organization: Option<Text>,
    ) -> ApiRequest {
        let operation =
            if template.is_some() { &CREATE_TOKEN_FROM_TEMPLATE } else { &CREATE_TOKEN };
        let mut request = ApiRequest::new(operation);
        if let Some(organization) = &organization {
            request.form.push(("organization_id", organization.clone()));
        }
        let organization = organization.or_else(|| self.own_organization(&session));
        request.session = Some(session);
        request.token = TokenParams { template, organization, skip_cache: false };
        request
    }

    /// Returns the request that renews the token with this key.
    pub fn renewal_request(&self, key: &TokenKey) -> ApiRequest {
        let TokenKey { session, template, organization } = key;
        let is_own = template.is_some() || self.own_organization(session) == *organization;
        let organization = organization.clone().filter(|_| !is_own);
        self.token_request(session.clone(), template.clone(), organization)
    }

    /// Returns the request for the token of the page's cookies. `None` if nobody counts as signed
    /// in.
    pub fn cookie_request(&self) -> Option<ApiRequest> {
        let session = self.client.signed_in_session()?.id().into();
        Some(self.token_request(session, None, None))
    }

    /// Offers a token for the page's cookies.
    pub fn offer_to_cookie(&mut self, token: &Rc<CachedToken>, now: Instant) {
        let request = self.cookie_request().filter(|_| self.cookie.is_kept);
        if request.is_some_and(|request| TokenKey::of(&request) == token.key) {
            self.cookie.offer(token, now);
        }
    }

    /// Drops the token for the page's cookies if it no longer fits the client.
    pub fn check_cookie_token(&mut self) {
        if self.cookie.is_kept {
            let key = self.cookie_request().map(|request| TokenKey::of(&request));
            self.cookie.keep_only(key.as_ref(), self.client.client());
        }
    }

    /// Returns the organization that a session is active in. Empty for the personal account.
    fn own_organization(&self, session: &str) -> Option<Text> {
        let session = self.client.client()?.session(session)?;
        Some(Text::from(session.last_active_organization_id().unwrap_or_default()))
    }

    /// Returns the last token that matches a request, of any age. If there is none, returns the
    /// token that came with the session.
    pub fn last_token(&self, request: &ApiRequest) -> Option<Secret> {
        let key = TokenKey::of(request);
        let cached = self.tokens.find(|token| token.key == key).map(|token| token.jwt.clone());
        cached.or_else(|| {
            let session = self.client.client()?.session(&key.session)?;
            Some(Secret(session.last_active_token()?.jwt().into()))
        })
    }
}
