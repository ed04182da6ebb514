//! The operations of the Frontend API that a session client uses.

use serde_json::{Value, json};

use super::accounts::Session;
use super::identity::Caller;
use super::render::organization_id;
use super::verification::{self, Refused};
use super::wire::Wire;
use super::{Answer, Mode, ORGANIZATIONS, ResponseOptions, Server};

/// The only template.
pub(crate) const TEMPLATE: &str = "simple";

/// One request with its context.
struct Request<'server> {
    wire: &'server Wire,
    /// The caller's client.
    client: u32,
    options: ResponseOptions,
    now_ms: f64,
}

impl Server {
    pub(super) fn route(
        &mut self,
        wire: &Wire,
        caller: &Caller,
        options: ResponseOptions,
        now_ms: f64,
    ) -> Answer {
        if wire.is("POST", &["dev_browser"]) {
            return match self.identities.mode() {
                Mode::DevBrowser => Answer::success(
                    json!({"id": self.identities.make_browser(self.accounts.version())}),
                ),
                _ => Answer::refusal(404, "resource_not_found"),
            };
        }
        let is_client_read = wire.is("GET", &["client"]);
        let client = match caller {
            Caller::Unauthenticated => return Answer::refusal(401, "dev_browser_unauthenticated"),
            Caller::Unknown { has_client: true } if is_client_read => {
                let client = json!({
                    "object": "client", "id": "client_of_a_stranger", "sessions": [],
                    "last_active_session_id": null,
                });
                return Answer::success(json!({"response": client, "client": null}));
            }
            Caller::Unknown { .. } => None,
            Caller::Browser(browser) => self.identities.client_of(*browser),
        };
        match client {
            Some(client) => self.route_client(&Request { wire, client, options, now_ms }),
            None if is_client_read => Answer::success(json!({"response": null, "client": null})),
            None if wire.path.first().is_some_and(|first| first == "me") => {
                Answer::refusal(401, "authentication_invalid")
            }
            None if wire.path.len() == 2 => Answer::refusal(400, "client_not_found"),
            None => Answer::refusal(404, "resource_not_found"),
        }
    }

    fn route_client(&mut self, request: &Request<'_>) -> Answer {
        let wire = request.wire;
        let path: Vec<&str> = wire.path.iter().map(String::as_str).collect();
        match (wire.method.as_str(), path.as_slice()) {
            ("GET", ["client"]) => {
                let client = self.client(request);
                Answer::success(json!({"response": client, "client": null}))
            }
            ("DELETE", ["client", "sessions"]) => {
                self.accounts.remove_all(request.client);
                let client = self.client(request);
                Answer::success(json!({"response": client, "client": null}))
            }
            ("GET", ["me", "sessions"]) => self.list(request, false),
            ("GET", ["me", "sessions", "active"]) => self.list(request, true),
            ("POST", ["me", "sessions", id, "revoke"]) => self.revoke(request, id),
            (method, ["client", "sessions", id, rest @ ..]) => {
                match self.accounts.sessions.get(*id) {
                    Some(session)
                        if session.client == request.client && session.status != "removed" =>
                    {
                        self.route_session(request, method, id, rest)
                    }
                    _ => Answer::refusal(404, "resource_not_found"),
                }
            }
            _ => Answer::refusal(404, "resource_not_found"),
        }
    }

    fn route_session(
        &mut self,
        request: &Request<'_>,
        method: &str,
        id: &str,
        rest: &[&str],
    ) -> Answer {
        let is_alive = self.accounts.is_alive(id);
        match (method, rest) {
            ("GET", []) => {
                let session = self.session(request, id);
                Answer::success(json!({"response": session, "client": null}))
            }
            ("POST", ["tokens", ..]) if !is_alive => Answer::refusal(401, "authentication_invalid"),
            ("POST", ["tokens"]) => self.make_token(request, id, ""),
            ("POST", ["tokens", template]) if *template == TEMPLATE => {
                self.make_token(request, id, template)
            }
            ("POST", ["touch" | "end" | "remove"] | ["verify", ..]) if !is_alive => {
                Answer::refusal(400, "invalid_action_for_session")
            }
            ("POST", ["touch"]) => self.touch(request, id),
            ("POST", ["end"]) => self.end(request, id, "ended"),
            ("POST", ["remove"]) => self.end(request, id, "removed"),
            ("POST", ["verify", step @ ..]) => self.verify(request, id, step),
            _ => Answer::refusal(404, "resource_not_found"),
        }
    }

