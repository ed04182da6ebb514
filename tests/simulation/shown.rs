//! The client that a tab shows, in the form that the invariants compare.

use core::fmt;

use super::call::version;
use super::server::client_number;
use crate::models::{Client, SessionStatus};

/// A session as a tab shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownSession {
    pub id: String,
    pub status: SessionStatus,
    pub organization: Option<String>,
}

/// The client as a tab shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownClient {
    pub id: String,
    /// `None` if it is not a browser's client.
    pub number: Option<u32>,
    /// The version of its last change, if the server sends times.
    pub version: Option<u64>,
    pub sessions: Vec<ShownSession>,
    pub current: Option<String>,
}

impl fmt::Display for ShownClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.id)?;
        if let Some(version) = self.version {
            write!(formatter, " as of {version}")?;
        }
        for ShownSession { id, status, organization } in &self.sessions {
            let mark = if self.current.as_ref() == Some(id) { "*" } else { "" };
            let organization = organization.as_deref().unwrap_or("-");
            write!(formatter, " {mark}{id} {} {organization},", status.as_str())?;
        }
        Ok(())
    }
}

/// Returns the client in the form that the invariants compare.
pub(crate) fn shown(client: &Client) -> ShownClient {
    let sessions = client.sessions().map(|session| ShownSession {
        id: session.id().into(),
        status: session.status(),
        organization: session.last_active_organization_id().map(String::from),
    });
    ShownClient {
        id: client.id().into(),
        number: client_number(client.id()),
        version: client.updated_at().map(|time| version(Some(time))),
        sessions: sessions.collect(),
        current: client.current_session().map(|session| session.id().into()),
    }
}
