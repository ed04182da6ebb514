//! The implementation of JavaScript's class `SessionClient`.

use core::cell::RefCell;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::abort::Aborted;
use super::arguments::{self, CallOptions};
use super::commands;
use super::convert;
use super::error::to_js;
use crate::client::{Command, SessionClient, spawn_eager};
use crate::document::TypedObject;
use crate::error::Result;
use crate::models::Client;
use crate::util::compact::concat;
use crate::util::text::Secret;

/// A [`SessionClient`], and the JavaScript object of its client.
#[wasm_bindgen]
pub struct Core {
    client: SessionClient,
    cached: Rc<CachedObject>,
}

#[derive(Default)]
struct CachedObject(RefCell<Option<(Client, JsValue)>>);

#[wasm_bindgen]
impl Core {
    /// Creates a client. `on_change` is called after each change of `client` or `current`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, on_change: Function) -> core::result::Result<Core, JsValue> {
        let client =
            arguments::read_client_options(options).and_then(SessionClient::new).map_err(to_js)?;
        let listener = Rc::new(move || arguments::notify(&on_change, &JsValue::UNDEFINED));
        client.engine.listeners.add(listener);
        Ok(Core { client, cached: Rc::default() })
    }

    #[wasm_bindgen(getter)]
    pub fn client(&self) -> core::result::Result<JsValue, JsValue> {
        self.client.client().map_or(Ok(JsValue::NULL), |client| self.cached.object_of(&client))
    }

    /// Returns the index of the current session in the sessions of `client`: -1 if there is none,
    /// and -2 if the server has not responded yet.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> i32 {
        let state = &self.client.engine.state().client;
        if !state.is_loaded() {
            return -2;
        }
        let session = state.signed_in_session().and(state.client()).and_then(Client::current);
        session.map_or(-1, |index| index as i32)
    }

    /// Calls a method by its number. `count` is the number of arguments, which distinguishes an
    /// undefined argument from an absent one. If a request can be sent at once, it has left when
    /// this returns.
    pub fn call(
        &self,
        method: usize,
        count: u32,
        first: JsValue,
        second: JsValue,
        resolve: Function,
        reject: Function,
    ) {
        let call = commands::read_command(method, count, first, second);
        let outcome = execute(self.client.clone(), Rc::clone(&self.cached), call);
        spawn_eager(Box::pin(async move {
            let (settle, value) = match outcome.await {
                Ok(value) => (resolve, value),
                Err(error) => (reject, error),
            };
            // The functions that settle a promise throw nothing.
            _ = settle.call1(&JsValue::UNDEFINED, &value);
        }));
    }

    /// Returns the parts of the URLs for the user's account: the host of the Frontend API, the
    /// development browser's token, and the application's own sign-in page and sign-up page. They
    /// are joined by spaces, which none of them contains. An absent part is empty.
    #[wasm_bindgen(getter)]
    pub fn account(&self) -> JsValue {
        let engine = &self.client.engine;
        let token = engine.transport.credentials.dev_browser_token();
        let token = token.as_ref().map_or("", Secret::expose);
        let [sign_in, sign_up] = engine.own_pages.urls();
        let host = &engine.transport.endpoint.host;
        concat(&[host, " ", token, " ", sign_in, " ", sign_up]).into()
    }

    pub fn close(&self) {
        self.client.close();
    }
}

impl CachedObject {
    /// Returns the object of a client: the same object as long as the client is the same.
    fn object_of(&self, client: &Client) -> core::result::Result<JsValue, JsValue> {
        if let Some((cached, object)) = &*self.0.borrow()
            && cached.object().is(client.object())
        {
            return Ok(object.clone());
        }
        let object = convert::to_js(client.as_value(), client.object().text())?;
        self.0.replace(Some((client.clone(), object.clone())));
        Ok(object)
    }
}

/// Executes a call. Its promise rejects with the error.
async fn execute(
    client: SessionClient,
    cached: Rc<CachedObject>,
    call: Result<(Command, CallOptions)>,
) -> core::result::Result<JsValue, JsValue> {
    client.engine.calls.check_open().map_err(to_js)?;
    let (command, CallOptions { signal, timeout_ms }) = call.map_err(to_js)?;
    let aborted = signal.as_ref().map(Aborted::listen).transpose().map_err(to_js)?;
    // If the signal has aborted already, nothing is sent.
    poll_fn(|context| match aborted.as_ref().map(|aborted| aborted.poll(context)) {
        Some(Poll::Ready(reason)) => Poll::Ready(Err(reason)),
        _ => Poll::Ready(Ok(())),
    })
    .await?;
    let mut outcome = pin!(client.execute(command, timeout_ms));
    let outcome = poll_fn(|context| {
        if let Poll::Ready(outcome) = outcome.as_mut().poll(context) {
            return Poll::Ready(outcome.map_err(to_js));
        }
        match &aborted {
            Some(aborted) => aborted.poll(context).map(Err),
            None => Poll::Pending,
        }
    });
    let outcome = outcome.await?;
    match (&outcome, client.client()) {
        // If the outcome is the known client, the call resolves to the same object as the getter
        // `client`.
        (outcome, Some(known)) if Arc::ptr_eq(&outcome.0, &known.object().document) => {
            cached.object_of(&known)
        }
        _ => convert::to_js(outcome.as_ref(), outcome.text()),
    }
}
