//! The public calls, for Rust. `index.d.ts`, the documentation for JavaScript, describes each in
//! more detail.

use super::command::{Call, Command};
use super::session_client::SessionClient;
use super::target::Target;
use super::token_options::TokenOptions;
use super::touch::Touch;
use crate::api::factors::{
    AttemptFirstFactor, AttemptSecondFactor, PrepareFirstFactor, PrepareSecondFactor,
};
use crate::api::operation::*;
use crate::api::request::checked_segment;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::models::{Client, Session, SessionVerification, VerificationLevel};
use crate::util::text::Secret;

impl SessionClient {
    /// Requests this browser's client from the server. `None` if the browser has none yet.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let client = client.get_client().await?;
    /// println!("{} sessions", client.map_or(0, |client| client.sessions().count()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_client(&self) -> Result<Option<Client>> {
        self.make(&GET_CLIENT, None).await.map(|client| client.get::<Option<Client>>())
    }

    /// Requests one session of this client.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let session = client.get_session("sess_2a…").await?;
    /// println!("{} expires at {}", session.id(), session.expire_at());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_session(&self, session: impl Into<Target>) -> Result<Session> {
        self.make(&GET_SESSION, Some(session.into())).await.map(|session| session.get::<Session>())
    }

    /// Requests the user's sessions on all devices, with any status. If the browser holds several
    /// accounts, `on_behalf_of` names the user: it is any session of this client that is the
    /// user's, mostly the current one.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// for session in client.list_sessions(Target::Current).await? {
    ///     println!("{}: {}", session.id(), session.status().as_str());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_sessions(&self, on_behalf_of: impl Into<Target>) -> Result<Vec<Session>> {
        self.list(&LIST_SESSIONS, on_behalf_of.into()).await
    }

    /// Requests the user's active sessions on all devices, with
    /// [`latest_activity`](Session::latest_activity) but little else: a field that the response
    /// leaves out is `None`. `on_behalf_of` is that of [`list_sessions`](Self::list_sessions).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// for session in client.list_active_sessions(Target::Current).await? {
    ///     println!("{:?}", session.latest_activity().as_ref().and_then(|device| device.city()));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_active_sessions(
        &self,
        on_behalf_of: impl Into<Target>,
    ) -> Result<Vec<Session>> {
        self.list(&LIST_ACTIVE_SESSIONS, on_behalf_of.into()).await
    }

    /// Marks a session as in use. It becomes the current one, and its `last_active_at` becomes the
    /// present time.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Intent, Touch};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let organization_id = Some("org_2b…".into());
    /// let intent = Some(Intent::SelectOrganization);
    /// client.touch_session("sess_2a…", Touch { organization_id, intent }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn touch_session(&self, session: impl Into<Target>, touch: Touch) -> Result<Session> {
        let call =
            Call { form: touch.into_fields(), ..Call::new(&TOUCH_SESSION, Some(session.into())) };
        self.send(call).await.map(|session| session.get::<Session>())
    }

    /// Deletes a session, and no other. Returns the session if the server confirmed that it has
    /// ended. Returns `None` if it had certainly ended before.
    ///
    /// A session token that was issued stays valid until it expires, after about a minute.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it. The session
    /// may still be alive, and nothing local has changed.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// match client.delete_session(Target::Current).await? {
    ///     Some(session) => println!("{} has ended", session.id()),
    ///     None => println!("It had ended before"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_session(&self, session: impl Into<Target>) -> Result<Option<Session>> {
        let session = session.into();
        self.make(&REMOVE_SESSION, Some(session))
            .await
            .map(|session| session.get::<Option<Session>>())
    }

    /// Deletes every session of this browser. The client remains.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm that none is
    /// alive.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let client = client.delete_all_sessions().await?;
    /// assert!(client.sessions().all(|session| !session.status().is_signed_in()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_all_sessions(&self) -> Result<Client> {
        self.make(&REMOVE_SESSIONS, None).await.map(|client| client.get::<Client>())
    }

    /// Ends a session of this client. The client keeps it as an ended session.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let session = client.end_session("sess_2a…").await?;
    /// assert!(!session.status().is_signed_in());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn end_session(&self, session: impl Into<Target>) -> Result<Session> {
        self.make(&END_SESSION, Some(session.into())).await.map(|session| session.get::<Session>())
    }

    /// Signs a session of the user out, on any device. `on_behalf_of` is that of
    /// [`list_sessions`](Self::list_sessions). It cannot be the same session:
    /// [`delete_session`](Self::delete_session) ends that.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// client.revoke_session("sess_2c…", Target::Current).await?;
    /// # Ok(())
    /// # }
    /// ```
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

    /// Returns a session token that is valid for a while. Send it to your server as `Authorization:
    /// Bearer …`. `None` if no user is signed in.
    ///
    /// Tokens are cached by session, template and organization. While a page is visible, a token in
    /// use is renewed in the background 15 s before it expires, but never in the first half of its
    /// lifetime. Without a visible page, a token is renewed when it is requested. The tabs of a
    /// client share their tokens. A session's tokens are dropped after a touch, after an attempt in
    /// its reverification, and when it ends.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument): also if the leeway is longer than
    /// such a token's lifetime, or if a template is named together with an organization.
    /// [`Code::InvalidResponse`](crate::Code::InvalidResponse): also if the token is for another
    /// session or organization than requested.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, TokenOptions};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// if let Some(token) = client.get_token(TokenOptions::default()).await? {
    ///     let authorization = format!("Bearer {token}");
    ///     // Send it to your server in the header `Authorization`.
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_token(&self, options: TokenOptions) -> Result<Option<String>> {
        checked("session", &options.session)?;
        options.check()?;
        let token = self.execute(Command::GetToken(options), None).await?;
        Ok(token.get::<Option<Secret>>().map(String::from))
    }

    /// Begins a reverification of a session: its user must prove their identity again. The
    /// response's [`status`](SessionVerification::status) says which step comes next, and its
    /// supported factors say which methods there are.
    ///
    /// The steps that follow are about the session whose reverification began last. They are never
    /// retried after a lost response, unlike other calls: a code is valid once.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`]: also for [`VerificationLevel::Unknown`], which cannot be
    /// requested.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # use clerk_session::model::VerificationLevel;
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let verification =
    ///     client.start_verification(Target::Current, VerificationLevel::FirstFactor).await?;
    /// for factor in verification.supported_first_factors() {
    ///     println!("{}", factor.strategy().unwrap_or("unknown"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start_verification(
        &self,
        session: impl Into<Target>,
        level: VerificationLevel,
    ) -> Result<SessionVerification> {
        if level == VerificationLevel::Unknown {
            return Err(Error::new(Code::InvalidArgument, "level cannot be unknown"));
        }
        let form = vec![("level", level.as_str().into())];
        self.verify(Call { form, ..Call::new(&START_VERIFICATION, Some(session.into())) }).await
    }

    /// Prepares a first factor: sends a code, creates the challenge for a passkey, or begins a
    /// sign-in at another provider. A password needs no preparation.
    ///
    /// # Errors
    /// [`Code::NoSession`]: no reverification has begun, as for each of these steps. Nothing has
    /// been sent.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, PrepareFirstFactor};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let email_address_id = "idn_2d…".into();
    /// client.prepare_first_factor(PrepareFirstFactor::EmailCode { email_address_id }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn prepare_first_factor(
        &self,
        factor: PrepareFirstFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: factor.into_fields(), ..Call::new(&PREPARE_FIRST_FACTOR, None) })
            .await
    }

    /// Verifies a first factor.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, AttemptFirstFactor};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let password = "correct horse".into();
    /// client.attempt_first_factor(AttemptFirstFactor::Password { password }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn attempt_first_factor(
        &self,
        attempt: AttemptFirstFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: attempt.into_fields(), ..Call::new(&ATTEMPT_FIRST_FACTOR, None) })
            .await
    }

    /// Prepares a second factor: sends a code. Authenticator apps and backup codes need no
    /// preparation.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, PrepareSecondFactor};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let phone_number_id = Some("idn_2e…".into());
    /// client.prepare_second_factor(PrepareSecondFactor::PhoneCode { phone_number_id }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn prepare_second_factor(
        &self,
        factor: PrepareSecondFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: factor.into_fields(), ..Call::new(&PREPARE_SECOND_FACTOR, None) })
            .await
    }

    /// Verifies a second factor.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, AttemptSecondFactor};
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// let code = "123456".into();
    /// client.attempt_second_factor(AttemptSecondFactor::Totp { code }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn attempt_second_factor(
        &self,
        attempt: AttemptSecondFactor,
    ) -> Result<SessionVerification> {
        self.verify(Call { form: attempt.into_fields(), ..Call::new(&ATTEMPT_SECOND_FACTOR, None) })
            .await
    }

    /// Verifies a first factor by a passkey (<https://www.w3.org/TR/webauthn-3/>): prepares it,
    /// calls the browser's authenticator, attempts it. The timeout does not run while the user is
    /// at the authenticator.
    ///
    /// # Errors
    /// [`Code::Passkey`]: passkeys are not available here, and nothing has been sent. Or the
    /// browser or its user refused.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use clerk_session::{Result, SessionClient, Target};
    /// # use clerk_session::model::VerificationLevel;
    /// # async fn example(client: &SessionClient) -> Result<()> {
    /// client.start_verification(Target::Current, VerificationLevel::FirstFactor).await?;
    /// client.verify_with_passkey().await?;
    /// # Ok(())
    /// # }
    /// ```
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

pub(super) fn checked(name: &str, session: &Target) -> Result<()> {
    match session {
        Target::Id(id) => checked_segment(name, id),
        Target::Current => Ok(()),
    }
}
