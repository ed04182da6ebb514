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
use crate::api::account_portal::AccountPage;
use crate::client::{Command, SessionClient, account_url, spawn_eager};
use crate::document::TypedObject;
use crate::error::Result;
use crate::models::Client;

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
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> core::result::Result<Core, JsValue> {
        let client =
            arguments::read_client_options(options).and_then(SessionClient::new).map_err(to_js)?;
        Ok(Core { client, cached: Rc::default() })
    }

    #[wasm_bindgen(getter)]
    pub fn loaded(&self) -> bool {
        self.client.is_loaded()
    }

    #[wasm_bindgen(getter)]
    pub fn client(&self) -> core::result::Result<JsValue, JsValue> {
        self.client.client().map_or(Ok(JsValue::NULL), |client| self.cached.object_of(&client))
    }

    /// Returns the index of the current session in the sessions of `client`.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> Option<u32> {
        let state = self.client.engine.state();
        state.client.signed_in_session()?;
        state.client.client()?.current().map(|index| index as u32)
    }

    pub fn subscribe(&self, listener: JsValue) -> core::result::Result<u32, JsValue> {
        let listener = arguments::listener(listener).map_err(to_js)?;
        let listener = Rc::new(move || arguments::notify(&listener, &JsValue::UNDEFINED));
        Ok(self.client.engine.listeners.add(listener))
    }

    pub fn unsubscribe(&self, id: u32) {
        self.client.engine.listeners.remove(id);
    }

    /// Calls a method by its name. `count` is the number of arguments, which distinguishes an
    /// undefined argument from an absent one. If a request can be sent at once, it has left when
    /// this returns.
    pub fn call(
        &self,
        method: &str,
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

    /// Returns the URL of a page for the user's account, by the page's index.
    #[wasm_bindgen(js_name = accountUrl)]
    pub fn account_url(
        &self,
        page: usize,
        options: JsValue,
    ) -> core::result::Result<JsValue, JsValue> {
        arguments::read_redirect_url(options)
            .and_then(|url| {
                account_url(&self.client.engine, AccountPage::ALL[page], url.as_deref())
            })
            .map(JsValue::from)
            .map_err(to_js)
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
