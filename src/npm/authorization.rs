//! Reads the arguments of `checkAuthorization`, a JavaScript session and the requirements, and
//! checks them.

use std::sync::Arc;

use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;

use super::arguments::{get, type_error, unreadable};
use crate::authorization::{Checks, Grant, Reverification};
use crate::document::{FieldValue, KeyCase, ValueReader};
use crate::error::{Code, Error, Result};
use crate::models::{Session, VerificationLevel};
use crate::util::compact::{WordList, concat};

const CODE: Code = Code::InvalidArgument;

static GRANTS: [(&str, Grant); 4] = [
    ("role", Grant::Role),
    ("permission", Grant::Permission),
    ("feature", Grant::Feature),
    ("plan", Grant::Plan),
];

/// The names of the fields that are read: those that a check needs, and the required ones of their
/// objects. Reading the whole user would take many times as long.
const READ: &str = "id status expireAt lastActiveAt lastActiveOrganizationId user \
                    organizationMemberships organization role permissions \
                    factorVerificationAge lastActiveToken jwt ";

/// Checks a session like [`Session::check_authorization`], but without creating an `Authorization`,
/// which would add 200 bytes to the download.
pub(super) fn check(session: &JsValue, params: &JsValue) -> Result<bool> {
    let session = read_session(session)?;
    expect_object("params", params)?;
    let mut checks = Checks::default();
    for (name, grant) in &GRANTS {
        let required = get(params, name, CODE)?;
        if !required.is_undefined() {
            checks.add(session.has(*grant, &text(&required)));
        }
    }
    let required = get(params, "reverification", CODE)?;
    if !required.is_undefined() {
        let mut reverification = Reverification::named(&text(&required));
        if required.is_object() {
            let level = WordList(VerificationLevel::STRINGS)
                .index_of(&text(&get(&required, "level", CODE)?));
            reverification.level = level.map_or(VerificationLevel::Unknown, VerificationLevel::at);
            reverification.after_minutes =
                get(&required, "afterMinutes", CODE)?.as_f64().unwrap_or_default();
        }
        checks.add(session.is_verified(reverification));
    }
    Ok(checks.is_authorized())
}

/// Reads a session that JavaScript passed in.
fn read_session(session: &JsValue) -> Result<Session> {
    const NAME: &str = "session";
    expect_object(NAME, session)?;
    let read = Array::new();
    // `push` would add an import.
    (0..).zip(WordList(READ)).for_each(|(index, name)| read.set(index, name.into()));
    let json = JSON::stringify_with_replacer(session, &read)
        .map_err(|cause| unreadable(CODE, NAME, cause))?;
    let json = Arc::new(text(&json));
    let (session, error) = ValueReader::new(&json, 0, KeyCase::Camel).read(Session::TYPE, false);
    match error.map(|error| error.under(NAME)) {
        Some(error) => Err(Error::new(CODE, &concat(&[&error.path, ": ", &error.reason]))),
        None => Ok(session.get::<Session>()),
    }
}

fn expect_object(name: &str, value: &JsValue) -> Result<()> {
    if value.is_object() { Ok(()) } else { Err(type_error(CODE, name, "an object")) }
}

/// Returns a string. Any other value reads as empty, which is no valid name.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}
