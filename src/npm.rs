//! The boundary to JavaScript: the exports of the npm package, which only convert arguments and
//! results.
//!
//! `entry/` holds the package's entries and JavaScript's classes. `index.d.ts` holds their
//! declarations.

mod abort;
mod arguments;
mod authorization;
mod client;
mod commands;
mod convert;
mod error;

use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};
use wasm_bindgen::prelude::*;

use crate::api::parse;
use crate::document::{FieldType, FieldValue, TypedObject};
use crate::error::Code;
use crate::models::{Client, Session};
use crate::token::DecodedToken;

#[global_allocator]
static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> =
    // SAFETY: the module has no threads.
    unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };

/// Parses a session in a response of the Frontend API.
#[wasm_bindgen(js_name = parseSession)]
pub fn parse_session(json: JsValue) -> Result<JsValue, JsValue> {
    parse(json, Session::TYPE)
}

/// Parses a list of sessions in a response of the Frontend API.
#[wasm_bindgen(js_name = parseSessions)]
pub fn parse_sessions(json: JsValue) -> Result<JsValue, JsValue> {
    parse(json, <Vec<Session>>::TYPE)
}

/// Parses a client in a response of the Frontend API.
#[wasm_bindgen(js_name = parseClient)]
pub fn parse_client(json: JsValue) -> Result<JsValue, JsValue> {
    parse(json, Client::TYPE)
}

/// Decodes a session token, and does not verify it.
#[wasm_bindgen(js_name = decodeToken)]
pub fn decode_token(jwt: JsValue) -> Result<JsValue, JsValue> {
    let token = arguments::text(&jwt, "jwt", Code::InvalidArgument)
        .and_then(|jwt| DecodedToken::decode(&jwt));
    token
        .map_err(error::to_js)
        .and_then(|token| convert::to_js(token.as_value(), token.object().text()))
}

/// Returns whether a session meets all requirements, by the data of the session itself.
#[wasm_bindgen(js_name = checkAuthorization)]
pub fn check_authorization(session: JsValue, params: JsValue) -> Result<bool, JsValue> {
    authorization::check(&session, &params).map_err(error::to_js)
}

fn parse(json: JsValue, field_type: FieldType) -> Result<JsValue, JsValue> {
    let read = arguments::json_bytes(&json).and_then(|bytes| parse::parse(bytes, field_type));
    read.map_err(error::to_js).and_then(|value| convert::to_js(value.as_ref(), value.text()))
}
