//! What the class `SessionClient` of JavaScript is a face of.

use core::cell::RefCell;
use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::abort::AbortEvent;
use super::arguments::{self, CallOptions};
use super::convert;
use super::error::to_js;
use crate::error::Result;
use crate::frontend_api::operation::REMOVE_SESSION;
use crate::model::{Client, Model, Value};
use crate::session_client::{SessionClient, Task};

/// A [`SessionClient`], and the object that JavaScript has been shown of its client.
#[wasm_bindgen]
pub struct Core {
    client: SessionClient,
    shown: Rc<Shown>,
}

#[derive(Default)]
struct Shown(RefCell<Option<(Client, JsValue)>>);

#[wasm_bindgen]
impl Core {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> core::result::Result<Core, JsValue> {
        let client = arguments::read_client_options(options).and_then(SessionClient::new).map_err(to_js)?;
        Ok(Core { client, shown: Rc::default() })
    }

    #[wasm_bindgen(getter)]
    pub fn loaded(&self) -> bool {
        self.client.is_loaded()
    }

    #[wasm_bindgen(getter)]
    pub fn client(&self) -> core::result::Result<JsValue, JsValue> {
        self.client.client().map_or(Ok(JsValue::NULL), |client| self.shown.show(&client))
    }

    /// One of the sessions of `client`: the very object.
    #[wasm_bindgen(getter)]
    pub fn session(&self) -> core::result::Result<JsValue, JsValue> {
        let client = self.client.client();
        match client.as_ref().and_then(|client| client.current()) {
            Some(index) => {
                let sessions = Reflect::get(&self.client()?, &"sessions".into())?;
                Reflect::get_u32(&sessions, index as u32)
            }
            None => Ok(JsValue::NULL),
        }
    }

    pub fn subscribe(&self, listener: JsValue) -> core::result::Result<u32, JsValue> {
        let listener = arguments::listener(listener).map_err(to_js)?;
        Ok(self.client.inner.listen(Rc::new(move || arguments::notify(&listener, None))))
    }

    pub fn unsubscribe(&self, id: u32) {
        self.client.inner.unlisten(id);
    }

    /// Calls a method by its name, with the arguments just as they came: one that is undefined is not one that is absent.
    pub fn call(&self, method: &str, arguments: &Array) -> Promise {
        make(self.client.clone(), Rc::clone(&self.shown), arguments::read_call(method, arguments))
    }

    pub fn close(&self) {
        self.client.close();
    }
}

/// Deletes one session without a `SessionClient` that stays: the options are for both.
#[wasm_bindgen(js_name = deleteSession)]
pub fn delete_session(session: &JsValue, options: &JsValue) -> Promise {
    match arguments::read_client_options(options).and_then(SessionClient::new) {
        Ok(client) => {
            let call = arguments::read_call(REMOVE_SESSION.name, &Array::of2(session, options));
            make(client, Rc::default(), call)
        }
        Err(error) => Promise::reject(&to_js(error)),
    }
}

impl Shown {
    /// The same object as long as the content is the same.
    fn show(&self, client: &Client) -> core::result::Result<JsValue, JsValue> {
        if let Some((shown, object)) = &*self.0.borrow()
            && shown.object().is(client.object())
        {
            return Ok(object.clone());
        }
        let object = convert::to_js(client)?;
        self.0.replace(Some((client.clone(), object.clone())));
        Ok(object)
    }
}

fn make(client: SessionClient, shown: Rc<Shown>, call: Result<(Task, CallOptions)>) -> Promise {
    promise(async move {
        client.check_open().map_err(to_js)?;
        let (task, CallOptions { signal, timeout_ms }) = call.map_err(to_js)?;
        let mut aborted = signal.map(AbortEvent::of).transpose()?;
        let mut outcome = pin!(client.perform(task, timeout_ms));
        let outcome = poll_fn(|context| {
            if let Poll::Ready(outcome) = outcome.as_mut().poll(context) {
                return Poll::Ready(outcome.map_err(to_js));
            }
            match &mut aborted {
                Some(aborted) => Pin::new(aborted).poll(context).map(Err),
                None => Poll::Pending,
            }
        });
        let outcome = outcome.await?;
        match (&outcome, client.client()) {
            // Where it is what `client` shows, it is the same object.
            (Value::Object(made), Some(known)) if made.is(known.object()) => shown.show(&known),
            _ => convert::to_js(&outcome),
        }
    })
}

/// A promise whose first steps have been taken: where nothing has to be waited for, the request has left when this returns.
fn promise(future: impl Future<Output = core::result::Result<JsValue, JsValue>> + 'static) -> Promise {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Promise::resolve(&value),
        Poll::Ready(Err(error)) => Promise::reject(&error),
        Poll::Pending => future_to_promise(future),
    }
}
