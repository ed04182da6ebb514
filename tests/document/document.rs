//! Tests of documents: reading by JavaScript names, and comparison.

use std::sync::Arc;

use crate::api::parse::Model;
use crate::document::{FieldValue, KeyCase, ValueReader};
use crate::json::ReadError;
use crate::models::{Client, Session};

/// Reads a client by JavaScript names.
fn read(json: String) -> Result<Client, Box<ReadError>> {
    let (client, error) =
        ValueReader::new(&Arc::new(json), 0, KeyCase::Camel).read(Client::TYPE, true);
    error.map_or(Ok(client.get::<Client>()), Err)
}

#[test]
fn the_javascript_form_of_a_model_reads_as_the_same_model() {
    let client = Client::parse(include_str!("../fixtures/client.json")).unwrap();
    assert_eq!(read(serde_json::to_string(&client).unwrap()), Ok(client));
}

#[test]
fn snake_case_names_no_field_in_javascript() {
    let session = r#"{"id":"s","status":"active","expireAt":1,"lastActiveAt":2}"#;
    let with = |session: &str| read([r#"{"id":"c","sessions":["#, session, "]}"].concat());
    assert!(with(session).is_ok());
    for (wrong, path) in [
        (session.replace("expireAt", "expire_at"), "sessions[0].expireAt"),
        (session.replace(":2", r#":"2""#), "sessions[0].lastActiveAt"),
    ] {
        assert_eq!(with(&wrong).unwrap_err().path, path);
    }
    let ignored = with(&session.replace(":2", r#":2,"last_active_organization_id":"o""#)).unwrap();
    assert_eq!(ignored.sessions().next().unwrap().last_active_organization_id(), None);
}

#[test]
fn ages_that_are_not_a_pair_in_javascript_are_unknown() {
    for (ages, pair) in [
        ("[1,-1]", Some([1, -1])),
        ("null", None),
        ("[]", None),
        ("[1]", None),
        ("[1,2,3]", None),
        ("[1.5,2]", None),
        ("[null,2]", None),
        (r#""1,2""#, None),
        (r#"{"0":1}"#, None),
    ] {
        let session =
            r#"{"id":"s","status":"active","expireAt":1,"lastActiveAt":2,"factorVerificationAge":"#;
        let client = read([r#"{"id":"c","sessions":["#, session, ages, "}]}"].concat()).unwrap();
        assert_eq!(client.sessions().next().unwrap().factor_verification_age(), pair, "{ages}");
    }
}

#[test]
fn raw_json_that_differs_only_in_white_space_is_equal() {
    let with_actor = |actor: &str| {
        let session =
            r#"{"id":"sess_1","status":"active","expire_at":1,"last_active_at":2,"actor":"#;
        Session::parse([session, actor, "}"].concat()).unwrap()
    };
    let pretty = with_actor("{ \"a b\" : [ 1 , \n\t\"\\\" : \" , {} ] }");
    assert_eq!(pretty, with_actor(r#"{"a b":[1,"\" : ",{}]}"#));
    for other in
        [r#"{"ab":[1,"\" : ",{}]}"#, r#"{"a b":[1,"\":",{}]}"#, r#"{"a b":[1,"\" : "]}"#, "null"]
    {
        assert_ne!(pretty, with_actor(other), "{other}");
    }
}
