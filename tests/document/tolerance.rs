//! Tests of tolerant reading against an oracle that is independent of the crate.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value as Wire, json};

use super::any_json::any_json;
use super::support::{Field, MODELS, WireType, expected};
use crate::api::envelope::Envelope;
use crate::authorization::{Authorization, Reverification};
use crate::document::{FieldType, FieldValue, LeftOut, Value};
use crate::json::ReadError;
use crate::models::{Client, Session, TokenResource, VerificationLevel};

const CLIENT: &str = include_str!("../fixtures/client.json");

/// The fields, beside those that are required, that make the object unreadable if they have the
/// wrong type.
const ESSENTIAL: [(&str, &str); 8] = [
    ("Client", "sessions"),
    ("Client", "last_active_session_id"),
    ("Session", "last_active_organization_id"),
    ("User", "banned"),
    ("User", "locked"),
    ("User", "deprovisioned"),
    ("PublicUserData", "banned"),
    ("PublicUserData", "deprovisioned"),
];

/// One value of each JSON type.
const VALUES: [&str; 7] = ["null", "true", "7", "1.5", r#""text""#, "[[]]", r#"{"a":{}}"#];

fn read(
    field_type: FieldType,
    text: impl Into<String>,
) -> (Result<Value, Box<ReadError>>, LeftOut) {
    let mut left_out = Vec::new();
    let value =
        Envelope::open(text.into().into_bytes()).response_tolerant(field_type, &mut left_out);
    (value, left_out)
}

fn read_client(text: impl Into<String>) -> (Result<Client, Box<ReadError>>, Vec<String>) {
    let (client, left_out) = read(Client::TYPE, text);
    let paths = left_out.into_iter().map(|error| error.path).collect();
    (client.map(|client| client.get::<Client>()), paths)
}

fn client() -> Wire {
    serde_json::from_str(CLIENT).unwrap()
}

/// The oracle. Removes the values that a tolerant reader leaves out, and adds their paths to
/// `left_out`. Returns the error's path if the object cannot be read.
fn readable(
    model: &str,
    wire: &Wire,
    path: &str,
    left_out: &mut Vec<String>,
) -> Result<Wire, String> {
    let Wire::Object(members) = wire else { return Err(path.into()) };
    let separator = if path.is_empty() { "" } else { "." };
    let path_of = |field: &Field| format!("{path}{separator}{}", field.name);
    let mut read = Map::new();
    for (name, value) in members {
        let Some(field) = MODELS[model].iter().find(|field| field.name == *name) else { continue };
        let is_sessions = (model, name.as_str()) == ("Client", "sessions");
        if value.is_null() && !field.required && !is_sessions {
            continue;
        }
        match readable_value(field, is_sessions, value, &path_of(field), left_out) {
            Ok(value) => _ = read.insert(name.clone(), value),
            Err(path) if field.required || ESSENTIAL.contains(&(model, name)) => return Err(path),
            Err(path) => left_out.push(path),
        }
    }
    let is_missing = |field: &&Field| {
        (field.required || (model, field.name.as_str()) == ("Client", "sessions"))
            && !read.contains_key(&field.name)
    };
    match MODELS[model].iter().find(is_missing) {
        Some(field) => Err(path_of(field)),
        None => Ok(Wire::Object(read)),
    }
}

fn readable_value(
    field: &Field,
    is_sessions: bool,
    value: &Wire,
    path: &str,
    left_out: &mut Vec<String>,
) -> Result<Wire, String> {
    let is_readable = match &field.wire_type {
        WireType::Text | WireType::StringEnum(_) => value.is_string(),
        WireType::Integer => is_integer(value),
        WireType::Boolean | WireType::MaybeBoolean => value.is_boolean(),
        WireType::Json => true,
        WireType::JsonObject => value.is_object(),
        WireType::TwoIntegers => {
            let integer = |item: &Wire, path: &str, _: &mut Vec<String>| {
                is_integer(item).then(|| item.clone()).ok_or_else(|| path.to_owned())
            };
            readable_list(value, path, left_out, true, integer)?
                .as_array()
                .is_some_and(|pair| pair.len() == 2)
        }
        WireType::Texts => {
            return readable_list(value, path, left_out, false, |item, path, _| {
                item.is_string().then(|| item.clone()).ok_or_else(|| path.to_owned())
            });
        }
        WireType::Model(model) => return readable(model, value, path, left_out),
        WireType::Models(model) => {
            return readable_list(value, path, left_out, is_sessions, |item, path, left_out| {
                readable(model, item, path, left_out)
            });
        }
    };
    if is_readable { Ok(value.clone()) } else { Err(path.into()) }
}

fn readable_list(
    value: &Wire,
    path: &str,
    left_out: &mut Vec<String>,
    keeps_all: bool,
    read: impl Fn(&Wire, &str, &mut Vec<String>) -> Result<Wire, String>,
) -> Result<Wire, String> {
    let mut items = Vec::new();
    for (index, item) in value.as_array().ok_or(path)?.iter().enumerate() {
        match read(item, &format!("{path}[{index}]"), left_out) {
            Ok(item) => items.push(item),
            Err(path) if keeps_all => return Err(path),
            Err(path) => left_out.push(path),
        }
    }
    Ok(Wire::Array(items))
}

/// Returns whether this is an integer that JavaScript holds exactly, written as one.
fn is_integer(value: &Wire) -> bool {
    let text = value.to_string();
    value.is_number()
        && text != "-0"
        && text.parse::<i64>().is_ok_and(|integer| integer.unsigned_abs() < 1 << 53)
}

/// Returns the JSON pointers to all values within this one.
fn pointers(value: &Wire) -> Vec<String> {
    let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
    let within: Vec<(String, &Wire)> = match value {
        Wire::Object(members) => members.iter().map(|(key, value)| (escaped(key), value)).collect(),
        Wire::Array(items) => {
            items.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    let of = |(key, value): (String, &Wire)| {
        let within = pointers(value).into_iter().map(|pointer| format!("/{key}{pointer}"));
        [format!("/{key}")].into_iter().chain(within).collect::<Vec<_>>()
    };
    within.into_iter().flat_map(of).collect()
}

/// Compares with the oracle. Returns the paths of the errors.
fn check(wire: &Wire) -> Vec<String> {
    let (mut expected_paths, (client, mut paths)) = (Vec::new(), read_client(wire.to_string()));
    match readable("Client", wire, "", &mut expected_paths) {
        Ok(readable) => {
            let client = client.unwrap_or_else(|error| panic!("{error}: {wire}"));
            assert_eq!(
                serde_json::to_string(&client).unwrap(),
                expected("Client", &readable).to_string()
            );
            assert_eq!(paths, expected_paths, "{wire}");
            let ids: Vec<_> = client.sessions().map(|session| session.id().to_owned()).collect();
            let sent = wire["sessions"].as_array().unwrap().iter();
            assert_eq!(
                ids,
                sent.map(|session| session["id"].as_str().unwrap()).collect::<Vec<_>>()
            );
        }
        Err(path) => {
            assert_eq!(client.map(|_| ()).unwrap_err().path, path, "{wire}");
            paths.insert(0, path);
        }
    }
    paths
}

/// Returns all permissions that the sessions of a client grant.
fn grants(client: &Client) -> Vec<(String, String)> {
    let named = |role: Option<&str>, permission: Option<&str>| Authorization {
        role: role.map(str::to_owned),
        permission: permission.map(str::to_owned),
        ..Authorization::default()
    };
    let mut asked: Vec<Authorization> =
        ["admin", "member"].map(|role| named(Some(role), None)).into();
    for session in serde_json::to_value(client).unwrap()["sessions"].as_array().unwrap() {
        for membership in
            session["user"]["organizationMemberships"].as_array().into_iter().flatten()
        {
            asked.push(named(membership["role"].as_str(), None));
            let permissions = membership["permissions"].as_array().unwrap();
            asked.extend(permissions.iter().map(|permission| named(None, permission.as_str())));
        }
    }
    for level in [
        VerificationLevel::FirstFactor,
        VerificationLevel::SecondFactor,
        VerificationLevel::MultiFactor,
    ] {
        let reverification = Some(Reverification { level, after_minutes: 1e6 });
        asked.push(Authorization { reverification, ..Authorization::default() });
    }
    let mut granted = Vec::new();
    for session in client.sessions() {
        for asked in asked.iter().filter(|asked| session.check_authorization(asked)) {
            granted.push((session.id().to_owned(), format!("{asked:?}")));
        }
    }
    granted
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_client_is_read_as_the_oracle_says(
        changes in prop::collection::vec((any::<Index>(), any_json()), 1..4),
    ) {
        let mut wire = client();
        for (at, value) in changes {
            let pointers = pointers(&wire);
            *wire.pointer_mut(at.get::<String>(&pointers)).unwrap() = value;
        }
        check(&wire);
    }

    #[test]
    fn one_changed_decorative_value_keeps_every_session_and_adds_no_permission(
        at in any::<Index>(),
        value in any_json(),
    ) {
        let mut wire = client();
        let pointers = pointers(&wire);
        let pointer = at.get::<String>(&pointers);
        *wire.pointer_mut(pointer).unwrap() = value;
        let (read, left_out) = read_client(wire.to_string());
        let (before, _) = read_client(CLIENT);
        let (before, mut left_out_by_oracle) = (before.unwrap(), Vec::new());
        let by_oracle = readable("Client", &wire, "", &mut left_out_by_oracle);
        prop_assert_eq!(read.is_ok(), by_oracle.is_ok());
        if let Ok(client) = read && !left_out.is_empty() {
            let states = |client: &Client| {
                let state = |session: Session| (session.id().to_owned(), session.status());
                client.sessions().map(state).collect::<Vec<_>>()
            };
            prop_assert_eq!(states(&client), states(&before));
            let granted = grants(&before);
            for grant in grants(&client) {
                prop_assert!(granted.contains(&grant), "{:?} after {}", grant, pointer);
            }
            for (session, before) in client.sessions().zip(before.sessions()) {
                if let (Some(user), Some(before)) = (session.user(), before.user()) {
                    prop_assert_eq!(
                        (user.banned(), user.locked(), user.deprovisioned()),
                        (before.banned(), before.locked(), before.deprovisioned())
                    );
                }
            }
        }
    }
}

#[test]
fn every_value_of_the_fixture_may_have_every_type() {
    let mut client = client();
    client["sessions"].as_array_mut().unwrap().truncate(1);
    let mut fields = pointers(&client);
    // One item of each list is enough: the first.
    let kind = |pointer: &String| pointer.replace(|character: char| character.is_ascii_digit(), "");
    fields.sort_by_cached_key(kind);
    fields.dedup_by_key(|pointer| kind(pointer));
    for pointer in fields {
        for value in ["null", "7", r#""text""#, "[[]]", r#"{"a":{}}"#] {
            let mut wire = client.clone();
            *wire.pointer_mut(&pointer).unwrap() = serde_json::from_str(value).unwrap();
            // The path is that of the change, or of an object that requires the changed value.
            let field = pointer.trim_start_matches('/').replace('/', ".");
            if let Some(path) = check(&wire).first() {
                let path = path.replace(['[', ']'], ".").replace("..", ".");
                let path = path.trim_matches('.');
                assert!(
                    path.starts_with(&field) || field.starts_with(path),
                    "{path}: {pointer} is {value}"
                );
            }
        }
    }
}

#[test]
fn an_essential_field_of_the_wrong_type_is_an_error() {
    let essential = [
        ("/id", "string"),
        ("/sessions", "list"),
        ("/last_active_session_id", "string or null"),
        ("/sessions/0/id", "string"),
        ("/sessions/0/status", "string"),
        ("/sessions/0/expire_at", "integer"),
        ("/sessions/0/last_active_at", "integer"),
        ("/sessions/0/last_active_organization_id", "string or null"),
    ];
    for (pointer, types) in essential {
        for value in VALUES.map(|value| serde_json::from_str::<Wire>(value).unwrap()) {
            let is_right = match &value {
                Wire::Null => types.ends_with("null"),
                Wire::String(_) => types.starts_with("string"),
                Wire::Number(number) => types == "integer" && number.is_i64(),
                _ => false,
            };
            let mut wire = client();
            *wire.pointer_mut(pointer).unwrap() = value.clone();
            assert_eq!(read_client(wire.to_string()).0.is_ok(), is_right, "{pointer}: {value}");
        }
        let mut wire = client();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        wire.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        assert_eq!(
            read_client(wire.to_string()).0.is_ok(),
            types.ends_with("null"),
            "without {pointer}"
        );
    }
    for session in VALUES {
        let mut wire = client();
        wire["sessions"][1] = serde_json::from_str(session).unwrap();
        assert!(read_client(wire.to_string()).0.is_err(), "{session}");
    }
    for jwt in VALUES.into_iter().filter(|value| *value != r#""text""#) {
        assert!(read(TokenResource::TYPE, format!(r#"{{"jwt":{jwt}}}"#)).0.is_err(), "{jwt}");
        let list = format!(r#"[{{"id":"s","status":{jwt},"expire_at":1,"last_active_at":2}}]"#);
        assert!(read(<Vec<Session>>::TYPE, list).0.is_err(), "{jwt}");
    }
}

#[test]
fn only_a_response_that_lists_sessions_is_a_client() {
    for (text, is_client) in [
        (r#"{"id":"client_1","deleted":true}"#, false),
        (r#"{"id":"client_1","sessions":null}"#, false),
        (r#"{"id":"client_1","sessions":{}}"#, false),
        (r#"{"id":"client_1","sessions":[]}"#, true),
    ] {
        assert_eq!(read_client(text).0.is_ok(), is_client, "{text}");
        let envelope =
            Envelope::open(format!(r#"{{"response":null,"client":{text}}}"#).into_bytes());
        assert_eq!(envelope.client(&mut Vec::new()).is_ok(), is_client, "{text}");
    }
}

#[test]
fn an_unreadable_restriction_removes_its_object() {
    for (changed, object) in [
        ("/user/banned", "user"),
        ("/user/locked", "user"),
        ("/user/deprovisioned", "user"),
        ("/public_user_data/banned", "public_user_data"),
        ("/public_user_data/deprovisioned", "public_user_data"),
    ] {
        let mut wire = client();
        *wire["sessions"][0].pointer_mut(changed).unwrap() = json!(0);
        let (client, paths) = read_client(wire.to_string());
        let session = client.unwrap().sessions().next().unwrap();
        let is_null = if object == "user" {
            session.user().is_none()
        } else {
            session.public_user_data().is_none()
        };
        assert!(is_null, "{changed}");
        assert_eq!(paths, [format!("sessions[0]{}", changed.replace('/', "."))]);
    }
    let ages = |ages: Wire| {
        let mut wire = client();
        wire["sessions"][0]["factor_verification_age"] = ages;
        read_client(wire.to_string())
            .0
            .unwrap()
            .sessions()
            .next()
            .unwrap()
            .factor_verification_age()
    };
    assert_eq!(ages(json!([1, 2])), Some([1, 2]));
    for wrong in [json!([1, "x", 2]), json!([1, 2, 3]), json!([1]), json!("1,2"), json!([null, 1])]
    {
        assert_eq!(ages(wrong.clone()), None, "{wrong}");
    }
}

#[test]
fn malformed_json_is_not_tolerated() {
    let session = |user: &str| {
        format!(
            r#"{{"id":"c","sessions":[
                {{"id":"s","status":"active","expire_at":1,"last_active_at":2,"user":{user}}}
            ]}}"#
        )
    };
    assert!(read_client(session(r#"{"id":"u","first_name":[1,{"a":"\ud800"}]}"#)).0.is_ok());
    for (user, path) in [
        (r#"{"id":"u","first_name":tru}"#, "sessions[0].user.first_name"),
        (r#"{"id":"u","first_name":[1,]}"#, "sessions[0].user.first_name"),
        (r#"{"id":"u","first_name":{"a":01}}"#, "sessions[0].user.first_name"),
        (r#"{"id":"u","first_name":"\x"}"#, "sessions[0].user.first_name"),
        (r#"{"id":"u","passkeys":[7,{"id":"p","name":'a'}]}"#, "sessions[0].user.passkeys[1].name"),
        (r#"{"id":7,"first_name":}"#, "sessions[0].user"),
        (r#"{"id":"u","first_name":"a""#, "sessions[0]"),
    ] {
        let (client, _) = read_client(session(user));
        assert_eq!(client.unwrap_err().path, path, "{user}");
    }
    let deep = format!("{}0{}", "[".repeat(130), "]".repeat(130));
    assert!(read_client(session(&deep)).0.is_err());
    assert!(read_client(CLIENT.to_owned() + "x").0.is_err());
}

#[test]
fn a_key_with_a_lone_surrogate_is_skipped() {
    let text = |key: &str| {
        let session = format!(
            r#"{{"id":"s",{key}:1,"status":"active","expire_at":1,"last_active_at":2,
                "actor":{{{key}:2}}}}"#
        );
        format!(
            r#"{{{key}:[],"response":{{"id":"c","sessions":[{session}],{key}:{{}}}},
                "client":null}}"#
        )
    };
    for key in [r#""\ud800""#, r#""\udfff""#, r#""a\ud800b""#, r#""\ud800\ud800""#] {
        let envelope = Envelope::open(text(key).into_bytes());
        let client = envelope.response(Client::TYPE).unwrap().get::<Client>();
        assert_eq!(client, read_client(text(key)).0.unwrap());
        assert!(envelope.client(&mut Vec::new()).is_ok());
        let actor =
            client.sessions().next().unwrap().actor().map(|actor| actor.as_str().to_owned());
        assert_eq!(actor, Some(format!("{{{key}:2}}")));
    }
    // A value that is read must be valid Unicode.
    let id = r#"{"id":"\ud800","sessions":[]}"#;
    assert!(read_client(id).0.is_err());
}

#[test]
fn tokens_do_not_make_clients_differ() {
    let read = |wire: &Wire| read_client(wire.to_string()).0.unwrap();
    let before = read(&client());
    let mut wire = client();
    assert!(wire["sessions"][0]["last_active_token"].is_object());
    for token in [json!({ "jwt": "a.b.c" }), Wire::Null] {
        wire["sessions"][0]["last_active_token"] = token;
        let after = read(&wire);
        assert!(
            before != after
                && before.equals_ignoring_tokens(&after)
                && after.equals_ignoring_tokens(&before)
        );
    }
    for pointer in ["/id", "/sessions/0/status", "/sessions/0/user/first_name", "/sessions/1/user"]
    {
        let mut other = wire.clone();
        *other.pointer_mut(pointer).unwrap() = json!("another");
        assert!(!read(&other).equals_ignoring_tokens(&before), "{pointer}");
    }
    wire["sessions"].as_array_mut().unwrap().pop();
    assert!(!read(&wire).equals_ignoring_tokens(&before));
}
