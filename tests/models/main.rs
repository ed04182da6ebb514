//! Tests of every model, from JSON to JavaScript, against tables that are independent of the crate.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../support/any_json.rs"]
mod any_json;
#[path = "../support/mod.rs"]
mod support;

use any_json::any_json;
use clerk_session::model::{
    ApiError, Client, EmailAddress, EnterpriseAccount, EnterpriseConnection, ExternalAccount,
    IdentificationLink, Model, Organization, OrganizationMembership, Passkey, PhoneNumber,
    PublicUserData, Session, SessionActivity, SessionTask, SessionVerification, Time,
    TokenResource, User, Verification, VerificationFactor, Web3Wallet,
};
use clerk_session::{Code, DecodedToken, Error, Result};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Wire, json};
use support::{Field, MODELS, WireType, expected};

const CLIENT: &str = include_str!("../fixtures/client.json");

/// The outputs of the crate for a text.
struct Output {
    json: String,
    debug: String,
}

/// Reads a text twice as the model of this name, and checks that both results are equal.
fn read(model: &str, text: &str) -> Result<Output> {
    macro_rules! read_as {
        ($($Model:ident)*) => {
            match model {
                $(stringify!($Model) => {
                    let (one, other) = ($Model::parse(text)?, $Model::parse(text)?);
                    assert_eq!(one, other);
                    Ok(Output {
                        json: serde_json::to_string(&one).unwrap(),
                        debug: format!("{one:?} {one:#?}"),
                    })
                })*
                _ => panic!("there is no model {model}"),
            }
        };
    }
    read_as!(
        Client Session SessionActivity SessionTask TokenResource PublicUserData User EmailAddress
        PhoneNumber Web3Wallet Passkey ExternalAccount EnterpriseAccount EnterpriseConnection
        IdentificationLink OrganizationMembership Organization Verification ApiError
        SessionVerification VerificationFactor
    )
}

fn integer() -> impl Strategy<Value = i64> {
    const MAX: i64 = (1 << 53) - 1;
    prop_oneof![4 => -MAX..=MAX, 1 => select(vec![0, -1, MAX, -MAX, 1_750_000_000_000])]
}

fn wire_of(wire_type: &WireType) -> BoxedStrategy<Wire> {
    let text = || prop_oneof!["[a-zA-Z0-9_]{0,12}", any::<String>()];
    match wire_type {
        WireType::Text => text().prop_map(Wire::from).boxed(),
        WireType::Integer => integer().prop_map(Wire::from).boxed(),
        WireType::Boolean | WireType::MaybeBoolean => any::<bool>().prop_map(Wire::from).boxed(),
        WireType::Json => any_json(),
        WireType::JsonObject => any_json().prop_map(|json| json!({ "it": json })).boxed(),
        WireType::TwoIntegers => [integer(), integer()].prop_map(|pair| json!(pair)).boxed(),
        WireType::Texts => prop::collection::vec(text(), 0..3).prop_map(Wire::from).boxed(),
        WireType::StringEnum(words) => {
            let unknown = prop_oneof!["[a-z_]{0,9}", Just("Active".to_owned())];
            prop_oneof![4 => select(words.clone()), 2 => unknown].prop_map(Wire::from).boxed()
        }
        WireType::Model(model) => wire(model),
        WireType::Models(model) => {
            prop::collection::vec(wire(model), 0..3).prop_map(Wire::from).boxed()
        }
    }
}

/// Returns a strategy for objects as a server may send them: fields missing or null, unknown
/// fields, in any order.
fn wire(model: &str) -> BoxedStrategy<Wire> {
    let member = |field: &Field| {
        let name = field.name.clone();
        let member = wire_of(&field.wire_type).prop_map(move |value| Some((name.clone(), value)));
        if field.required {
            return member.boxed();
        }
        prop_oneof![1 => Just(None), 1 => Just(Some((field.name.clone(), Wire::Null))), 4 => member]
            .boxed()
    };
    let members: Vec<_> = MODELS[model].iter().map(member).collect();
    let unknown = prop::collection::vec(("(object|[a-z]{2}_x|lastActiveAt|ID|)", any_json()), 0..3);
    (members, unknown)
        .prop_map(|(members, unknown)| {
            members.into_iter().flatten().chain(unknown).collect::<Vec<_>>()
        })
        .prop_shuffle()
        .prop_map(|members| Wire::Object(members.into_iter().collect()))
        .boxed()
}

fn models() -> Vec<&'static str> {
    let mut models: Vec<_> = MODELS.keys().map(String::as_str).collect();
    models.sort_unstable();
    models
}

fn check(model: &str, wire: &Wire) {
    for text in [wire.to_string(), serde_json::to_string_pretty(wire).unwrap()] {
        let made = read(model, &text).unwrap_or_else(|error| panic!("{model}: {error}: {text}"));
        assert_eq!(made.json, expected(model, wire).to_string(), "{model}: {text}");
    }
}

