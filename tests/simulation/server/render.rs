//! The server's state as JSON.

use serde_json::{Value, json};

use super::Server;
use super::accounts::{ORGANIZATIONS, Session};
use super::token::SentToken;

/// The time of version 0, in Unix milliseconds. Versions are sent as times.
pub(crate) const VERSION_BASE: u64 = 1_700_000_000_000;

pub(super) fn organization_id(organization: u8) -> String {
    format!("org_{organization}")
}

/// Returns a client's number by its id; `None` if it is not a browser's client.
pub(crate) fn client_number(id: &str) -> Option<u32> {
    id.strip_prefix("client_")?.parse().ok()
}

impl Server {
    pub(super) fn client_json(&self, id: u32, with_tokens: bool, now_ms: f64) -> Value {
        let Some(client) = self.accounts.clients.get(&id) else { return Value::Null };
        let sessions = self.accounts.of_client(id).into_iter();
        let sessions: Vec<_> = sessions
            .map(|(id, session)| self.session_json(id, session, with_tokens, now_ms))
            .collect();
        json!({
            "object": "client",
            "id": format!("client_{id}"),
            "sessions": sessions,
            "last_active_session_id": client.current,
            "last_authentication_strategy": "password",
            "created_at": VERSION_BASE,
            "updated_at": self.has_times.then_some(VERSION_BASE + client.version),
        })
    }

    /// Renders a requested session. The version of its last change is sent as the time of its
    /// abandonment.
    pub(super) fn asked_session_json(
        &self,
        id: &str,
        session: &Session,
        with_tokens: bool,
        now_ms: f64,
    ) -> Value {
        let mut json = self.session_json(id, session, with_tokens, now_ms);
        json["abandon_at"] = json!(VERSION_BASE + session.version);
        json
    }

    pub(super) fn session_json(
        &self,
        id: &str,
        session: &Session,
        with_tokens: bool,
        now_ms: f64,
    ) -> Value {
        let minutes = |verified: Option<f64>| {
            verified.map_or(-1, |verified| ((now_ms - verified) / 60_000.0) as i64)
        };
        let memberships: Vec<_> = (0..ORGANIZATIONS).map(membership_json).collect();
        let mut json = json!({
            "object": "session",
            "id": id,
            "status": session.status,
            "expire_at": VERSION_BASE * 2,
            "last_active_at": if self.has_times {
                session.last_active_ms as u64
            } else {
                VERSION_BASE
            },
            "last_active_organization_id": session.organization.map(organization_id),
            "user": {
                "object": "user",
                "id": format!("user_{}", session.user),
                "first_name": self.accounts.names.get(usize::from(session.user)),
                "organization_memberships": memberships,
            },
            "public_user_data": {"first_name": "Ada", "banned": false},
            "factor_verification_age": session.verified.map(minutes),
            "created_at": VERSION_BASE,
            "updated_at": self.has_times.then_some(VERSION_BASE + session.version),
        });
        if with_tokens && session.is_alive() {
            let jwt = self.token(id, session, None, "").write(now_ms);
            json["last_active_token"] = json!({"object": "token", "jwt": jwt});
        }
        json
    }

    /// Returns the facts of a token; `None` stands for the session's own organization.
    pub(super) fn token(
        &self,
        id: &str,
        session: &Session,
        organization: Option<&str>,
        template: &str,
    ) -> SentToken {
        let own = session.organization.map(organization_id).unwrap_or_default();
        SentToken {
            session: id.into(),
            user: format!("user_{}", session.user),
            organization: organization.map_or(own, String::from),
            template: template.into(),
            version: self.accounts.version(),
            exp: 0,
        }
    }
}

fn membership_json(organization: u8) -> Value {
    let id = organization_id(organization);
    json!({
        "object": "organization_membership",
        "id": format!("orgmem_{organization}"),
        "role": "org:member",
        "permissions": ["org:x:read"],
        "organization": {"object": "organization", "id": id, "name": id},
    })
}

/// The number of decorative fields that [`malform`] knows, plus one for none.
pub(crate) const MALFORMED_FIELDS: u8 = 8;

/// Sets a decorative field to a wrong type, everywhere in a response.
pub(super) fn malform(json: &mut Value, malformed_field: u8) {
    let (object, field, odd) = match malformed_field {
        1 => ("user", "first_name", json!(7)),
        2 => ("user", "organization_memberships", json!("many")),
        3 => ("session", "public_user_data", json!({"first_name": "Ada", "banned": "perhaps"})),
        4 => ("session", "tasks", json!({})),
        5 => ("client", "last_authentication_strategy", json!(["password"])),
        6 => ("session", "user", json!(false)),
        7 => ("session", "actor", json!([[]])),
        _ => return,
    };
    match json {
        Value::Object(members) => {
            if members.get("object").and_then(Value::as_str) == Some(object) {
                members.insert(field.into(), odd);
            }
            members.values_mut().for_each(|member| malform(member, malformed_field));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| malform(item, malformed_field)),
        _ => {}
    }
}
