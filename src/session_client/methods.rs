//! The calls, for Rust. `index.d.ts`, which JavaScript's users read, says more about each.

use super::call::{Call, Target, Task};
use super::client::SessionClient;
use super::get_token::TokenOptions;
use crate::error::Result;
use crate::frontend_api::operation::*;
use crate::frontend_api::request::checked_segment;
use crate::json::{Secret, Text};
use crate::model::{Client, FieldType, Session, Value};

/// What a touch changes besides the time of the last activity.
#[derive(Debug, Clone, Default)]
pub struct Touch {
    /// The organization to be active in; empty: the personal account. `None`: no change.
    pub organization_id: Option<String>,
    /// `focus`, `select_session` or `select_org`.
    pub intent: Option<String>,
}

impl Touch {
    pub(crate) fn form(self) -> Vec<(&'static str, Text)> {
        let fields = [("active_organization_id", self.organization_id), ("intent", self.intent)];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?.into()))).collect()
    }
}

impl SessionClient {
    /// This browser's client, asked anew. `None`: it has none yet.
    pub async fn get_client(&self) -> Result<Option<Client>> {
        self.make(&GET_CLIENT, None).await.map(|client| Option::<Client>::get(&client))
    }

    /// One session of this client.
    pub async fn get_session(&self, session: Target) -> Result<Session> {
        self.make(&GET_SESSION, Some(session)).await.map(|session| Session::get(&session))
    }

    /// The user's sessions, on all devices.
    pub async fn list_sessions(&self) -> Result<Vec<Session>> {
        self.make(&LIST_SESSIONS, None).await.map(|sessions| <Vec<Session>>::get(&sessions).collect())
    }

    /// The user's active sessions, on all devices, with where each was last used.
    pub async fn list_active_sessions(&self) -> Result<Vec<Session>> {
        self.make(&LIST_ACTIVE_SESSIONS, None).await.map(|sessions| <Vec<Session>>::get(&sessions).collect())
    }

    /// Says that a session is in use.
    pub async fn touch_session(&self, session: Target, touch: Touch) -> Result<Session> {
        let mut call = Call::new(&TOUCH_SESSION, Some(session));
        call.form = touch.form();
        self.perform(Task::Call(call), None).await.map(|session| Session::get(&session))
    }

    /// Deletes a session. `None`: it was certainly gone already.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it. Nothing local has changed then.
    pub async fn delete_session(&self, session: Target) -> Result<Option<Session>> {
        self.make(&REMOVE_SESSION, Some(session)).await.map(|session| Option::<Session>::get(&session))
    }

    /// Deletes every session of this client, which stays.
    ///
    /// # Errors
    /// [`Code::NotDeleted`](crate::Code::NotDeleted): the server did not confirm it.
    pub async fn delete_all_sessions(&self) -> Result<Client> {
        self.make(&REMOVE_SESSIONS, None).await.map(|client| Client::get(&client))
    }

    /// Ends a session of this client.
    pub async fn end_session(&self, session: Target) -> Result<Session> {
        self.make(&END_SESSION, Some(session)).await.map(|session| Session::get(&session))
    }

    /// Signs a session of the user out, wherever it runs.
    pub async fn revoke_session(&self, session: Target) -> Result<Session> {
        self.make(&REVOKE_SESSION, Some(session)).await.map(|session| Session::get(&session))
    }

    /// A session token, good for a while. `None`: nobody is signed in.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument): the leeway is more than such a token lives.
    pub async fn get_token(&self, options: TokenOptions) -> Result<Option<String>> {
        checked(&options.session)?;
        let token = self.perform(Task::GetToken(options), None).await?;
        Ok(Option::<Secret>::get(&token).map(String::from))
    }

    async fn make(&self, operation: &'static Operation, session: Option<Target>) -> Result<Value> {
        session.as_ref().map_or(Ok(()), checked)?;
        self.perform(Task::Call(Call::new(operation, session)), None).await
    }
}

fn checked(session: &Target) -> Result<()> {
    match session {
        Target::Id(id) => checked_segment("session", id),
        Target::Current => Ok(()),
    }
}
