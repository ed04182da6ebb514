//! The public calls of a `SessionClient`, as values.

use super::prng::Random;
use super::server::{ORGANIZATIONS, RIGHT_CODE, TEMPLATE, VERSION_BASE};
use super::theme::{CallKind, Theme};
use crate::api::factors::{
    AttemptFirstFactor, AttemptSecondFactor, PrepareFirstFactor, PrepareSecondFactor,
};
use crate::client::{SessionClient, Target, TokenOptions, Touch};
use crate::error::{Error, Result};
use crate::models::{Session, SessionVerification, VerificationLevel};

/// A session as a call identifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SessionRef {
    Current,
    /// The session of this number, which another tab or device may have made.
    Number(u8),
}

/// The token that a call requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenRequest {
    pub session: SessionRef,
    pub template: Template,
    /// `None`: the session's own organization. `Some(None)`: the personal account.
    pub organization: Option<Option<u8>>,
    pub skip_cache: bool,
    pub leeway_seconds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    None,
    Known,
    Unknown,
}

/// A call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    GetClient,
    GetSession(SessionRef),
    ListSessions(SessionRef),
    ListActiveSessions(SessionRef),
    Touch(SessionRef, Option<Option<u8>>),
    Delete(SessionRef),
    DeleteAll,
    End(SessionRef),
    Revoke(SessionRef, SessionRef),
    GetToken(TokenRequest),
    StartVerification(SessionRef),
    PrepareFirstFactor,
    AttemptFirstFactor { is_right: bool },
    PrepareSecondFactor,
    AttemptSecondFactor { is_right: bool },
    VerifyWithPasskey,
}

/// A session in a call's result, with the version of its last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SessionResult {
    pub id: String,
    pub version: u64,
}

/// The result of a call.
#[derive(Debug)]
pub(crate) enum Outcome {
    Token(Option<String>),
    Session(Option<SessionResult>),
    /// A reverification's session.
    Verification(Option<SessionResult>),
    Sessions,
    Client {
        version: u64,
    },
    Failed(Box<Error>),
}

impl SessionRef {
    pub fn target(self) -> Target {
        match self.id() {
            Some(id) => Target::Id(id),
            None => Target::Current,
        }
    }

    /// Returns the session's id, or `None` for the current session.
    pub fn id(self) -> Option<String> {
        match self {
            SessionRef::Current => None,
            SessionRef::Number(number) => Some(format!("sess_{number}")),
        }
    }

    pub fn random(random: &mut Random) -> Self {
        // There are up to three sessions at the beginning, and later there may be more.
        *random.weighted(&[
            (5, SessionRef::Current),
            (2, SessionRef::Number(1)),
            (2, SessionRef::Number(2)),
            (2, SessionRef::Number(3)),
            (1, SessionRef::Number(4)),
            (1, SessionRef::Number(5)),
        ])
    }
}

impl TokenRequest {
    pub fn random(random: &mut Random) -> Self {
        let template =
            *random.weighted(&[(8, Template::None), (2, Template::Known), (1, Template::Unknown)]);
        let is_for_organization = template == Template::None && random.is_in(25);
        let named = SessionRef::random(random);
        TokenRequest {
            session: if random.is_in(60) { SessionRef::Current } else { named },
            template,
            organization: is_for_organization.then(|| organization(random)),
            skip_cache: random.is_in(15),
            leeway_seconds: *random.weighted(&[(5, 10), (4, 0), (2, 30), (1, 100)]),
        }
    }

    fn options(self) -> TokenOptions {
        TokenOptions {
            session: self.session.target(),
            template: match self.template {
                Template::None => None,
                Template::Known => Some(TEMPLATE.into()),
                Template::Unknown => Some("unknown".into()),
            },
            organization_id: self.organization.map(organization_id),
            skip_cache: self.skip_cache,
            leeway_seconds: self.leeway_seconds,
        }
    }
}

fn organization(random: &mut Random) -> Option<u8> {
    random.is_in(70).then(|| random.below(ORGANIZATIONS.into()) as u8)
}

/// Returns an organization's id; empty for the personal account.
pub(crate) fn organization_id(organization: Option<u8>) -> String {
    organization.map(|number| format!("org_{number}")).unwrap_or_default()
}

