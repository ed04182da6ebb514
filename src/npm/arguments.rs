//! Reads the values that JavaScript passes in. A value of the wrong type is refused with its name,
//! and never converted.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::error::to_js;
use crate::api::range::{Range, TIMEOUT_MS_RANGE};
use crate::api::request::checked_segment;
use crate::browser;
use crate::client::{
    ErrorListener, Intent, LEEWAY_SECONDS, Options, Target, TokenListener, TokenOptions,
};
use crate::error::{Code, Error, Result};
use crate::util::compact::concat;

static MAX_RETRIES_RANGE: Range = Range { name: "maxRetries", min: 0, max: 1_000 };
static LEEWAY_SECONDS_RANGE: Range = Range { name: "leewaySeconds", min: 0, max: 2_147_483_647 };

/// The options that every call takes.
#[derive(Default)]
pub(super) struct CallOptions {
    pub signal: Option<JsValue>,
    pub timeout_ms: Option<u32>,
}

/// Reads the options of a `SessionClient`.
pub(super) fn read_client_options(options: JsValue) -> Result<Options> {
    let errors = ArgumentErrors::default();
    let options = OptionsReader::new("options", options, Code::InvalidOptions, &errors);
    let options = Options {
        publishable_key: options.text("publishableKey"),
        frontend_api: options.text("frontendApi"),
        proxy_url: options.text("proxyUrl"),
        sign_in_url: options.text("signInUrl"),
        sign_up_url: options.text("signUpUrl"),
        client_token: options.text("clientToken"),
        on_client_token: options.token_listener("onClientToken"),
        dev_browser: options.text("devBrowser"),
        on_dev_browser: options.token_listener("onDevBrowser"),
        on_unreadable: options.error_listener("onUnreadable"),
        session_cookie: options.flag("sessionCookie"),
        partitioned_cookies: options.flag("partitionedCookies"),
        touch_on_focus: options.flag("touchOnFocus"),
        refresh_on_visible: options.boolean("refreshOnVisible"),
        pending_as_signed_out: options.flag("pendingAsSignedOut"),
        timeout_ms: options.integer(&TIMEOUT_MS_RANGE),
        max_retries: options.integer(&MAX_RETRIES_RANGE),
    };
    errors.check().map(|()| options)
}

/// Reads JSON text, or its UTF-8 bytes.
pub(super) fn json_bytes(json: &JsValue) -> Result<Vec<u8>> {
    if let Some(text) = json.as_string() {
        // UTF-8 cannot hold a lone surrogate, so the conversion replaces it with a replacement
        // character.
        if *json != JsValue::from_str(&text) {
            return Err(Error::new(
                Code::InvalidResponse,
                "the JSON text holds half a surrogate pair",
            ));
        }
        return Ok(text.into_bytes());
    }
    browser::bytes_of(json)
        .ok_or_else(|| type_error(Code::InvalidArgument, "json", "a string or a Uint8Array"))
}

/// Reads a string.
pub(super) fn text(value: &JsValue, name: &str, code: Code) -> Result<String> {
    value.as_string().ok_or_else(|| type_error(code, name, "a string"))
}

/// Reads a session, its id or "current".
pub(super) fn read_target(name: &str, value: &JsValue) -> Result<Target> {
    let id = match value.as_string() {
        Some(id) => Some(id),
        None if value.is_object() => get(value, "id", Code::InvalidArgument)?.as_string(),
        None => None,
    };
    match id.as_deref() {
        Some("current") => Ok(Target::Current),
        Some(id) => checked_segment(name, id).map(|()| Target::from(id)),
        None => Err(type_error(Code::InvalidArgument, name, "a session, its id or \"current\"")),
    }
}

/// The errors of a call's arguments. All arguments are read before the first error is returned.
#[derive(Default)]
pub(super) struct ArgumentErrors(Cell<Option<Box<Error>>>);

impl ArgumentErrors {
    /// Returns the value that was read. If it could not be read, adds the error and returns `None`.
    pub(super) fn record<T>(&self, read: Result<T>) -> Option<T> {
        read.map_err(|error| self.add(error)).ok()
    }

    #[cold]
    pub(super) fn add(&self, error: Box<Error>) {
        let first = self.0.take().unwrap_or(error);
        self.0.set(Some(first));
    }

    pub(super) fn check(&self) -> Result<()> {
        self.0.take().map_or(Ok(()), Err)
    }
}

/// A reader of an object's options by their names. An undefined option reads as absent, and so does
/// a refused one.
pub(super) struct OptionsReader<'a> {
    object: JsValue,
    code: Code,
    errors: &'a ArgumentErrors,
}

impl<'a> OptionsReader<'a> {
    pub(super) fn new(name: &str, object: JsValue, code: Code, errors: &'a ArgumentErrors) -> Self {
        if !object.is_undefined() && !object.is_object() {
            errors.add(type_error(code, name, "an object"));
        }
        OptionsReader { object, code, errors }
    }

