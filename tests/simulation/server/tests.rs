use super::verification::RIGHT_CODE;
use super::*;
use crate::browser::{RequestId, TabId};
use crate::model::{Client, Model, Session, SessionStatus};

const NOW_MS: f64 = 1_767_225_600_000.0;

struct Fixture {
    server: Server,
    client: u32,
    token: Option<String>,
}

fn fixture(mode: Mode) -> Fixture {
    let mut server = Server::new(mode, true, true);
    let client = server.accounts.make_client();
    server.identities.set_client(0, Some(client), 0);
    let token = (mode != Mode::Cookie).then(|| server.identities.issue(0));
    Fixture { server, client, token }
}

impl Fixture {
    fn sign_in(&mut self, user: u8) -> String {
        self.server.accounts.sign_in(self.client, user, NOW_MS)
    }

    fn send(
        &mut self,
        method: &'static str,
        path: &str,
        body: &str,
        options: ResponseOptions,
    ) -> (u16, Value, Facts) {
        let dev_browser =
            self.token.as_ref().filter(|_| self.server.identities.mode() == Mode::DevBrowser);
        let query = dev_browser.map(|token| format!("&__clerk_db_jwt={token}")).unwrap_or_default();
        let join = if path.contains('?') { "" } else { "?" };
        let request = SentRequest {
            id: RequestId(0),
            tab: TabId(0),
            method,
            url: format!("https://clerk.example.com/v1{path}{join}{query}"),
            body: body.into(),
            authorization: self.token.clone(),
            is_answered: false,
            is_abandoned: false,
        };
        let (response, facts) = self.server.handle(&request, options, NOW_MS);
        (response.status, serde_json::from_slice(&response.body).unwrap(), facts)
    }

    fn get(&mut self, path: &str) -> (u16, Value) {
        let (status, body, _) = self.send("GET", path, "", ResponseOptions::default());
        (status, body)
    }

    fn post(&mut self, path: &str, body: &str) -> (u16, Value) {
        let (status, body, _) = self.send("POST", path, body, ResponseOptions::default());
        (status, body)
    }

    fn client(&mut self) -> Client {
        Client::parse(self.get("/client").1.to_string()).unwrap()
    }
}

#[test]
fn a_client_shows_its_changes() {
    let mut fixture = fixture(Mode::Cookie);
    assert!(fixture.client().sessions().next().is_none());
    let (one, two) = (fixture.sign_in(0), fixture.sign_in(1));
    assert_eq!(fixture.client().last_active_session_id(), Some(two.as_str()));
    let (status, body) = fixture.post(
        &format!("/client/sessions/{one}/touch"),
        "active_organization_id=org_1&intent=select_session",
    );
    assert_eq!((status, body["response"]["id"].as_str()), (200, Some(one.as_str())));
    let client = fixture.client();
    assert_eq!(client.last_active_session_id(), Some(one.as_str()));
    assert_eq!(client.session(&one).unwrap().last_active_organization_id(), Some("org_1"));
    fixture.post(&format!("/client/sessions/{one}/touch"), "active_organization_id=");
    assert_eq!(fixture.client().session(&one).unwrap().last_active_organization_id(), None);
}

#[test]
fn sessions_end_and_another_becomes_the_current_one() {
    let mut fixture = fixture(Mode::Cookie);
    let sessions: Vec<_> = (0..3).map(|user| fixture.sign_in(user)).collect();
    let (status, body) = fixture.post(&format!("/client/sessions/{}/end", sessions[2]), "");
    assert_eq!((status, body["response"]["status"].as_str()), (200, Some("ended")));
    assert_eq!(body["client"]["last_active_session_id"], *sessions[1]);
    let (status, body) = fixture.post(&format!("/client/sessions/{}/remove", sessions[1]), "");
    assert_eq!((status, body["response"]["status"].as_str()), (200, Some("removed")));
    let client = fixture.client();
    assert_eq!(client.session(&sessions[2]).unwrap().status(), SessionStatus::Ended);
    assert!(client.session(&sessions[1]).is_none());
    assert_eq!(client.last_active_session_id(), Some(sessions[0].as_str()));
    let again = fixture.post(&format!("/client/sessions/{}/end", sessions[2]), "");
    assert_eq!(again.1["errors"][0]["code"], "invalid_action_for_session");
    assert_eq!(fixture.post(&format!("/client/sessions/{}/remove", sessions[1]), "").0, 404);
    let (_, body) = fixture.post("/client/sessions?_method=DELETE", "");
    assert_eq!(body["response"]["sessions"], serde_json::json!([]));
}

