//! Reads calls of the methods of JavaScript's `SessionClient` as commands.

use wasm_bindgen::prelude::*;

use super::arguments::{ArgumentErrors, CallOptions, OptionsReader, read_target};
use crate::api::factors::{Form, FormFields};
use crate::api::operation::{CREATE_TOKEN, OPERATIONS, REMOVE_SESSION, TOUCH_SESSION};
use crate::client::{Call, Command, Target, Touch};
use crate::document::key_case::camel_case;
use crate::error::{Code, Result};

/// The only public method in the module that is not an operation of the Frontend API. It follows
/// these in the numbers of the methods.
const VERIFY_WITH_PASSKEY: usize = OPERATIONS.len();

/// Reads a call of a method, by its number in `METHODS` of `entry/api.js`. `count` is the number of
/// arguments.
pub(super) fn read_command(
    method: usize,
    count: u32,
    first: JsValue,
    second: JsValue,
) -> Result<(Command, CallOptions)> {
    let errors = ArgumentErrors::default();
    let (command, options) = read(method, count, first, second, &errors)?;
    errors.check().map(|()| (command, options))
}

fn read(
    method: usize,
    count: u32,
    first: JsValue,
    second: JsValue,
    errors: &ArgumentErrors,
) -> Result<(Command, CallOptions)> {
    let reader = |name, object| OptionsReader::new(name, object, Code::InvalidArgument, errors);
    let Some(&operation) = OPERATIONS.get(method) else {
        let options = reader("options", first);
        let command = match method {
            VERIFY_WITH_PASSKEY => Command::VerifyWithPasskey,
            // The first step of revokeOtherSessions().
            _ => Command::ResolveSession(options.target("as")),
        };
        return Ok((command, options.call_options()));
    };
    let session = match count {
        _ if !operation.names_session => None,
        // Only a call without arguments means the current session. An undefined argument is a
        // session that the caller failed to find.
        0 if operation == &REMOVE_SESSION => Some(Target::Current),
        _ => Some(read_target("session", &first)?),
    };
    // The level of a reverification is one of the options. A strategy is an argument of its own.
    let has_factor = operation.form.is_some() && !operation.starts_verification;
    let options = if session.is_some() || has_factor { second } else { first.clone() };
    let options = reader("options", options);
    if operation == &CREATE_TOKEN {
        return Ok((Command::GetToken(options.token_options()), options.call_options()));
    }
    let mut call = Call::new(operation, session);
    if operation.needs_acting_session {
        call.acting_session = Some(options.target("as"));
    }
    if operation == &TOUCH_SESSION {
        let touch = Touch { organization_id: options.organization(), intent: options.intent() };
        call.form = touch.into_fields();
    }
    if operation.starts_verification {
        call.session = Some(options.target("session"));
    }
    if let Some(form) = operation.form {
        call.form = read_form(&reader("factor", first), form);
    }
    Ok((Command::Call(call), options.call_options()))
}

/// Reads the choice of a form, and its fields. Ignores the fields of other choices.
fn read_form(fields: &OptionsReader<'_>, form: &Form) -> FormFields {
    let mut read = FormFields::new();
    let given = fields.text(form.key);
    let chosen = form.choices.iter().find(|choice| given.as_deref() == Some(choice.name));
    let Some(chosen) = chosen else {
        let mut wanted = String::from("one of:");
        for choice in form.choices {
            wanted.push(' ');
            wanted.push_str(choice.name);
        }
        fields.refuse(form.key, &wanted);
        return read;
    };
    read.push((form.key, chosen.name.into()));
    for field in chosen.fields {
        let name = camel_case(field.name);
        match fields.text(&name) {
            Some(value) => read.push((field.name, value.into())),
            None if field.is_required => fields.refuse(&name, "given"),
            None => {}
        }
    }
    read
}
