//! The calls, for Rust. `index.d.ts`, which JavaScript's users read, says more about each.

use super::command::{Call, Command};
use super::session_client::SessionClient;
use super::target::Target;
use super::token_options::TokenOptions;
use crate::api::factors::{
    AttemptFirstFactor, AttemptSecondFactor, FormFields, PrepareFirstFactor, PrepareSecondFactor,
};
use crate::api::operation::*;
use crate::api::request::checked_segment;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::models::{Client, Session, SessionVerification, VerificationLevel};
use crate::util::text::Secret;

/// The change that a touch makes besides the time of the last activity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touch {
    /// The organization (`org_…`) to be active in; empty: the personal account. `None`: no change.
    pub organization_id: Option<String>,
    /// Why.
    pub intent: Option<Intent>,
}

/// Why a session is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Intent {
    /// The page came into view.
    Focus,
    /// The user chose another session.
    SelectSession,
    /// The user chose another organization.
    SelectOrganization,
}

impl Intent {
    #[cfg(feature = "npm")]
    pub(crate) const ALL: [Intent; 3] =
        [Intent::Focus, Intent::SelectSession, Intent::SelectOrganization];

    /// The word on the wire and in JavaScript.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Intent::Focus => "focus",
            Intent::SelectSession => "select_session",
            Intent::SelectOrganization => "select_org",
        }
    }
}

impl Touch {
    pub(crate) fn into_fields(self) -> FormFields {
        let mut form = FormFields::new();
        if let Some(organization) = self.organization_id {
            form.push(("active_organization_id", organization.into()));
        }
        if let Some(intent) = self.intent {
            form.push(("intent", intent.as_str().into()));
        }
        form
    }
}

impl SessionClient {
    /// Asks the server for this browser's client. `None`: it has none yet.
    pub async fn get_client(&self) -> Result<Option<Client>> {
        self.make(&GET_CLIENT, None).await.map(|client| client.get::<Option<Client>>())
    }

    /// Asks for one session of this client.
    pub async fn get_session(&self, session: impl Into<Target>) -> Result<Session> {
        self.make(&GET_SESSION, Some(session.into())).await.map(|session| session.get::<Session>())
    }

    /// Asks for the user's sessions on all devices, whatever their status. Where the browser holds
    /// several accounts, `on_behalf_of` says whose: that of any session of this client, for the
    /// most part the current one.
    pub async fn list_sessions(&self, on_behalf_of: impl Into<Target>) -> Result<Vec<Session>> {
        self.list(&LIST_SESSIONS, on_behalf_of.into()).await
    }

    /// Asks for the user's active sessions on all devices, with
    /// [`latest_activity`](Session::latest_activity) but little else: what the answer leaves out is
    /// `None`. `on_behalf_of` is that of [`list_sessions`](Self::list_sessions).
    pub async fn list_active_sessions(
        &self,
        on_behalf_of: impl Into<Target>,
    ) -> Result<Vec<Session>> {
        self.list(&LIST_ACTIVE_SESSIONS, on_behalf_of.into()).await
    }

    /// Marks a session as in use: it becomes the current one, and its `last_active_at` is now.
    pub async fn touch_session(&self, session: impl Into<Target>, touch: Touch) -> Result<Session> {
        let call =
            Call { form: touch.into_fields(), ..Call::new(&TOUCH_SESSION, Some(session.into())) };
        self.send(call).await.map(|session| session.get::<Session>())
    }

    /// Deletes a session, and no other. Returns it when the server has confirmed that it has ended,
    /// and `None` when it was certainly gone already.
    ///
    /// A session token that was issued stays valid until it expires, about a minute.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it. The session
    /// may still be alive, and nothing local has changed.
    pub async fn delete_session(&self, session: impl Into<Target>) -> Result<Option<Session>> {
        let session = session.into();
        self.make(&REMOVE_SESSION, Some(session))
            .await
            .map(|session| session.get::<Option<Session>>())
    }

    /// Deletes every session of this browser; the client stays.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm that none is
    /// alive.
    pub async fn delete_all_sessions(&self) -> Result<Client> {
        self.make(&REMOVE_SESSIONS, None).await.map(|client| client.get::<Client>())
    }

    /// Ends a session of this client, which remembers it as ended.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it.
    pub async fn end_session(&self, session: impl Into<Target>) -> Result<Session> {
        self.make(&END_SESSION, Some(session.into())).await.map(|session| session.get::<Session>())
    }

    /// Signs a session of the user out, wherever it runs. `on_behalf_of` is that of
    /// [`list_sessions`](Self::list_sessions); it cannot be the same session, for which there is
    /// [`delete_session`](Self::delete_session).
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it.
    pub async fn revoke_session(
        &self,
        session: impl Into<Target>,
        on_behalf_of: impl Into<Target>,
    ) -> Result<Session> {
        let acting_session = Some(on_behalf_of.into());
        let call = Call { acting_session, ..Call::new(&REVOKE_SESSION, Some(session.into())) };
        self.send(call).await.map(|session| session.get::<Session>())
    }

