//! The calls, for Rust. `index.d.ts`, which JavaScript's users read, says more about each.

use std::sync::Arc;

use super::call::{Call, Outcome, Target};
use super::client::SessionClient;
use crate::error::{Code, Error, Result};
use crate::frontend_api::operation::*;
use crate::frontend_api::request::checked_segment;
use crate::json::Text;
use crate::model::{Client, Session};

/// What a touch changes besides the time of the last activity.
#[derive(Debug, Clone, Default)]
pub struct Touch {
    /// The organization to be active in; empty: the personal account. `None`: no change.
    pub organization_id: Option<String>,
    /// `focus`, `select_session` or `select_org`.
    pub intent: Option<String>,
}

impl SessionClient {
    /// This browser's client, asked anew. `None`: it has none yet.
    pub async fn get_client(&self) -> Result<Option<Arc<Client>>> {
        match self.make(GET_CLIENT, None).await? {
            Outcome::Client(client) => Ok(client),
            _ => Err(unexpected()),
        }
    }

    /// One session of this client.
    pub async fn get_session(&self, session: Target) -> Result<Arc<Session>> {
        self.make(GET_SESSION, Some(session)).await.and_then(one)
    }

    /// The user's sessions, on all devices.
    pub async fn list_sessions(&self) -> Result<Arc<Vec<Session>>> {
        self.make(LIST_SESSIONS, None).await.and_then(all)
    }

    /// The user's active sessions, on all devices, with where each was last used.
    pub async fn list_active_sessions(&self) -> Result<Arc<Vec<Session>>> {
        self.make(LIST_ACTIVE_SESSIONS, None).await.and_then(all)
    }

    /// Says that a session is in use.
    pub async fn touch_session(&self, session: Target, touch: Touch) -> Result<Arc<Session>> {
        let mut call = Call::new(TOUCH_SESSION, Some(session));
        let organization = touch.organization_id.map(|id| ("active_organization_id", Text::from(id)));
        call.form.extend(organization);
        call.form.extend(touch.intent.map(|intent| ("intent", Text::from(intent))));
        self.call(call, None).await.and_then(one)
    }

    /// Deletes a session. `None`: it was certainly gone already.
    ///
    /// # Errors
    /// [`Code::NotDeleted`]: the server did not confirm it. Nothing local has changed then.
    pub async fn delete_session(&self, session: Target) -> Result<Option<Arc<Session>>> {
        match self.make(REMOVE_SESSION, Some(session)).await? {
            Outcome::Session(session) => Ok(session),
            _ => Err(unexpected()),
        }
    }

    /// Deletes every session of this client, which stays.
    ///
    /// # Errors
    /// [`Code::NotDeleted`]: the server did not confirm it.
    pub async fn delete_all_sessions(&self) -> Result<Arc<Client>> {
        match self.make(REMOVE_SESSIONS, None).await? {
            Outcome::Client(Some(client)) => Ok(client),
            _ => Err(unexpected()),
        }
    }

    /// Ends a session of this client.
    pub async fn end_session(&self, session: Target) -> Result<Arc<Session>> {
        self.make(END_SESSION, Some(session)).await.and_then(one)
    }

    /// Signs a session of the user out, wherever it runs.
    pub async fn revoke_session(&self, session: Target) -> Result<Arc<Session>> {
        self.make(REVOKE_SESSION, Some(session)).await.and_then(one)
    }

    async fn make(&self, operation: Operation, session: Option<Target>) -> Result<Outcome> {
        if let Some(Target::Id(id)) = &session {
            checked_segment("session", id)?;
        }
        self.call(Call::new(operation, session), None).await
    }
}

fn one(outcome: Outcome) -> Result<Arc<Session>> {
    match outcome {
        Outcome::Session(Some(session)) => Ok(session),
        _ => Err(unexpected()),
    }
}

fn all(outcome: Outcome) -> Result<Arc<Vec<Session>>> {
    match outcome {
        Outcome::Sessions(sessions) => Ok(sessions),
        _ => Err(unexpected()),
    }
}

fn unexpected() -> Box<Error> {
    Error::new(Code::Internal, "an answer of another kind was expected")
}
