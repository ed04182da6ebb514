//! Reading of the values that JavaScript passes in. A value of the wrong type is refused by its
//! name, and nothing is guessed.

use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::error::to_js;
use crate::api::range::{Range, TIMEOUT_MS_RANGE};
use crate::api::request::checked_segment;
use crate::browser;
use crate::client::{ErrorListener, Intent, LEEWAY_SECONDS, Options, Target, TokenListener, TokenOptions};
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
pub(super) fn read_client_options(options: &JsValue) -> Result<Options> {
    let options = OptionsReader::new("options", options.clone(), Code::InvalidOptions)?;
    Ok(Options {
        publishable_key: options.text("publishableKey")?,
        frontend_api: options.text("frontendApi")?,
        proxy_url: options.text("proxyUrl")?,
        client_token: options.text("clientToken")?,
        on_client_token: options.token_listener("onClientToken")?,
        dev_browser: options.text("devBrowser")?,
        on_dev_browser: options.token_listener("onDevBrowser")?,
        on_unreadable: options.error_listener("onUnreadable")?,
        timeout_ms: options.integer(&TIMEOUT_MS_RANGE)?,
        max_retries: options.integer(&MAX_RETRIES_RANGE)?,
    })
}

/// Reads JSON text, or the UTF-8 bytes of it.
pub(super) fn json_bytes(json: &JsValue) -> Result<Vec<u8>> {
    if let Some(text) = json.as_string() {
        // UTF-8 cannot hold half a surrogate pair: a replacement character takes its place.
        if *json != JsValue::from_str(&text) {
            return Err(Error::new(Code::InvalidResponse, "the JSON text holds half a surrogate pair"));
        }
        return Ok(text.into_bytes());
    }
    browser::bytes_of(json).ok_or_else(|| refused(Code::InvalidArgument, "json", "a string or a Uint8Array"))
}

/// Reads a text.
pub(super) fn text(value: &JsValue, name: &str, code: Code) -> Result<String> {
    value.as_string().ok_or_else(|| refused(code, name, "a string"))
}

/// Reads the function that `subscribe` is given.
pub(super) fn listener(value: JsValue) -> Result<Function> {
    value.dyn_into().map_err(|_| refused(Code::InvalidArgument, "listener", "a function"))
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
        None => Err(refused(Code::InvalidArgument, name, "a session, its id or \"current\"")),
    }
}

/// A reader of an object's options by their names. An undefined option counts as absent.
pub(super) struct OptionsReader {
    object: JsValue,
    code: Code,
}

impl OptionsReader {
    pub(super) fn new(name: &str, object: JsValue, code: Code) -> Result<Self> {
        if !object.is_undefined() && !object.is_object() {
            return Err(refused(code, name, "an object"));
        }
        Ok(OptionsReader { object, code })
    }

    fn get(&self, name: &str) -> Result<Option<JsValue>> {
        if self.object.is_undefined() {
            return Ok(None);
        }
        get(&self.object, name, self.code).map(|value| Some(value).filter(|value| !value.is_undefined()))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        text(&value, name, self.code).map(Some)
    }

    fn boolean(&self, name: &str) -> Result<Option<bool>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| refused(self.code, name, "a boolean"))
    }

    fn integer(&self, range: &Range) -> Result<Option<u32>> {
        let Some(value) = self.get(range.name)? else { return Ok(None) };
        // The conversion to an integer changes any other number.
        match value.as_f64() {
            Some(number) if number == f64::from(number as u32) => {
                range.check(number as u32, self.code).map(Some)
            }
            _ => Err(range.refuse(self.code)),
        }
    }

    fn function(&self, name: &str) -> Result<Option<Function>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        value.dyn_into().map(Some).map_err(|_| refused(self.code, name, "a function"))
    }

    fn token_listener(&self, name: &str) -> Result<Option<TokenListener>> {
        let function = self.function(name)?;
        Ok(function
            .map(|function| -> TokenListener { Rc::new(move |token| notify(&function, &token.into())) }))
    }

    fn error_listener(&self, name: &str) -> Result<Option<ErrorListener>> {
        let function = self.function(name)?;
        Ok(function.map(|function| -> ErrorListener {
            Rc::new(move |error| notify(&function, &to_js(Box::new(error.clone()))))
        }))
    }

    /// Reads a session. Defaults to the current one if absent, but an undefined one is refused.
    pub(super) fn target(&self, name: &str) -> Result<Target> {
        if self.object.is_undefined() || !has(&self.object, name, self.code)? {
            return Ok(Target::Current);
        }
        read_target(name, &get(&self.object, name, self.code)?)
    }

    /// Reads an organization's id. Null is the personal account, whose id is empty on the wire.
    pub(super) fn organization(&self) -> Result<Option<String>> {
        const NAME: &str = "organizationId";
        match self.get(NAME)? {
            Some(value) if value.is_null() => Ok(Some(String::new())),
            _ => self.text(NAME),
        }
    }

    pub(super) fn intent(&self) -> Result<Option<Intent>> {
        let Some(word) = self.text("intent")? else { return Ok(None) };
        let intent = Intent::ALL.into_iter().find(|intent| intent.as_str() == word);
        let wanted = "\"focus\", \"select_session\" or \"select_org\"";
        intent.map(Some).ok_or_else(|| refused(self.code, "intent", wanted))
    }

    pub(super) fn token_options(&self) -> Result<TokenOptions> {
        let options = TokenOptions {
            session: self.target("session")?,
            template: self.text("template")?,
            organization_id: self.organization()?,
            skip_cache: self.boolean("skipCache")?.unwrap_or_default(),
            leeway_seconds: self.integer(&LEEWAY_SECONDS_RANGE)?.unwrap_or(LEEWAY_SECONDS),
        };
        options.check().map(|()| options)
    }

    pub(super) fn call_options(&self) -> Result<CallOptions> {
        let signal = self.get("signal")?.filter(|signal| !signal.is_null());
        if let Some(signal) = &signal
            && !(signal.is_object()
                && has(signal, "aborted", self.code)?
                && has(signal, "addEventListener", self.code)?)
        {
            return Err(refused(self.code, "signal", "an AbortSignal"));
        }
        Ok(CallOptions {
            // It is told by its shape and not by its class, because it may come from another frame.
            signal,
            timeout_ms: self.integer(&TIMEOUT_MS_RANGE)?,
        })
    }
}

#[wasm_bindgen(module = "/src/npm/notify.js")]
extern "C" {
    /// Calls a function of the caller's, without an argument if that is undefined. An error that it
    /// throws is reported.
    pub(super) fn notify(listener: &Function, argument: &JsValue);
}

pub(super) fn get(object: &JsValue, name: &str, code: Code) -> Result<JsValue> {
    Reflect::get(object, &name.into()).map_err(|cause| unreadable(code, name, cause))
}

fn has(object: &JsValue, name: &str, code: Code) -> Result<bool> {
    Reflect::has(object, &name.into()).map_err(|cause| unreadable(code, name, cause))
}

pub(super) fn unreadable(code: Code, name: &str, cause: JsValue) -> Box<Error> {
    let mut error = refused(code, name, "readable");
    error.cause = Some(cause);
    error
}

pub(super) fn refused(code: Code, name: &str, wanted: &str) -> Box<Error> {
    Error::new(code, &concat(&[name, " must be ", wanted]))
}
