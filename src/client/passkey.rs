//! Reverification by a passkey: calls the browser's authenticator between the two steps.

use crate::api::factors::FormFields;
use crate::browser::{self, PasskeyRequest};
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::models::SessionVerification;
use crate::util::compact::concat;
use crate::util::foreign::ForeignValue;

/// Returns the form that prepares it. This form and that of the attempt are written out: the enums
/// of [`factors`](crate::api::factors) would bring their other strategies into the module too,
/// which are 600 bytes of the download.
pub(super) fn preparation() -> FormFields {
    vec![("strategy", "passkey".into())]
}

/// Checks that passkeys are available.
///
/// # Errors
/// [`Code::Passkey`], if they are not.
pub(super) fn check() -> Result<()> {
    if browser::has_passkeys() {
        return Ok(());
    }
    let why = "there are no passkeys here: they need a secure page, in a browser that knows them";
    Err(Error::new(Code::Passkey, why))
}

/// Requests the assertion (WebAuthn) for the challenge of the prepared verification.
pub(super) fn assertion_request(prepared: &Value) -> Result<PasskeyRequest> {
    let prepared = prepared.get::<SessionVerification>();
    let verification = prepared.first_factor_verification();
    let nonce =
        verification.as_ref().and_then(|verification| verification.nonce()).unwrap_or_default();
    PasskeyRequest::start(nonce).map_err(unreadable)
}

/// Returns the form of the attempt, from the authenticator's response.
pub(super) fn attempt(
    response: core::result::Result<Option<String>, ForeignValue>,
) -> Result<FormFields> {
    let credential = response.map_err(refused)?;
    let credential = credential
        .ok_or_else(|| Error::new(Code::Passkey, "the browser has no passkey to offer"))?;
    let mut form = preparation();
    form.push(("public_key_credential", credential.into()));
    Ok(form)
}

#[cold]
fn unreadable(cause: ForeignValue) -> Box<Error> {
    let mut error = Error::new(Code::InvalidResponse, "the nonce is no passkey request");
    error.path = Some("response.first_factor_verification.nonce".into());
    error.cause = Some(cause);
    error
}

/// Returns the error of a refusal, with the browser's own message.
#[cold]
fn refused(cause: ForeignValue) -> Box<Error> {
    let reason = browser::describe(&cause);
    let message = concat(&["the browser or its user refused the passkey: ", &reason]);
    let mut error = Error::new(Code::Passkey, &message);
    error.cause = Some(cause);
    error
}