/// Returns an object of the model with every field, from the fixture or invented.
fn whole(model: &str) -> Wire {
    let field = |field: &Field| {
        let value = match &field.wire_type {
            WireType::Text => json!("text"),
            WireType::Integer => json!(1_750_000_000_000_i64),
            WireType::Boolean | WireType::MaybeBoolean => json!(true),
            WireType::Json | WireType::JsonObject => json!({ "a": 1 }),
            WireType::TwoIntegers => json!([1, -1]),
            WireType::Texts => json!(["one", "two"]),
            WireType::StringEnum(words) => json!(words[0]),
            WireType::Model(model) => whole(model),
            WireType::Models(model) => json!([whole(model), whole(model)]),
        };
        (field.name.clone(), value)
    };
    Wire::Object(MODELS[model].iter().map(field).collect())
}

/// Returns values that do not have the field's type, each with the error's path within the field.
fn wrong(field: &Field) -> Vec<(Wire, &'static str)> {
    let (text, number, truth, list, object) =
        (json!("1"), json!(1), json!(true), json!([]), json!({}));
    let null = field.required.then(|| (Wire::Null, ""));
    let others = match &field.wire_type {
        WireType::Text | WireType::StringEnum(_) => vec![number, truth, list, object],
        WireType::Integer => {
            let numbers = [
                "1.5",
                "1e3",
                "1.0",
                "-0",
                "9007199254740992",
                "-9007199254740992",
                "9223372036854775808",
            ];
            let numbers = numbers.map(|number| serde_json::from_str(number).unwrap());
            [text, truth, list, object].into_iter().chain(numbers).collect()
        }
        WireType::Boolean | WireType::MaybeBoolean => vec![text, number, json!(0), list, object],
        WireType::Json => vec![],
        WireType::JsonObject => vec![text, number, truth, list],
        WireType::TwoIntegers => {
            vec![text, number, truth, object, list, json!([1]), json!([1, 2, 3])]
        }
        WireType::Texts => vec![text, number, truth, object],
        WireType::Model(_) => vec![text, number, truth, list],
        WireType::Models(_) => vec![text, number, truth, object],
    };
    let within = match &field.wire_type {
        WireType::TwoIntegers => {
            vec![(json!([1, null]), "[1]"), (json!(["1", 2]), "[0]"), (json!([1, 1.5]), "[1]")]
        }
        WireType::Texts => vec![(json!(["a", 1]), "[1]"), (json!([null]), "[0]")],
        WireType::Models(_) => vec![(json!([null]), "[0]"), (json!([[]]), "[0]")],
        _ => vec![],
    };
    others.into_iter().map(|value| (value, "")).chain(within).chain(null).collect()
}

