//! The server's state: clients with their sessions, and all former states of each client.

use std::collections::BTreeMap;

use super::verification::Reverification;

/// The number of users.
pub(crate) const USERS: u8 = 3;
/// The number of organizations. Every user is a member of all of them.
pub(crate) const ORGANIZATIONS: u8 = 2;

/// The client of the users' other device.
pub(crate) const OTHER_DEVICE: u32 = 0;

/// The visible state of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub id: String,
    pub status: &'static str,
    /// `None` for the personal account.
    pub organization: Option<u8>,
}

impl Shown {
    pub fn is_alive(&self) -> bool {
        matches!(self.status, "active" | "pending")
    }
}

/// The state of a client at a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientState {
    pub sessions: Vec<Shown>,
    /// The last active session, alive or not.
    pub current: Option<String>,
}

impl ClientState {
    /// Returns the current session, if it is alive.
    pub fn signed_in(&self) -> Option<&Shown> {
        let current = self.current.as_deref()?;
        self.sessions.iter().find(|session| session.id == current && session.is_alive())
    }

    pub fn session(&self, id: &str) -> Option<&Shown> {
        self.sessions.iter().find(|session| session.id == id)
    }
}

pub(super) struct Session {
    pub client: u32,
    pub user: u8,
    pub status: &'static str,
    pub organization: Option<u8>,
    pub last_active_ms: f64,
    /// The version of its last change.
    pub version: u64,
    /// The times at which the first and the second factor were last verified, in Unix milliseconds.
    pub verified: [Option<f64>; 2],
    pub reverification: Option<Reverification>,
}

impl Session {
    pub fn is_alive(&self) -> bool {
        matches!(self.status, "active" | "pending")
    }
}

pub(super) struct Client {
    pub current: Option<String>,
    /// The version of its last change.
    pub version: u64,
    log: BTreeMap<u64, ClientState>,
}

pub(crate) struct Accounts {
    version: u64,
    pub(super) clients: BTreeMap<u32, Client>,
    pub(super) sessions: BTreeMap<String, Session>,
    made_sessions: u32,
    made_clients: u32,
    /// The users' first names, which are decorative.
    pub(super) names: Vec<String>,
}

impl Accounts {
    pub fn new() -> Self {
        let mut accounts = Accounts {
            version: 1,
            clients: BTreeMap::new(),
            sessions: BTreeMap::new(),
            made_sessions: 0,
            made_clients: 0,
            names: (0..USERS).map(|user| format!("User {user}")).collect(),
        };
        accounts.make_client();
        accounts
    }

    /// Returns the number of changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Makes a client without sessions.
    pub fn make_client(&mut self) -> u32 {
        let id = self.made_clients;
        self.made_clients += 1;
        self.clients.insert(id, Client { current: None, version: 0, log: BTreeMap::new() });
        self.changed(id);
        id
    }

    /// Signs a user in on a client.
    pub fn sign_in(&mut self, client: u32, user: u8, now_ms: f64) -> String {
        self.made_sessions += 1;
        let id = format!("sess_{}", self.made_sessions);
        let session = Session {
            client,
            user,
            status: "active",
            organization: None,
            last_active_ms: now_ms,
            version: self.version,
            verified: [Some(now_ms), None],
            reverification: None,
        };
        self.sessions.insert(id.clone(), session);
        self.change(&id, |_| {});
        if let Some(client) = self.clients.get_mut(&client) {
            client.current = Some(id.clone());
        }
        self.changed(client);
        id
    }

    /// Changes a session. Returns whether it exists.
    pub(super) fn change(&mut self, id: &str, change: impl FnOnce(&mut Session)) -> bool {
        let Some(session) = self.sessions.get_mut(id) else { return false };
        self.version += 1;
        change(session);
        session.version = self.version;
        let client = session.client;
        self.changed_at(client);
        true
    }

    /// Touches a session, which becomes the current one.
    pub fn touch(&mut self, id: &str, organization: Option<Option<u8>>, now_ms: f64) {
        let Some(client) = self.sessions.get(id).map(|session| session.client) else { return };
        if let Some(client) = self.clients.get_mut(&client) {
            client.current = Some(id.into());
        }
        self.change(id, |session| {
            session.last_active_ms = now_ms;
            if let Some(organization) = organization {
                session.organization = organization;
            }
        });
    }

