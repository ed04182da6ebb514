//! Reverification by a passkey: between two steps, the browser's authenticator.

use wasm_bindgen::prelude::*;

use crate::api::factors::Form;
use crate::browser::{self, PasskeyRequest};
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::models::SessionVerification;
use crate::util::compact::concat;

/// What prepares it. This form and that of the attempt are written out: [`factor`](crate::api::factors)'s enums would
/// bring their other strategies into the module too, 600 bytes of what a page downloads.
pub(super) fn preparation() -> Form {
    vec![("strategy", "passkey".into())]
}

/// # Errors
/// [`Code::Passkey`]: there is nothing here that could do it.
pub(super) fn check() -> Result<()> {
    if browser::has_passkeys() {
        return Ok(());
    }
    let why = "there are no passkeys here: they need a secure page, in a browser that knows them";
    Err(Error::new(Code::Passkey, why))
}

/// Asks the authenticator for what has been prepared.
pub(super) fn ask(prepared: &Value) -> Result<PasskeyRequest> {
    let prepared = prepared.get::<SessionVerification>();
    let verification = prepared.first_factor_verification();
    let nonce = verification.as_ref().and_then(|verification| verification.nonce()).unwrap_or_default();
    PasskeyRequest::start(nonce).map_err(unreadable)
}

/// The attempt, from what came of asking.
pub(super) fn attempt(answer: core::result::Result<JsValue, JsValue>) -> Result<Form> {
    let credential = answer.map_err(refused)?.as_string();
    let credential =
        credential.ok_or_else(|| Error::new(Code::Passkey, "the browser has no passkey to offer"))?;
    let mut form = preparation();
    form.push(("public_key_credential", credential.into()));
    Ok(form)
}

#[cold]
fn unreadable(cause: JsValue) -> Box<Error> {
    let mut error = Error::new(Code::InvalidResponse, "the nonce is no request for a passkey");
    error.path = Some("response.first_factor_verification.nonce".into());
    error.cause = Some(cause);
    error
}

/// With what the browser said.
#[cold]
fn refused(cause: JsValue) -> Box<Error> {
    let said = browser::text_of(&cause).unwrap_or_default();
    let message = concat(&["the browser or its user refused the passkey: ", &said]);
    let mut error = Error::new(Code::Passkey, &message);
    error.cause = Some(cause);
    error
}
