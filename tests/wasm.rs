//! In Chromium: the models as serde-wasm-bindgen turns them into JavaScript's objects. `conversion/` tests the built package with many more.
#![cfg(all(target_arch = "wasm32", feature = "npm"))]

mod support;

use clerk_session::model::{Client, Model};
use clerk_session::{Code, Options, SessionClient};
use js_sys::{JSON, Object, Reflect};
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
fn the_fixture_becomes_what_the_oracle_says() {
    let expected = support::expected("Client", &serde_json::from_str(CLIENT).unwrap());
    let object = to_js(&Client::parse(CLIENT).unwrap());
    // Both by way of JavaScript, so that numbers are spelled its way.
    assert_eq!(stringify(&object), stringify(&JSON::parse(&expected.to_string()).unwrap()));
    assert_eq!(Object::get_prototype_of(&object), Object::get_prototype_of(&Object::new()));
}

#[wasm_bindgen_test]
fn metadata_is_what_the_browser_reads() {
    let metadata = r#"{"huge":1e400,"negative":-0,"tenth":0.1,"beyond":9007199254740993,"half":"\ud800","__proto__":{"a":1},"twice":1,"twice":2}"#;
    let session =
        format!(r#"{{"id":"s","status":"active","expire_at":1,"last_active_at":2,"actor":{metadata}}}"#);
    let object = to_js(
        &Client::parse(format!(r#"{{"id":"c","sessions":[{session}]}}"#)).unwrap().sessions().next().unwrap(),
    );
    let actor = Reflect::get(&object, &"actor".into()).unwrap();
    let native = JSON::parse(metadata).unwrap();
    assert_eq!(stringify(&actor), stringify(&native));
    for name in ["huge", "negative", "tenth", "beyond", "half"] {
        let name = name.into();
        assert!(Object::is(&Reflect::get(&actor, &name).unwrap(), &Reflect::get(&native, &name).unwrap()));
    }
}

#[wasm_bindgen_test]
fn times_beyond_javascripts_integers_are_refused() {
    let error = Client::parse(r#"{"id":"c","created_at":9007199254740992}"#).unwrap_err();
    assert_eq!(error.path, "created_at");
    let time = to_js(&Client::parse(r#"{"id":"c","created_at":9007199254740991}"#).unwrap().created_at());
    assert_eq!(time.as_f64(), Some(9_007_199_254_740_991.0));
}

#[wasm_bindgen_test]
fn a_client_of_nothing_is_refused() {
    let error = SessionClient::new(Options::default()).err().unwrap();
    assert_eq!(error.code, Code::InvalidOptions);
}
