//! Tokens on demand: from the cache, from another tab, or from the server.

use std::rc::Rc;

use super::call::Target;
use super::client::Inner;
use super::work::{Caller, Pace};
use crate::api::operation::{CREATE_TOKEN, CREATE_TOKEN_FROM_TEMPLATE, GET_CLIENT};
use crate::api::request::{Question, checked_segment};
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::state::clock::Instant;
use crate::state::token_cache::{Held, Purpose};
use crate::util::compact::{collect, concat, decimal};
use crate::util::text::{Secret, Text};

/// How many seconds more a token has to be good for, if nothing else is said.
pub(crate) const LEEWAY_SECONDS: u32 = 10;

/// What a token is to be, and how good.
#[derive(Debug, Clone)]
pub struct TokenOptions {
    /// The session that it is for.
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
            leeway_seconds: LEEWAY_SECONDS,
        }
    }
}

impl TokenOptions {
    pub(crate) fn check(&self) -> Result<()> {
        let Some(template) = &self.template else { return Ok(()) };
        if self.organization_id.is_some() {
            let message = "organizationId cannot be together with template, whose endpoint takes none";
            return Err(Error::new(Code::InvalidArgument, message));
        }
        checked_segment("template", template)
    }
}

impl Inner {
    /// A token that is good for long enough. Null: nobody is signed in.
    ///
    /// The call is bound to the session that it began with.
    pub(super) async fn get_token(
        self: &Rc<Self>,
        options: TokenOptions,
        timeout_ms: u32,
        pace: &Pace,
    ) -> Result<Value> {
        let TokenOptions { session, template, organization_id, skip_cache, leeway_seconds } = options;
        let least_ms = f64::from(leeway_seconds) * 1000.0;
        let is_current = session.is_current();
        let Ok(session) = self.resolve(session) else { return Ok(Value::null()) };
        let was_held = self.holds_alive(&session);
        let mut question = token_question(session.clone(), template.map(Text::from));
        let organization = organization_id.map(Text::from);
        let mut is_again = false;
        loop {
            self.name_organization(&mut question, organization.clone());
            question.token.skip_cache = skip_cache || is_again;
            if !question.token.skip_cache
                && let Some(held) = self.token_at_hand(&Purpose::of(&question), least_ms)
            {
                return Ok(Value::secret(held.jwt.expose()));
            }
            let caller = self.ask_in_turn(question.clone(), timeout_ms);
            let work = caller.work();
            let outcome = caller.outcome(pace).await;
            let got = work.token.borrow().clone();
            // Dropped in the meantime: what it says is old. Whether the session is too, the client says, if it is being asked for.
            let asked = self
                .works
                .borrow()
                .iter()
                .find(|work| got.is_none() && work.question.operation == &GET_CLIENT)
                .map(Caller::of);
            if let Some(asked) = asked {
                _ = asked.outcome(pace).await;
            }
            if was_held && !self.holds_alive(&session) {
                return match outcome {
                    _ if is_current => Ok(Value::null()),
                    Err(error) => Err(error),
                    Ok(_) => Err(Error::new(Code::NoSession, "the session has ended")),
                };
            }
            outcome?;
            let Some(got) = got else { continue };
            let kept = self.token_at_hand(&got.purpose, least_ms);
            let held = kept.unwrap_or_else(|| Rc::clone(&got));
            if held.is_good_for(least_ms, Instant::now()) {
                return Ok(Value::secret(held.jwt.expose()));
            }
            if held.facts.life_ms <= least_ms {
                return Err(too_much(leeway_seconds, &held));
            }
            if is_again {
                return Err(Error::new(Code::Timeout, "the token came too late"));
            }
            is_again = true;
        }
    }

    pub(super) fn holds_alive(&self, session: &str) -> bool {
        self.known.borrow().client().is_some_and(|client| client.holds_alive(session))
    }

    /// Has a question ask for a token of an organization; if none is named, of the session's own.
    fn name_organization(&self, question: &mut Question, organization: Option<Text>) {
        question.form = collect(organization.iter().map(|id| ("organization_id", id.clone())));
        let session = question.session.as_deref().unwrap_or_default();
        question.token.organization = organization.or_else(|| self.own_organization(session));
    }

    /// The question for another token like this.
    pub(super) fn renewal_question(&self, held: &Held) -> Question {
        let Purpose { session, template, organization } = &held.purpose;
        let is_own = template.is_some() || self.own_organization(session) == *organization;
        let mut question = token_question(session.clone(), template.clone());
        self.name_organization(&mut question, organization.clone().filter(|_| !is_own));
        question
    }

    /// The organization that a session is active in; empty: the personal account.
    fn own_organization(&self, session: &str) -> Option<Text> {
        let session = self.known.borrow().client()?.session(session)?;
        Some(Text::from(session.last_active_organization_id().unwrap_or_default()))
    }

    /// The last token for what is asked, whatever its age.
    pub(super) fn last_held(&self, question: &Question) -> Option<Rc<Held>> {
        let purpose = Purpose::of(question);
        self.tokens.borrow().find(|held| held.purpose == purpose).cloned()
    }

    /// The last token for what is asked, whatever its age; else the one that came with the session.
    pub(super) fn last_token(&self, question: &Question) -> Option<Secret> {
        let held = self.last_held(question).map(|held| held.jwt.clone());
        held.or_else(|| {
            let known = self.known.borrow();
            let session = known.client()?.session(question.session.as_deref()?)?;
            Some(Secret(session.last_active_token()?.jwt().into()))
        })
    }

    /// A token that is known already.
    fn token_at_hand(&self, purpose: &Purpose, least_ms: f64) -> Option<Rc<Held>> {
        let now = Instant::now();
        let held = self.tokens.borrow().get(purpose, least_ms, now)?;
        if held.renewal_in_ms(now) <= 0.0 {
            self.schedule_renewal();
        }
        Some(held)
    }
}

fn token_question(session: Text, template: Option<Text>) -> Question {
    let operation = if template.is_some() { &CREATE_TOKEN_FROM_TEMPLATE } else { &CREATE_TOKEN };
    let mut question = Question { session: Some(session), ..Question::new(operation) };
    question.token.template = template;
    question
}

#[cold]
fn too_much(leeway_seconds: u32, held: &Held) -> Box<Error> {
    let life_seconds = decimal((held.facts.life_ms / 1000.0) as u32);
    let leeway_seconds = decimal(leeway_seconds);
    let message =
        ["leewaySeconds is ", &leeway_seconds, ", but a token of this kind lives ", &life_seconds, " s"];
    Error::new(Code::InvalidArgument, &concat(&message))
}