    /// Ends a session with a status. A removed session is no longer listed. The last active of the
    /// others replaces the current session.
    pub fn end(&mut self, id: &str, status: &'static str) {
        let Some(session) = self.sessions.get(id) else { return };
        let number = session.client;
        let others = self.of_client(number).into_iter();
        let next = others
            .filter(|(other, session)| *other != id && session.is_alive())
            .max_by(|(_, one), (_, other)| one.last_active_ms.total_cmp(&other.last_active_ms))
            .map(|(other, _)| other.to_owned());
        if let Some(client) = self.clients.get_mut(&number)
            && client.current.as_deref() == Some(id)
        {
            client.current = next;
        }
        self.change(id, |session| session.status = status);
    }

    /// Removes all sessions of a client.
    pub fn remove_all(&mut self, client: u32) {
        let sessions: Vec<_> =
            self.of_client(client).into_iter().map(|(id, _)| id.to_owned()).collect();
        for id in sessions {
            if let Some(session) = self.sessions.get_mut(&id) {
                session.status = "removed";
            }
        }
        if let Some(client) = self.clients.get_mut(&client) {
            client.current = None;
        }
        self.changed(client);
    }

    /// Changes a user's name.
    pub fn rename(&mut self, user: u8) {
        let name = format!("User {user}, version {}", self.version);
        if let Some(old) = self.names.get_mut(usize::from(user)) {
            *old = name;
        }
        let clients: Vec<u32> = self.clients.keys().copied().collect();
        self.version += 1;
        for client in clients {
            if self.of_client(client).iter().any(|(_, session)| session.user == user) {
                self.changed_at(client);
            }
        }
    }

    fn changed(&mut self, client: u32) {
        self.version += 1;
        self.changed_at(client);
    }

    fn changed_at(&mut self, id: u32) {
        let state = self.state(id);
        if let Some(client) = self.clients.get_mut(&id) {
            client.version = self.version;
            client.log.insert(self.version, state);
        }
    }

    /// Returns the listed sessions of a client, in the order of creation.
    pub(super) fn of_client(&self, client: u32) -> Vec<(&str, &Session)> {
        let sessions = self.sessions.iter().map(|(id, session)| (id.as_str(), session));
        let mut shown: Vec<_> = sessions
            .filter(|(_, session)| session.client == client && session.status != "removed")
            .collect();
        shown.sort_by_key(|(id, _)| (id.len(), *id));
        shown
    }

    fn state(&self, client: u32) -> ClientState {
        let sessions = self.of_client(client).into_iter().map(|(id, session)| Shown {
            id: id.into(),
            status: session.status,
            organization: session.organization,
        });
        ClientState {
            sessions: sessions.collect(),
            current: self.clients.get(&client).and_then(|client| client.current.clone()),
        }
    }

    /// Returns the states of a client since a version, including that of the version.
    pub fn states_since(&self, client: u32, version: u64) -> impl Iterator<Item = &ClientState> {
        let log = self.clients.get(&client).map(|client| &client.log);
        let first = log.and_then(|log| log.range(..=version).next_back());
        let later = log.into_iter().flat_map(move |log| log.range(version + 1..));
        first.into_iter().chain(later).map(|(_, state)| state)
    }

    /// Returns the versions at which a client changed since a version, including the version's own.
    pub fn versions_since(&self, client: u32, version: u64) -> Vec<u64> {
        let log = self.clients.get(&client).map(|client| &client.log);
        let first = log.and_then(|log| log.range(..=version).next_back());
        let later = log.into_iter().flat_map(|log| log.range(version + 1..));
        first.into_iter().chain(later).map(|(version, _)| *version).collect()
    }

    /// Returns the state of a client at a version.
    pub fn state_at(&self, client: u32, version: u64) -> Option<&ClientState> {
        self.states_since(client, version).next()
    }

    /// Returns the version of a client's last change.
    pub fn version_of(&self, client: u32) -> u64 {
        self.clients.get(&client).map_or(0, |client| client.version)
    }

    pub fn is_alive(&self, session: &str) -> bool {
        self.sessions.get(session).is_some_and(Session::is_alive)
    }

    pub fn user_of(&self, session: &str) -> Option<u8> {
        self.sessions.get(session).map(|session| session.user)
    }

    /// Returns the ids of a client's live sessions.
    pub fn alive(&self, client: u32) -> Vec<String> {
        let sessions = self.of_client(client).into_iter();
        sessions.filter(|(_, session)| session.is_alive()).map(|(id, _)| id.into()).collect()
    }
}
