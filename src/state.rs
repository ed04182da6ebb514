//! The state of one client, as plain values: what is known of it, its tokens, what is in flight,
//! and what is in doubt.
//!
//! Nothing here reads a clock or sends anything; `client::engine` is the only code that changes it.

pub(crate) mod client_state;
pub(crate) mod clock;
pub(crate) mod doubts;
pub(crate) mod in_flight;
pub(crate) mod snapshot;
pub(crate) mod token_cache;
pub(crate) mod token_info;

use token_cache::TokenKey;

use crate::api::operation::{CREATE_TOKEN, CREATE_TOKEN_FROM_TEMPLATE};
use crate::api::request::{ApiRequest, TokenParams};
use crate::util::text::{Secret, Text};

/// All that one client knows.
#[derive(Default)]
pub(crate) struct State {
    pub client: client_state::ClientState,
    pub tokens: token_cache::TokenCache,
    pub in_flight: in_flight::InFlightList,
    pub doubts: doubts::Doubts,
    /// The session whose reverification was last begun.
    pub under_verification: Option<Text>,
    /// How many touches have been sent.
    pub touches: u32,
}

impl State {
    /// Returns the request for a token. Without an organization it is for the session's own.
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

    /// Returns the request for another token like this one.
    pub fn renewal_request(&self, key: &TokenKey) -> ApiRequest {
        let TokenKey { session, template, organization } = key;
        let is_own = template.is_some() || self.own_organization(session) == *organization;
        let organization = organization.clone().filter(|_| !is_own);
        self.token_request(session.clone(), template.clone(), organization)
    }

    /// Returns the organization that a session is active in. Empty: the personal account.
    fn own_organization(&self, session: &str) -> Option<Text> {
        let session = self.client.client()?.session(session)?;
        Some(Text::from(session.last_active_organization_id().unwrap_or_default()))
    }

    /// Returns the last token for a request, whatever its age; else the one that came with the
    /// session.
    pub fn last_token(&self, request: &ApiRequest) -> Option<Secret> {
        let key = TokenKey::of(request);
        let cached = self.tokens.find(|token| token.key == key).map(|token| token.jwt.clone());
        cached.or_else(|| {
            let session = self.client.client()?.session(&key.session)?;
            Some(Secret(session.last_active_token()?.jwt().into()))
        })
    }
}