    pub(super) fn refuse(&self, name: &str, wanted: &str) {
        self.errors.add(type_error(self.code, name, wanted));
    }

    fn get(&self, name: &str) -> Option<JsValue> {
        if self.object.is_undefined() {
            return None;
        }
        self.errors.record(get(&self.object, name, self.code)).filter(|value| !value.is_undefined())
    }

    fn read<T>(
        &self,
        name: &str,
        convert: impl Fn(JsValue) -> Option<T>,
        wanted: &str,
    ) -> Option<T> {
        let converted = convert(self.get(name)?);
        if converted.is_none() {
            self.refuse(name, wanted);
        }
        converted
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.read(name, |value| value.as_string(), "a string")
    }

    fn boolean(&self, name: &str) -> Option<bool> {
        self.read(name, |value| value.as_bool(), "a boolean")
    }

    /// Reads a boolean that defaults to false.
    fn flag(&self, name: &str) -> bool {
        self.boolean(name).unwrap_or_default()
    }

    fn integer(&self, range: &Range) -> Option<u32> {
        // The conversion to an integer changes any other number.
        let number = self.get(range.name)?.as_f64();
        let integer = number
            .map(|number| number as u32)
            .filter(|integer| number == Some(f64::from(*integer)));
        self.errors.record(match integer {
            Some(integer) => range.check(integer, self.code),
            None => Err(range.out_of_range(self.code)),
        })
    }

    fn function(&self, name: &str) -> Option<Function> {
        self.read(name, |value| value.dyn_into().ok(), "a function")
    }

    fn token_listener(&self, name: &str) -> Option<TokenListener> {
        let function = self.function(name)?;
        Some(Rc::new(move |token| notify(&function, &token.into())))
    }

    fn error_listener(&self, name: &str) -> Option<ErrorListener> {
        let function = self.function(name)?;
        Some(Rc::new(move |error| notify(&function, &to_js(Box::new(error.clone())))))
    }

    /// Reads a session. If the option is absent, it defaults to the current one. If it is
    /// undefined, it is refused.
    pub(super) fn target(&self, name: &str) -> Target {
        let read = || {
            if self.object.is_undefined() || !has(&self.object, name, self.code)? {
                return Ok(Target::Current);
            }
            read_target(name, &get(&self.object, name, self.code)?)
        };
        self.errors.record(read()).unwrap_or(Target::Current)
    }

    /// Reads an organization's id. Null is the personal account, whose id is empty on the wire.
    pub(super) fn organization(&self) -> Option<String> {
        let convert =
            |value: JsValue| if value.is_null() { Some(String::new()) } else { value.as_string() };
        self.read("organizationId", convert, "a string")
    }

    pub(super) fn intent(&self) -> Option<Intent> {
        let word = self.text("intent")?;
        let intent = Intent::ALL.into_iter().find(|intent| intent.as_str() == word);
        if intent.is_none() {
            self.refuse("intent", "\"focus\", \"select_session\" or \"select_org\"");
        }
        intent
    }

    pub(super) fn token_options(&self) -> TokenOptions {
        let options = TokenOptions {
            session: self.target("session"),
            template: self.text("template"),
            organization_id: self.organization(),
            skip_cache: self.flag("skipCache"),
            leeway_seconds: self.integer(&LEEWAY_SECONDS_RANGE).unwrap_or(LEEWAY_SECONDS),
        };
        self.errors.record(options.check());
        options
    }

    pub(super) fn call_options(&self) -> CallOptions {
        let signal = self.get("signal").filter(|signal| !signal.is_null());
        if let Some(signal) = &signal {
            // A signal is recognized by its shape and not by its class, because it may come from
            // another frame.
            let is_signal = || {
                let has = |name| has(signal, name, self.code);
                Ok(signal.is_object() && has("aborted")? && has("addEventListener")?)
            };
            if self.errors.record(is_signal()) == Some(false) {
                self.refuse("signal", "an AbortSignal");
            }
        }
        CallOptions { signal, timeout_ms: self.integer(&TIMEOUT_MS_RANGE) }
    }
}

#[wasm_bindgen(module = "/src/npm/notify.js")]
extern "C" {
    /// Calls a function of the caller, without an argument if `argument` is undefined. Reports an
    /// error that the function throws.
    pub(super) fn notify(listener: &Function, argument: &JsValue);
}

pub(super) fn get(object: &JsValue, name: &str, code: Code) -> Result<JsValue> {
    Reflect::get(object, &name.into()).map_err(|cause| unreadable(code, name, cause))
}

fn has(object: &JsValue, name: &str, code: Code) -> Result<bool> {
    Reflect::has(object, &name.into()).map_err(|cause| unreadable(code, name, cause))
}

pub(super) fn unreadable(code: Code, name: &str, cause: JsValue) -> Box<Error> {
    let mut error = type_error(code, name, "readable");
    error.cause = Some(cause);
    error
}

pub(super) fn type_error(code: Code, name: &str, wanted: &str) -> Box<Error> {
    Error::new(code, &concat(&[name, " must be ", wanted]))
}
