//! The network. A request waits until the test lets it arrive, and its response until the test
//! delivers it. Both can be lost.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::executor::{TabId, current_tab, in_tab};
use super::signal::{Completer, signal};
use crate::api::request::HttpRequest;
use crate::api::response::HttpResponse;
use crate::util::foreign::ForeignValue;

/// A request's number, in the order of sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RequestId(pub u32);

/// A request in the network.
#[derive(Debug, Clone)]
pub(crate) struct SentRequest {
    pub id: RequestId,
    pub tab: TabId,
    pub method: &'static str,
    pub url: String,
    pub body: String,
    pub authorization: Option<String>,
    /// Whether the server has received and answered the request.
    pub is_answered: bool,
    /// Whether the tab no longer waits for the response.
    pub is_abandoned: bool,
}

type Outcome = Result<HttpResponse, ForeignValue>;

struct Exchange {
    sent: SentRequest,
    response: Option<HttpResponse>,
    completer: Completer<Outcome>,
}

#[derive(Default)]
struct Network {
    /// All requests in the order of sending.
    log: Vec<SentRequest>,
    exchanges: BTreeMap<RequestId, Exchange>,
}

thread_local! {
    static NETWORK: RefCell<Network> = RefCell::default();
}

/// Sends a request and waits for its response. Dropping this future aborts the request unless
/// `survives_drop` is true at that time. The test decides how much of an aborted request the server
/// receives.
pub(crate) async fn fetch(request: &HttpRequest, survives_drop: Option<Rc<Cell<bool>>>) -> Outcome {
    let (completer, response) = signal();
    let id = NETWORK.with_borrow_mut(|network| {
        let id = RequestId(network.log.len() as u32);
        let sent = SentRequest {
            id,
            tab: current_tab(),
            method: request.method,
            url: request.url.clone(),
            body: request.body.clone().unwrap_or_default(),
            authorization: request.authorization.as_ref().map(|token| token.expose().into()),
            is_answered: false,
            is_abandoned: false,
        };
        network.log.push(sent.clone());
        network.exchanges.insert(id, Exchange { sent, response: None, completer });
        id
    });
    let mut in_flight = InFlight { id, survives_drop, is_over: false };
    let outcome = response.await;
    in_flight.is_over = true;
    outcome
}

struct InFlight {
    id: RequestId,
    survives_drop: Option<Rc<Cell<bool>>>,
    is_over: bool,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let survives = self.survives_drop.as_ref().is_some_and(|survives| survives.get());
        NETWORK.with_borrow_mut(|network| {
            let Some(exchange) = network.exchanges.get_mut(&self.id) else { return };
            exchange.sent.is_abandoned = true;
            // After the server has answered, an abort no longer affects it.
            if exchange.sent.is_answered && !survives {
                network.exchanges.remove(&self.id);
            }
        });
    }
}

/// Returns the requests that have been neither delivered nor lost, in the order of sending.
pub(super) fn requests() -> Vec<SentRequest> {
    NETWORK.with_borrow(|network| network.exchanges.values().map(|one| one.sent.clone()).collect())
}

/// Returns all requests from a number on.
pub(super) fn sent_since(first: usize) -> Vec<SentRequest> {
    NETWORK.with_borrow(|network| network.log.get(first..).unwrap_or_default().to_vec())
}

/// Returns how many requests have been sent.
pub(super) fn sent() -> usize {
    NETWORK.with_borrow(|network| network.log.len())
}

/// Keeps the server's response to a request until it is delivered.
pub(super) fn answer(id: RequestId, response: HttpResponse) {
    NETWORK.with_borrow_mut(|network| {
        let Some(exchange) = network.exchanges.get_mut(&id) else { return };
        exchange.sent.is_answered = true;
        exchange.response = Some(response);
    });
}

/// Delivers the response of an answered request, or an error if it has not been answered.
pub(super) fn finish(id: RequestId) {
    let exchange = NETWORK.with_borrow_mut(|network| network.exchanges.remove(&id));
    let Some(Exchange { sent, response, completer }) = exchange else { return };
    in_tab(sent.tab, || completer.complete(response.ok_or(ForeignValue)));
}

/// Loses a request or its response. The tab receives an error.
pub(super) fn lose(id: RequestId) {
    NETWORK.with_borrow_mut(|network| {
        if let Some(exchange) = network.exchanges.get_mut(&id) {
            exchange.response = None;
        }
    });
    finish(id);
}

/// Ends the requests of a closed tab: requests without keepalive are aborted.
pub(super) fn close_tab(tab: TabId) {
    NETWORK.with_borrow_mut(|network| {
        for exchange in network.exchanges.values_mut().filter(|exchange| exchange.sent.tab == tab) {
            exchange.sent.is_abandoned = true;
        }
    });
}

pub(super) fn reset() {
    let network = NETWORK.take();
    drop(network);
}
