//! Tests in Chromium of the crate as a Rust page uses it: calls, and models that the page's own
//! serde-wasm-bindgen converts to JavaScript objects. `npm/conversion/` tests the built package.
#![cfg(all(target_arch = "wasm32", feature = "npm"))]

mod support;

use std::cell::RefCell;
use std::rc::Rc;

use clerk_session::model::{Client, Model, VerificationLevel, VerificationStatus};
use clerk_session::{
    AttemptFirstFactor, AttemptSecondFactor, Code, Options, PrepareFirstFactor,
    PrepareSecondFactor, SessionClient, Target, TokenOptions, Touch,
};
use js_sys::{Function, JSON, Object, Reflect, eval, global};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const CLIENT: &str = include_str!("fixtures/client.json");

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap()
}

fn stringify(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

#[wasm_bindgen_test]
fn the_fixture_is_converted_as_the_oracle_says() {
    let expected = support::expected("Client", &serde_json::from_str(CLIENT).unwrap());
    let object = to_js(&Client::parse(CLIENT).unwrap());
    // Both through JavaScript, so that numbers have its spelling.
    assert_eq!(stringify(&object), stringify(&JSON::parse(&expected.to_string()).unwrap()));
    assert_eq!(Object::get_prototype_of(&object), Object::get_prototype_of(&Object::new()));
}

#[wasm_bindgen_test]
fn times_beyond_javascripts_integers_are_refused() {
    let error = Client::parse(r#"{"id":"c","created_at":9007199254740992}"#).unwrap_err();
    assert_eq!(error.path.as_deref(), Some("created_at"));
    let time =
        to_js(&Client::parse(r#"{"id":"c","created_at":9007199254740991}"#).unwrap().created_at());
    assert_eq!(time.as_f64(), Some(9_007_199_254_740_991.0));
}

const KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

fn options() -> Options {
    Options { publishable_key: Some(KEY.into()), ..Options::default() }
}

#[wasm_bindgen_test]
fn options_that_no_client_can_use_are_refused() {
    let timeout = |timeout_ms| Options { timeout_ms: Some(timeout_ms), ..options() };
    for (refused, about) in [
        (Options::default(), "publishableKey"),
        (timeout(0), "timeoutMs"),
        (timeout(1 << 31), "timeoutMs"),
        (timeout(u32::MAX), "timeoutMs"),
    ] {
        let error = SessionClient::new(refused).unwrap_err();
        assert_eq!(error.code, Code::InvalidOptions);
        assert!(error.message.contains(about), "{}", error.message);
    }
    for timeout_ms in [1, (1 << 31) - 1] {
        assert!(SessionClient::new(timeout(timeout_ms)).is_ok());
    }
}

#[wasm_bindgen_test]
fn debug_output_shows_the_frontend_api_and_no_token() {
    let options = Options { client_token: Some("top-secret".into()), ..options() };
    let client = SessionClient::new(options.clone()).unwrap();
    assert_eq!(client, client.clone());
    let shown = format!("{options:?} {client:?}");
    assert!(shown.contains(KEY) && shown.contains("https://clerk.example.com/v1"), "{shown}");
    assert!(shown.contains("[secret]") && !shown.contains("top-secret"), "{shown}");
}

#[wasm_bindgen_test]
async fn a_target_that_names_nothing_is_refused_before_a_request() {
    let client = SessionClient::new(options()).unwrap();
    for id in ["", ".", ".."] {
        let target = Target::from(id);
        for error in [
            client.get_session(target.clone()).await.unwrap_err(),
            client.touch_session(target.clone(), Touch::default()).await.unwrap_err(),
            client.delete_session(target.clone()).await.unwrap_err(),
            client.revoke_session("sess_1", target).await.unwrap_err(),
        ] {
            assert_eq!(error.code, Code::InvalidArgument, "{error}");
        }
    }
    assert!(!client.is_loaded());
}

/// A replacement of `fetch` that answers every request until it is dropped.
struct FakeFetch(JsValue);

/// Answers each request with another client.
const CLIENTS: &str = r#"
    let clients = 0;
    return async () => new Response(`{"response":{"id":"client_${++clients}","sessions":[]}}`);
"#;

/// Answers with a reverification that a passkey may complete. Records each request's path and form.
const VERIFICATIONS: &str = r#"
    globalThis.sent = [];
    const bytes = new Uint8Array([255]).buffer;
    const data = { authenticatorData: bytes, clientDataJSON: bytes, signature: bytes };
    const response = { ...data, userHandle: null };
    const credential = { id: "_w", rawId: bytes, type: "public-key", response };
    navigator.credentials.get = async () => credential;
    return async (url, { body }) => {
        sent.push(new URL(url).pathname.replace("/v1/client/sessions/", "") + " " + body);
        const first_factor_verification = { nonce: '{"challenge":"AQID"}' };
        const response = { status: "complete", level: "first_factor", first_factor_verification };
        return new Response(JSON.stringify({ response, client: null }));
    };
"#;

/// Answers with a client of one session and with different tokens of that session. Records each
/// request's path and form.
const TOKENS: &str = r#"
    globalThis.sent = [];
    const sessions = [{ id: "sess_1", status: "active", expire_at: 1, last_active_at: 2 }];
    const client = { id: "client_1", last_active_session_id: "sess_1", sessions };
    const part = (value) => btoa(JSON.stringify(value)).replaceAll("=", "");
    const token = (iat, org_id) =>
        [{}, { sid: "sess_1", iat, exp: iat + 60, org_id }, 0].map(part).join(".");
    return async (url, { body }) => {
        const { pathname } = new URL(url);
        sent.push(pathname + " " + (body ?? ""));
        const organization = new URLSearchParams(body).get("organization_id") ?? undefined;
        const jwt = token(sent.length, organization);
        const isClient = pathname === "/v1/client";
        return Response.json(isClient ? { response: client } : { object: "token", jwt });
    };
"#;

/// Lists six sessions, of which the second is acting and the fourth has ended. Refuses to revoke
/// the last one, and lists it as alive again. Records each request's path, and in `most` the number
/// of requests in flight.
const DEVICES: &str = r#"
    globalThis.sent = [];
    globalThis.most = 0;
    let inFlight = 0;
    const session = (number, status) =>
        ({ id: "sess_" + number, status, expire_at: 1, last_active_at: 2 });
    const statuses = ["active", "active", "pending", "expired", "new", "active"];
    const list = statuses.map((status, index) => session(index + 1, status));
    return async (url) => {
        const { pathname, searchParams } = new URL(url);
        sent.push(pathname + " " + searchParams.get("_clerk_session_id"));
        most = Math.max(most, ++inFlight);
        await new Promise((resolve) => setTimeout(resolve));
        inFlight--;
        if (pathname === "/v1/me/sessions") return Response.json(list);
        const number = pathname.match(/\d/g)[1];
        if (number === "6") return Response.json({ errors: [] }, { status: 403 });
        return Response.json({ response: session(number, "revoked"), client: null });
    };
"#;

/// Returns the recorded requests.
fn sent() -> String {
    eval("sent.map(decodeURIComponent).join('\\n')").unwrap().as_string().unwrap()
}

impl FakeFetch {
    fn new(source: &str) -> Self {
        let fetch = Reflect::get(&global(), &"fetch".into()).unwrap();
        let answer = Function::new_no_args(source);
        Reflect::set(&global(), &"fetch".into(), &answer.call0(&JsValue::NULL).unwrap()).unwrap();
        FakeFetch(fetch)
    }
}

impl Drop for FakeFetch {
    fn drop(&mut self) {
        Reflect::set(&global(), &"fetch".into(), &self.0).unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_subscription_lasts_until_it_is_dropped() {
    let _fetch = FakeFetch::new(CLIENTS);
    let client = SessionClient::new(options()).unwrap();
    let shown = Rc::new(RefCell::new(Vec::new()));
    let subscription = client.subscribe({
        let (client, shown) = (client.clone(), shown.clone());
        move || shown.borrow_mut().push(client.client().unwrap().id().to_owned())
    });
    client.get_client().await.unwrap();
    assert_eq!(*shown.borrow(), ["client_1"]);
    drop(subscription);
    assert_eq!(client.get_client().await.unwrap().unwrap().id(), "client_2");
    assert_eq!(*shown.borrow(), ["client_1"]);
    assert_eq!(Rc::strong_count(&shown), 1, "the listener is gone");
}

#[wasm_bindgen_test]
async fn rust_sends_the_same_requests_as_javascript() {
    let _fetch = FakeFetch::new(VERIFICATIONS);
    let client = SessionClient::new(options()).unwrap();

    let early = client.verify_with_passkey().await.unwrap_err();
    assert_eq!(early.code, Code::NoSession);
    for (session, level) in
        [("sess_1", VerificationLevel::Unknown), ("..", VerificationLevel::FirstFactor)]
    {
        let refused = client.start_verification(session, level).await.unwrap_err();
        assert_eq!(refused.code, Code::InvalidArgument);
    }

    let started =
        client.start_verification("sess_1", VerificationLevel::MultiFactor).await.unwrap();
    assert_eq!(started.status(), VerificationStatus::Complete);
    let sso = PrepareFirstFactor::EnterpriseSso {
        redirect_url: "/".into(),
        email_address_id: None,
        enterprise_connection_id: Some("ec_1".into()),
    };
    client.prepare_first_factor(sso).await.unwrap();
    let password = AttemptFirstFactor::Password { password: "a b".into() };
    client.attempt_first_factor(password).await.unwrap();
    let default = PrepareSecondFactor::PhoneCode { phone_number_id: None };
    client.prepare_second_factor(default).await.unwrap();
    client.attempt_second_factor(AttemptSecondFactor::Totp { code: "1".into() }).await.unwrap();
    client.verify_with_passkey().await.unwrap();

    let credential = concat!(
        r#"{"id":"_w","rawId":"_w","type":"public-key","response":{"authenticatorData":"_w","#,
        r#""clientDataJSON":"_w","signature":"_w","userHandle":null}}"#,
    );
    assert_eq!(
        sent().lines().collect::<Vec<_>>(),
        [
            "sess_1/verify level=multi_factor",
            "sess_1/verify/prepare_first_factor \
             strategy=enterprise_sso&redirect_url=/&enterprise_connection_id=ec_1",
            "sess_1/verify/attempt_first_factor strategy=password&password=a b",
            "sess_1/verify/prepare_second_factor strategy=phone_code",
            "sess_1/verify/attempt_second_factor strategy=totp&code=1",
            "sess_1/verify/prepare_first_factor strategy=passkey",
            &format!(
                "sess_1/verify/attempt_first_factor \
                 strategy=passkey&public_key_credential={credential}"
            ),
        ]
    );
}

#[wasm_bindgen_test]
async fn a_token_is_requested_once_for_each_key() {
    let _fetch = FakeFetch::new(TOKENS);
    let client = SessionClient::new(options()).unwrap();
    let plain = TokenOptions::default();
    let of_organization = TokenOptions { organization_id: Some("org_1".into()), ..plain.clone() };
    let of_template = TokenOptions {
        session: "sess_1".into(),
        template: Some("supabase".into()),
        leeway_seconds: 30,
        ..plain.clone()
    };
    for options in [plain, of_organization, of_template] {
        let token = client.get_token(options.clone()).await.unwrap().unwrap();
        assert_eq!(client.get_token(options.clone()).await.unwrap().unwrap(), token);
        let anew = TokenOptions { skip_cache: true, ..options };
        assert_ne!(client.get_token(anew).await.unwrap().unwrap(), token);
    }
    assert_eq!(
        sent().lines().collect::<Vec<_>>(),
        [
            "/v1/client ",
            "/v1/client/sessions/sess_1/tokens ",
            "/v1/client/sessions/sess_1/tokens ",
            "/v1/client/sessions/sess_1/tokens organization_id=org_1",
            "/v1/client/sessions/sess_1/tokens organization_id=org_1",
            "/v1/client/sessions/sess_1/tokens/supabase ",
            "/v1/client/sessions/sess_1/tokens/supabase ",
        ]
    );
}

#[wasm_bindgen_test]
async fn impossible_token_options_are_refused() {
    let _fetch = FakeFetch::new(TOKENS);
    let client = SessionClient::new(options()).unwrap();
    let plain = TokenOptions::default;
    for refused in [
        TokenOptions { session: "..".into(), ..plain() },
        TokenOptions { template: Some(String::new()), ..plain() },
        TokenOptions {
            template: Some("supabase".into()),
            organization_id: Some("org_1".into()),
            ..plain()
        },
    ] {
        let error = client.get_token(refused).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidArgument, "{error}");
    }
    assert_eq!(sent(), "");
    let beyond_its_lifetime = TokenOptions { leeway_seconds: 61, ..plain() };
    assert_eq!(
        client.get_token(beyond_its_lifetime).await.unwrap_err().code,
        Code::InvalidArgument
    );
}

#[wasm_bindgen_test]
async fn if_nobody_is_signed_in_there_is_no_token() {
    let _fetch = FakeFetch::new(CLIENTS);
    let client = SessionClient::new(options()).unwrap();
    assert_eq!(client.get_token(TokenOptions::default()).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn all_other_sessions_are_revoked_three_at_a_time() {
    let _fetch = FakeFetch::new(DEVICES);
    let client = SessionClient::new(options()).unwrap();
    let outcome = client.revoke_other_sessions("sess_2").await.unwrap();
    let revoked: Vec<_> = outcome.revoked.iter().map(|session| session.id()).collect();
    assert_eq!(revoked, ["sess_1", "sess_3", "sess_5"]);
    assert_eq!(outcome.failed.len(), 1);
    assert_eq!(outcome.failed[0].session.id(), "sess_6");
    assert_eq!(outcome.failed[0].error.status, Some(403));
    let list = "/v1/me/sessions sess_2";
    let revoke = |number| format!("/v1/me/sessions/sess_{number}/revoke sess_2");
    assert_eq!(
        sent().lines().collect::<Vec<_>>(),
        [list, &revoke(1), &revoke(3), &revoke(5), &revoke(6), list]
    );
    assert_eq!(eval("most").unwrap().as_f64(), Some(3.0));

    client.close();
    let closed = client.revoke_other_sessions("sess_2").await.unwrap_err();
    assert_eq!(closed.code, Code::Closed);
    let nothing = client.revoke_other_sessions("..").await.unwrap_err();
    assert_eq!(nothing.code, Code::InvalidArgument);
}

#[wasm_bindgen_test]
fn urls_lead_to_the_portal_or_to_own_pages_and_back() {
    let client = SessionClient::new(options()).unwrap();
    let url = |url: clerk_session::Result<String>| url.unwrap();
    let back = "?redirect_url=https%3A%2F%2Fapp.example.com%2F";
    let there = Some("https://app.example.com");
    for (url, page) in [
        (url(client.sign_in_url(there)), "sign-in"),
        (url(client.sign_up_url(there)), "sign-up"),
        (url(client.user_profile_url(there)), "user"),
        (url(client.organization_profile_url(there)), "organization"),
    ] {
        assert_eq!(url, format!("https://accounts.example.com/{page}{back}"));
    }
    let here = eval("encodeURIComponent(location.href)").unwrap().as_string().unwrap();
    assert!(url(client.sign_in_url(None)).ends_with(&format!("?redirect_url={here}")));
    let refused = client.sign_in_url(Some("javascript:alert(1)")).unwrap_err();
    assert_eq!(refused.code, Code::InvalidArgument);

    let own = Options { sign_in_url: Some("/login".into()), ..options() };
    let client = SessionClient::new(own).unwrap();
    assert_eq!(url(client.sign_in_url(there)), format!("/login{back}"));
    let refused = Options { sign_up_url: Some("login".into()), ..options() };
    assert_eq!(SessionClient::new(refused).unwrap_err().code, Code::InvalidOptions);
}