    async fn list(
        &self,
        operation: &'static Operation,
        on_behalf_of: Target,
    ) -> Result<Vec<Session>> {
        let call = Call { acting_session: Some(on_behalf_of), ..Call::new(operation, None) };
        self.send(call).await.map(|sessions| sessions.get::<Vec<Session>>().collect())
    }

    /// A session token that is good for a while: send it to your server as `Authorization: Bearer
    /// …`. `None`: nobody is signed in.
    ///
    /// Tokens are kept by session, template and organization. While a page is visible, one that is
    /// in use is renewed in the background 15 s before it ends, but never in the first half of its
    /// life; elsewhere it is renewed when it is asked for. The tabs of a client give each other
    /// their tokens. A touch drops the tokens of its session, and so do an attempt in its
    /// reverification and its end.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument): the leeway is more than such a
    /// token lives, or a template is named together with an organization.
    /// [`Code::InvalidResponse`](crate::Code::InvalidResponse): also a token for another session or
    /// organization than was asked for.
    pub async fn get_token(&self, options: TokenOptions) -> Result<Option<String>> {
        checked("session", &options.session)?;
        options.check()?;
        let token = self.execute(Command::GetToken(options), None).await?;
        Ok(token.get::<Option<Secret>>().map(String::from))
    }

    /// Begins a reverification of a session: its user is to prove again who they are. What comes
    /// next stands in the answer's [`status`](SessionVerification::status), and which ways there
    /// are in its supported factors.
    ///
    /// The steps that follow are about the session of the last one that began. None of them is ever
    /// repeated, as other calls are when an answer is lost: a code is good once.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`]: also [`VerificationLevel::Unknown`], which cannot be asked for.
    pub async fn start_verification(
        &self,
        session: impl Into<Target>,
        level: VerificationLevel,
    ) -> Result<SessionVerification> {
        if level == VerificationLevel::Unknown {
            return Err(Error::new(Code::InvalidArgument, "level is none that can be asked for"));
        }
        let form = vec![("level", level.as_str().into())];
        self.verify(Call { form, ..Call::new(&START_VERIFICATION, Some(session.into())) }).await
    }

    /// Gets a first factor ready: sends a code, makes what a passkey is to sign, or begins a
    /// sign-in elsewhere. A password needs none of it.
    ///
    /// # Errors
    /// [`Code::NoSession`]: no reverification has begun, as for each of these steps. Nothing has
    /// been sent.
    pub async fn prepare_first_factor(
        &self,
        factor: PrepareFirstFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: factor.into_fields(), ..Call::new(&PREPARE_FIRST_FACTOR, None) })
            .await
    }

    /// Verifies a first factor.
    pub async fn attempt_first_factor(
        &self,
        attempt: AttemptFirstFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: attempt.into_fields(), ..Call::new(&ATTEMPT_FIRST_FACTOR, None) })
            .await
    }

    /// Gets a second factor ready: sends a code. Authenticator apps and backup codes need none of
    /// it.
    pub async fn prepare_second_factor(
        &self,
        factor: PrepareSecondFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: factor.into_fields(), ..Call::new(&PREPARE_SECOND_FACTOR, None) })
            .await
    }

    /// Verifies a second factor.
    pub async fn attempt_second_factor(
        &self,
        attempt: AttemptSecondFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: attempt.into_fields(), ..Call::new(&ATTEMPT_SECOND_FACTOR, None) })
            .await
    }

    /// Verifies a first factor by a passkey (<https://www.w3.org/TR/webauthn-3/>): prepares, asks
    /// the browser's authenticator, attempts. The time that a request may take is not for the
    /// person in front of the authenticator.
    ///
    /// # Errors
    /// [`Code::Passkey`]: there are none here, and nothing has been sent; or the browser or its
    /// user refused.
    pub async fn verify_with_passkey(&self) -> Result<SessionVerification> {
        let verified = self.execute(Command::VerifyWithPasskey, None).await?;
        Ok(verified.get::<SessionVerification>())
    }

    async fn verify(&self, call: Call) -> Result<SessionVerification> {
        self.send(call).await.map(|verification| verification.get::<SessionVerification>())
    }

    async fn make(&self, operation: &'static Operation, session: Option<Target>) -> Result<Value> {
        self.send(Call::new(operation, session)).await
    }

    async fn send(&self, call: Call) -> Result<Value> {
        for (name, target) in [("session", &call.session), ("on_behalf_of", &call.acting_session)] {
            target.as_ref().map_or(Ok(()), |target| checked(name, target))?;
        }
        self.execute(Command::Call(call), None).await
    }
}

fn checked(name: &str, session: &Target) -> Result<()> {
    match session {
        Target::Id(id) => checked_segment(name, id),
        Target::Current => Ok(()),
    }
}
