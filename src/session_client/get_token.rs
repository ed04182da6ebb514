//! Tokens on demand: from the cache, from another tab, or from the server.

use std::rc::Rc;

use super::call::Target;
use super::client::Inner;
use super::clock::Instant;
use super::tokens::{Held, Purpose};
use super::work::Pace;
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::{CREATE_TOKEN, CREATE_TOKEN_FROM_TEMPLATE, GET_CLIENT};
use crate::frontend_api::request::{Question, TokenQuestion, checked_segment};
use crate::json::{Secret, Text};
use crate::lean::{concat, decimal};
use crate::model::Value;

/// What a token is to be, and how good.
#[derive(Debug, Clone)]
pub struct TokenOptions {
    pub session: Target,
    /// The name of a JWT template. Not together with `organization_id`: the server's endpoint for templates takes none.
    pub template: Option<String>,
    /// The organization that the token is for; empty: the personal account. `None`: the session's own.
    pub organization_id: Option<String>,
    /// Whether a token that is known already will not do.
    pub skip_cache: bool,
    /// How many seconds more it has to be good for.
    pub leeway_seconds: u32,
}

impl Default for TokenOptions {
    fn default() -> Self {
        TokenOptions {
            session: Target::Current,
            template: None,
            organization_id: None,
            skip_cache: false,
            leeway_seconds: 10,
        }
    }
}

impl Inner {
    /// A token that is good for long enough. Null: nobody is signed in.
    ///
    /// The call is bound to the session that it began with.
    pub(super) async fn get_token(self: &Rc<Self>, options: TokenOptions, pace: &Pace) -> Result<Value> {
        let TokenOptions { session, template, organization_id, mut skip_cache, leeway_seconds } = options;
        if let Some(template) = &template {
            checked_segment("template", template)?;
            if organization_id.is_some() {
                let message = "organizationId cannot be together with template, whose endpoint takes none";
                return Err(Error::new(Code::InvalidArgument, message));
            }
        }
        let least_ms = f64::from(leeway_seconds) * 1000.0;
        let is_current = matches!(session, Target::Current);
        if is_current && !self.known.borrow().is_loaded() {
            self.ask(Question::new(&GET_CLIENT)).outcome(pace).await?;
        }
        let Ok(session) = self.resolve(session) else { return Ok(Value::Null) };
        let was_held = self.holds_alive(&session);
        let template = template.map(Text::from);
        let organization = organization_id.map(Text::from);
        loop {
            let question = self.token_question(&session, template.clone(), organization.clone(), skip_cache);
            if !skip_cache && let Some(jwt) = self.token_at_hand(&Purpose::of(&question), least_ms) {
                return Ok(Value::Secret(jwt));
            }
            let caller = self.ask(question);
            let work = caller.work();
            let outcome = caller.outcome(pace).await;
            if was_held && !self.holds_alive(&session) {
                return match outcome {
                    _ if is_current => Ok(Value::Null),
                    Err(error) => Err(error),
                    Ok(_) => Err(Error::new(Code::NoSession, "the session has ended in the meantime")),
                };
            }
            outcome?;
            // Dropped in the meantime: what it says is old, and it is asked for anew.
            let Some(held) = work.token.borrow().clone() else { continue };
            if let Some(jwt) = self.token_at_hand(&held.purpose, least_ms) {
                return Ok(Value::Secret(jwt));
            }
            if held.is_good_for(least_ms, Instant::now()) {
                return Ok(Value::Secret(held.jwt));
            }
            if skip_cache || held.facts.life_ms <= least_ms {
                return Err(too_much(leeway_seconds, &held));
            }
            skip_cache = true;
        }
    }

    fn holds_alive(&self, session: &str) -> bool {
        self.known.borrow().client().is_some_and(|client| client.holds_alive(session))
    }

    /// The question for a token, of a session's own organization if none is named.
    fn token_question(
        &self,
        session: &Text,
        template: Option<Text>,
        organization: Option<Text>,
        skip_cache: bool,
    ) -> Question {
        let operation = if template.is_some() { &CREATE_TOKEN_FROM_TEMPLATE } else { &CREATE_TOKEN };
        let form = organization.iter().map(|id| ("organization_id", id.clone())).collect();
        let organization = organization.or_else(|| self.own_organization(session));
        let token = TokenQuestion { template, organization, skip_cache, expired: None };
        Question { session: Some(session.clone()), form, token, ..Question::new(operation) }
    }

    /// The question for what a token was for.
    pub(super) fn renewal_question(&self, purpose: Purpose) -> Question {
        let Purpose { session, template, organization } = purpose;
        let own = self.own_organization(&session);
        let other = organization.filter(|id| template.is_none() && own.as_ref() != Some(id));
        self.token_question(&session, template, other, false)
    }

    /// The organization that a session is active in; empty: the personal account.
    pub(super) fn own_organization(&self, session: &str) -> Option<Text> {
        let session = self.known.borrow().client()?.session(session)?;
        Some(Text::from(session.last_active_organization_id().unwrap_or_default()))
    }

    /// A token that is known already.
    fn token_at_hand(self: &Rc<Self>, purpose: &Purpose, least_ms: f64) -> Option<Secret> {
        let now = Instant::now();
        let held = self.tokens.borrow_mut().get(purpose, least_ms, now).cloned()?;
        if held.renewal_in_ms(now) <= 0.0 {
            self.renew_tokens();
        }
        Some(held.jwt)
    }
}

#[cold]
fn too_much(leeway_seconds: u32, held: &Held) -> Box<Error> {
    let life_seconds = decimal((held.facts.life_ms / 1000.0) as u32);
    let leeway_seconds = decimal(leeway_seconds);
    let message =
        ["leewaySeconds is ", &leeway_seconds, ", but a token of this kind lives ", &life_seconds, " s"];
    Error::new(Code::InvalidArgument, &concat(&message))
}