    fn touch(&mut self, request: &Request<'_>, id: &str) -> Answer {
        let organization = request.wire.form("active_organization_id").map(|asked| {
            let known = (0..ORGANIZATIONS).find(|known| organization_id(*known) == asked);
            known.or_else(|| asked.is_empty().then_some(u8::MAX))
        });
        let organization = match organization {
            Some(None) => return Answer::refusal(404, "resource_not_found"),
            Some(Some(u8::MAX)) => Some(None),
            other => other,
        };
        self.accounts.touch(id, organization, request.now_ms);
        self.with_client(request, self.session(request, id))
    }

    fn end(&mut self, request: &Request<'_>, id: &str, status: &'static str) -> Answer {
        self.accounts.end(id, status);
        self.with_client(request, self.session(request, id))
    }

    fn verify(&mut self, request: &Request<'_>, id: &str, step: &[&str]) -> Answer {
        let Some(session) = self.accounts.sessions.get_mut(id) else {
            return Answer::refusal(404, "resource_not_found");
        };
        match verification::step(session, step, request.wire, request.now_ms) {
            Ok(true) => _ = self.accounts.change(id, |_| {}),
            Ok(false) => {}
            Err(Refused(status, code)) => return Answer::refusal(status, code),
        }
        let reverification = self.accounts.sessions.get(id).and_then(|one| one.reverification);
        let session = self.session(request, id);
        self.with_client(request, verification::render(reverification, session))
    }

    fn make_token(&self, request: &Request<'_>, id: &str, template: &str) -> Answer {
        if request.options.wants_expired_token && request.wire.query("expired_token").is_none() {
            return Answer::refusal(422, "missing_expired_token");
        }
        let Some(session) = self.accounts.sessions.get(id) else {
            return Answer::refusal(404, "resource_not_found");
        };
        let organization = request.wire.form("organization_id");
        let token = self.token(id, session, organization, template);
        Answer::success(json!({"object": "token", "jwt": token.write(request.now_ms)}))
    }

    /// Returns the user of the session on whose behalf the request is made.
    fn acting_user(&self, request: &Request<'_>) -> Option<u8> {
        let session = self.accounts.sessions.get(request.wire.query("_clerk_session_id")?)?;
        (session.client == request.client && session.is_alive()).then_some(session.user)
    }

    fn list(&self, request: &Request<'_>, only_active: bool) -> Answer {
        let Some(user) = self.acting_user(request) else {
            return Answer::refusal(401, "authentication_invalid");
        };
        let is_listed = |session: &Session| {
            session.user == user
                && if only_active { session.is_alive() } else { session.status != "removed" }
        };
        let sessions = self.accounts.sessions.iter().filter(|(_, session)| is_listed(session));
        let sessions = sessions.map(|(id, session)| {
            let mut json = self.session_json(id, session, false, request.now_ms);
            if only_active {
                json["user"] = Value::Null;
                json["latest_activity"] =
                    json!({"object": "session_activity", "id": "sess_activity_1"});
            }
            json
        });
        Answer::success(sessions.collect())
    }

    fn revoke(&mut self, request: &Request<'_>, id: &str) -> Answer {
        let Some(user) = self.acting_user(request) else {
            return Answer::refusal(401, "authentication_invalid");
        };
        match self.accounts.sessions.get(id) {
            Some(session) if session.user == user && session.is_alive() => {
                self.end(request, id, "revoked")
            }
            Some(session) if session.user == user && session.status != "removed" => {
                Answer::refusal(400, "invalid_action_for_session")
            }
            _ => Answer::refusal(404, "resource_not_found"),
        }
    }

    fn session(&self, request: &Request<'_>, id: &str) -> Value {
        self.accounts.sessions.get(id).map_or(Value::Null, |session| {
            self.asked_session_json(id, session, request.options.with_tokens, request.now_ms)
        })
    }

    fn client(&self, request: &Request<'_>) -> Value {
        self.client_json(request.client, request.options.with_tokens, request.now_ms)
    }

    fn with_client(&self, request: &Request<'_>, response: Value) -> Answer {
        let client =
            if request.options.without_client { Value::Null } else { self.client(request) };
        Answer::success(json!({"response": response, "client": client}))
    }
}