#[test]
fn every_state_of_a_client_is_kept_by_its_version() {
    let mut fixture = fixture(Mode::Cookie);
    let one = fixture.sign_in(0);
    let before = fixture.server.accounts.version();
    fixture.post(&format!("/client/sessions/{one}/touch"), "active_organization_id=org_0");
    let (_, _, facts) = fixture.send(
        "POST",
        &format!("/client/sessions/{one}/end"),
        "",
        ResponseOptions::default(),
    );
    let accounts = &fixture.server.accounts;
    assert_eq!(facts.version, accounts.version());
    assert_eq!(accounts.version_of(fixture.client), facts.version);
    let organizations: Vec<_> = accounts
        .states_since(fixture.client, before)
        .map(|state| (state.signed_in().is_some(), state.sessions[0].organization))
        .collect();
    assert_eq!(organizations, [(true, None), (true, Some(0)), (false, Some(0))]);
    assert!(accounts.state_at(fixture.client, before).unwrap().signed_in().is_some());
}

#[test]
fn tokens_contain_their_session_and_organization() {
    let mut fixture = fixture(Mode::Cookie);
    let id = fixture.sign_in(2);
    let path = format!("/client/sessions/{id}/tokens");
    let mut token = |path: &str, body: &str| {
        let (status, body) = fixture.post(path, body);
        assert_eq!(status, 200);
        SentToken::read(body["jwt"].as_str().unwrap()).unwrap()
    };
    let own = token(&path, "");
    assert_eq!((&*own.session, &*own.user, &*own.organization), (&*id, "user_2", ""));
    assert_eq!(own.exp, NOW_MS as i64 / 1000 + 60);
    assert_eq!(token(&path, "organization_id=org_1").organization, "org_1");
    assert_eq!(token(&format!("{path}/simple"), "").template, "simple");
    assert_eq!(fixture.post(&format!("{path}/other"), "").0, 404);
    let options = ResponseOptions { wants_expired_token: true, ..ResponseOptions::default() };
    assert_eq!(fixture.send("POST", &path, "", options).0, 422);
    assert_eq!(fixture.send("POST", &format!("{path}?expired_token=x"), "", options).0, 200);
    fixture.post(&format!("/client/sessions/{id}/end"), "");
    assert_eq!(fixture.post(&path, "").0, 401);
}

#[test]
fn a_reverification_resets_the_ages_of_factors() {
    let mut fixture = fixture(Mode::Cookie);
    let id = fixture.sign_in(0);
    let path = format!("/client/sessions/{id}/verify");
    assert_eq!(fixture.post(&format!("{path}/attempt_first_factor"), "").0, 404);
    let (_, body) = fixture.post(&path, "level=multi_factor");
    assert_eq!(body["response"]["status"], "needs_first_factor");
    assert_eq!(fixture.post(&format!("{path}/attempt_first_factor"), "password=no").0, 422);
    let password = format!("strategy=password&password={RIGHT_CODE}");
    let (_, body) = fixture.post(&format!("{path}/attempt_first_factor"), &password);
    assert_eq!(body["response"]["status"], "needs_second_factor");
    let code = format!("strategy=totp&code={RIGHT_CODE}");
    let (_, body) = fixture.post(&format!("{path}/attempt_second_factor"), &code);
    assert_eq!(body["response"]["status"], "complete");
    assert_eq!(body["response"]["session"]["factor_verification_age"], serde_json::json!([0, 0]));
}