/// Calls `visit` with every field below a model, its path as in an error and its JSON pointer.
fn each_field(model: &str, path: &str, pointer: &str, visit: &mut dyn FnMut(&Field, &str, &str)) {
    for field in &MODELS[model] {
        let separator = if path.is_empty() { "" } else { "." };
        let (path, pointer) =
            (format!("{path}{separator}{}", field.name), format!("{pointer}/{}", field.name));
        visit(field, &path, &pointer);
        match &field.wire_type {
            WireType::Model(model) => each_field(model, &path, &pointer, visit),
            WireType::Models(model) => {
                each_field(model, &format!("{path}[1]"), &format!("{pointer}/1"), visit)
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_object_is_converted_as_the_oracle_says(
        (model, wire) in select(models()).prop_flat_map(|model| (Just(model), wire(model))),
    ) {
        check(model, &wire);
    }
}

#[test]
fn objects_with_all_or_only_required_fields_are_converted_as_the_oracle_says() {
    for model in models() {
        let mut wire = whole(model);
        check(model, &wire);
        wire.as_object_mut()
            .unwrap()
            .retain(|name, _| MODELS[model].iter().any(|f| f.required && f.name == *name));
        check(model, &wire);
    }
}

#[test]
fn a_value_of_the_wrong_type_is_an_error_with_its_path() {
    // From the models of responses, which contain all others, and from each model by itself.
    let mut paths = Vec::new();
    for model in models() {
        let good = whole(model);
        let by_itself = !matches!(model, "Client" | "SessionVerification");
        each_field(model, "", "", &mut |field, path, pointer| {
            if by_itself && path.contains('.') {
                return;
            }
            for (value, within) in wrong(field) {
                let mut wire = good.clone();
                *wire.pointer_mut(pointer).unwrap() = value.clone();
                let error = read(model, &wire.to_string())
                    .err()
                    .unwrap_or_else(|| panic!("{model}.{path}: {value}"));
                assert_eq!(error.code, Code::InvalidResponse);
                assert_eq!(
                    error.path,
                    Some(format!("{path}{within}")),
                    "{model}: {value}: {error}"
                );
            }
            paths.push(path.to_owned());
        });
    }
    assert!(
        paths
            .iter()
            .any(|path| path == "sessions[1].user.email_addresses[1].verification.attempts")
    );
}

#[test]
fn a_missing_required_field_is_an_error_with_its_path() {
    for model in ["Client", "SessionVerification", "SessionTask", "SessionActivity"] {
        let good = whole(model);
        each_field(model, "", "", &mut |field, path, pointer| {
            let mut wire = good.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            wire.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            match read(model, &wire.to_string()) {
                Ok(_) => assert!(!field.required, "{model}.{path}"),
                Err(error) => {
                    assert_eq!(
                        (error.path.as_deref(), field.required),
                        (Some(path), true),
                        "{model}: {error}"
                    )
                }
            }
        });
    }
}

#[test]
fn of_a_duplicate_field_the_last_counts() {
    let text = r#"{"id":"one","latest":1,"name":"a","id":"two","name":null}"#;
    assert_eq!(
        read("Passkey", text).unwrap().json,
        expected("Passkey", &json!({ "id": "two" })).to_string()
    );
}

#[test]
fn a_key_may_be_written_with_escapes_and_spaces() {
    let text = r#"{"\u0069d":"one","name" : "a"}"#;
    let passkey = json!({ "id": "one", "name": "a" });
    assert_eq!(read("Passkey", text).unwrap().json, expected("Passkey", &passkey).to_string());
}

#[test]
fn the_fixture_has_every_field_and_is_converted_as_the_oracle_says() {
    let wire: Wire = serde_json::from_str(CLIENT).unwrap();
    check("Client", &wire);
    let mut missing = Vec::new();
    each_field("Client", "", "", &mut |_, path, pointer| {
        let found = wire.pointer(pointer).or_else(|| wire.pointer(&pointer.replace("/1", "/0")));
        let first = wire.pointer(&pointer.replace("/1", "/0"));
        if found.is_none_or(Wire::is_null) && first.is_none_or(Wire::is_null) {
            missing.push(path.to_owned());
        }
    });
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_list_and_a_response_that_contains_it_are_read_too() {
    let session = whole("Session").to_string();
    let one = Session::parse(session.as_bytes()).unwrap();
    assert_eq!(Session::parse(format!(r#"{{"response":{session},"client":null}}"#)).unwrap(), one);
    let list = format!("[{session},{session}]");
    assert_eq!(Session::parse_list(list.as_str()).unwrap(), [one.clone(), one.clone()]);
    assert_eq!(Session::parse_list(format!(r#"{{"response":{list}}}"#)).unwrap().len(), 2);
    assert_eq!(Session::parse_list("[]").unwrap(), []);

    let path = |result: Result<Vec<Session>>| result.unwrap_err().path;
    assert_eq!(path(Session::parse_list(format!("[{session},null]"))).as_deref(), Some("[1]"));
    assert_eq!(
        path(Session::parse_list(r#"{"response":[{"id":7}]}"#)).as_deref(),
        Some("response[0].id")
    );
    assert_eq!(path(Session::parse_list(session)).as_deref(), Some(""));
}

#[test]
fn the_current_session_is_the_last_active_one_if_it_is_signed_in() {
    for (status, is_current) in
        [("active", true), ("pending", true), ("ended", false), ("new", false)]
    {
        let session =
            |id, status| json!({ "id": id, "status": status, "expire_at": 1, "last_active_at": 2 });
        let sessions = [session("sess_1", "active"), session("sess_2", status)];
        let client =
            json!({ "id": "client_1", "sessions": sessions, "last_active_session_id": "sess_2" });
        let current = Client::parse(client.to_string()).unwrap().current_session();
        assert_eq!(current.as_ref().map(Session::id), is_current.then_some("sess_2"), "{status}");
    }
}

#[test]
fn models_and_errors_can_be_sent_to_other_threads() {
    fn check<T: Send + Sync + Clone>() {}
    check::<Client>();
    check::<SessionVerification>();
    check::<DecodedToken>();
    check::<Error>();
}

#[test]
fn times_are_milliseconds() {
    let client = Client::parse(CLIENT).unwrap();
    let year = |time: Time| 1970 + time / (365 * 24 * 60 * 60 * 1000);
    let session = client.sessions().next().unwrap();
    let times = [
        session.last_active_at(),
        session.expire_at(),
        client.created_at().unwrap(),
        session.created_at().unwrap(),
    ];
    for time in times {
        assert_eq!(year(time), 2025, "{time}");
    }
}

#[test]
fn debug_output_shows_no_token() {
    let client = read("Client", CLIENT).unwrap();
    assert!(client.json.contains("eyJhbGciOiJSUzI1NiIs"));
    assert!(!client.debug.contains("eyJhbGciOiJSUzI1NiIs"), "{}", client.debug);
    assert!(client.debug.contains("Lovelace"));
    assert!(!read("TokenResource", r#"{"jwt":"a.b.c"}"#).unwrap().debug.contains("a.b.c"));
}