impl Call {
    pub fn random(theme: Theme, random: &mut Random) -> Self {
        let named = SessionRef::random(random);
        match theme.call(random) {
            CallKind::GetClient => Call::GetClient,
            CallKind::Read => *random.pick(&[
                Call::GetSession(named),
                Call::ListSessions(named),
                Call::ListActiveSessions(named),
            ]),
            CallKind::Touch => {
                let changes_organization = random.is_in(40);
                Call::Touch(named, changes_organization.then(|| organization(random)))
            }
            CallKind::Delete => Call::Delete(named),
            CallKind::DeleteAll => Call::DeleteAll,
            CallKind::End => Call::End(named),
            CallKind::Revoke => Call::Revoke(named, SessionRef::random(random)),
            CallKind::Token => Call::GetToken(TokenRequest::random(random)),
            CallKind::Verify => Call::verification(named, random),
        }
    }

    fn verification(named: SessionRef, random: &mut Random) -> Self {
        let is_right = random.is_in(80);
        *random.weighted(&[
            (4, Call::StartVerification(named)),
            (1, Call::PrepareFirstFactor),
            (5, Call::AttemptFirstFactor { is_right }),
            (1, Call::PrepareSecondFactor),
            (2, Call::AttemptSecondFactor { is_right }),
            (1, Call::VerifyWithPasskey),
        ])
    }

    /// Returns the session that the call concerns.
    pub fn session(self) -> Option<SessionRef> {
        match self {
            Call::GetSession(named)
            | Call::Touch(named, _)
            | Call::Delete(named)
            | Call::End(named)
            | Call::Revoke(named, _)
            | Call::StartVerification(named) => Some(named),
            Call::GetToken(requested) => Some(requested.session),
            _ => None,
        }
    }

    /// Makes the call.
    pub async fn make(self, client: &SessionClient) -> Outcome {
        self.outcome(client).await.unwrap_or_else(Outcome::Failed)
    }

    async fn outcome(self, client: &SessionClient) -> Result<Outcome> {
        let right = |is_right: bool| String::from(if is_right { RIGHT_CODE } else { "000000" });
        Ok(match self {
            Call::GetClient => {
                client.get_client().await?;
                Outcome::Sessions
            }
            Call::GetSession(named) => session(client.get_session(named.target()).await?),
            Call::ListSessions(on_behalf_of) => {
                client.list_sessions(on_behalf_of.target()).await?;
                Outcome::Sessions
            }
            Call::ListActiveSessions(on_behalf_of) => {
                client.list_active_sessions(on_behalf_of.target()).await?;
                Outcome::Sessions
            }
            Call::Touch(named, organization) => {
                let organization_id = organization.map(organization_id);
                let touch = Touch { organization_id, intent: None };
                session(client.touch_session(named.target(), touch).await?)
            }
            Call::Delete(named) => {
                let deleted = client.delete_session(named.target()).await?;
                Outcome::Session(deleted.as_ref().map(result))
            }
            Call::DeleteAll => {
                let client = client.delete_all_sessions().await?;
                Outcome::Client { version: version(client.updated_at()) }
            }
            Call::End(named) => session(client.end_session(named.target()).await?),
            Call::Revoke(named, on_behalf_of) => {
                session(client.revoke_session(named.target(), on_behalf_of.target()).await?)
            }
            Call::GetToken(requested) => {
                Outcome::Token(client.get_token(requested.options()).await?)
            }
            Call::StartVerification(named) => {
                let level = VerificationLevel::MultiFactor;
                verification(client.start_verification(named.target(), level).await?)
            }
            Call::PrepareFirstFactor => {
                let factor = PrepareFirstFactor::Passkey;
                verification(client.prepare_first_factor(factor).await?)
            }
            Call::AttemptFirstFactor { is_right } => {
                let attempt = AttemptFirstFactor::Password { password: right(is_right) };
                verification(client.attempt_first_factor(attempt).await?)
            }
            Call::PrepareSecondFactor => {
                let factor = PrepareSecondFactor::PhoneCode { phone_number_id: None };
                verification(client.prepare_second_factor(factor).await?)
            }
            Call::AttemptSecondFactor { is_right } => {
                let attempt = AttemptSecondFactor::Totp { code: right(is_right) };
                verification(client.attempt_second_factor(attempt).await?)
            }
            Call::VerifyWithPasskey => verification(client.verify_with_passkey().await?),
        })
    }
}

/// Reads a version from the time that encodes it.
pub(crate) fn version(updated_at: Option<crate::model::Time>) -> u64 {
    updated_at.map_or(0, |time| (time as u64).saturating_sub(VERSION_BASE))
}

fn result(session: &Session) -> SessionResult {
    SessionResult { id: session.id().into(), version: version(session.abandon_at()) }
}

fn session(session: Session) -> Outcome {
    Outcome::Session(Some(result(&session)))
}

fn verification(verification: SessionVerification) -> Outcome {
    Outcome::Verification(verification.session().as_ref().map(result))
}