#[test]
fn a_users_sessions_are_listed_and_revoked_across_devices() {
    let mut fixture = fixture(Mode::Cookie);
    let here = fixture.sign_in(1);
    let other = fixture.server.accounts.sign_in(accounts::OTHER_DEVICE, 1, NOW_MS);
    assert_eq!(fixture.get("/me/sessions").0, 401);
    let list = |fixture: &mut Fixture, path: &str| {
        let (_, body) = fixture.get(&format!("{path}?_clerk_session_id={here}"));
        Session::parse_list(body.to_string()).unwrap().len()
    };
    assert_eq!(list(&mut fixture, "/me/sessions"), 2);
    let revoked =
        fixture.post(&format!("/me/sessions/{other}/revoke?_clerk_session_id={here}"), "");
    assert_eq!(revoked.1["response"]["status"], "revoked");
    assert_eq!(list(&mut fixture, "/me/sessions/active"), 1);
    assert_eq!(
        fixture.client().sessions().count(),
        1,
        "the other device's session is not in this client"
    );
}

#[test]
fn a_caller_with_a_replaced_token_is_unknown() {
    let mut fixture = fixture(Mode::ClientToken);
    fixture.sign_in(0);
    let options = ResponseOptions { rotates: true, ..ResponseOptions::default() };
    let (_, _, facts) = fixture.send("GET", "/client", "", options);
    assert!(!facts.is_unknown && !facts.says_no_client);
    for _ in 0..2 {
        let (status, body, facts) = fixture.send("GET", "/client", "", ResponseOptions::default());
        assert!(facts.is_unknown && status == 200);
        assert!(body["response"].is_null() || body["response"]["id"] == "client_of_a_stranger");
        assert_eq!(facts.says_no_client, body["response"].is_null());
        fixture.server.identities.issue(0);
    }
    assert_eq!(fixture.post("/client/sessions/sess_1/touch", "").0, 404);
    assert_eq!(fixture.get("/me/sessions").0, 401);
}

#[test]
fn a_development_browser_is_created_and_required() {
    let mut fixture = fixture(Mode::DevBrowser);
    assert_eq!(fixture.get("/client").0, 200);
    fixture.token = None;
    let (status, body) = fixture.get("/client");
    assert_eq!(
        (status, body["errors"][0]["code"].as_str()),
        (401, Some("dev_browser_unauthenticated"))
    );
    let (_, body) = fixture.post("/dev_browser", "");
    fixture.token = body["id"].as_str().map(String::from);
    assert_eq!(
        fixture.get("/client"),
        (200, serde_json::json!({"response": null, "client": null}))
    );
}

#[test]
fn the_client_member_may_be_null_and_a_decorative_field_malformed() {
    let mut fixture = fixture(Mode::Cookie);
    let id = fixture.sign_in(0);
    let path = format!("/client/sessions/{id}/touch");
    assert_eq!(fixture.post(&path, "").1["client"]["sessions"][0]["id"], *id);
    let options = ResponseOptions { without_client: true, ..ResponseOptions::default() };
    assert!(fixture.send("POST", &path, "", options).1["client"].is_null());
    let clean = fixture.get("/client").1;
    for malformed_field in 1..render::MALFORMED_FIELDS {
        let options = ResponseOptions { malformed_field, ..ResponseOptions::default() };
        assert_ne!(fixture.send("GET", "/client", "", options).1, clean, "{malformed_field}");
    }
    let options = ResponseOptions { with_tokens: true, ..ResponseOptions::default() };
    let (_, body, _) = fixture.send("GET", "/client", "", options);
    let jwt = body["response"]["sessions"][0]["last_active_token"]["jwt"].as_str().unwrap();
    assert_eq!(SentToken::read(jwt).unwrap().session, id);
}
