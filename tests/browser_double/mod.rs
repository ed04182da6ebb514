//! A double of `browser` for tests on the host, with the same interface.

#![expect(clippy::unimplemented, reason = "the interface comes first, so that its users compile")]

use core::cell::Cell;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::rc::Rc;

use crate::api::request::HttpRequest;
use crate::api::response::HttpResponse;
use crate::state::clock::Instant;
use crate::util::foreign::ForeignValue;

pub(crate) fn now() -> Instant {
    unimplemented!()
}

pub(crate) fn random() -> f64 {
    unimplemented!()
}

pub(crate) fn parse_date(_text: &str) -> Option<f64> {
    unimplemented!()
}

pub(crate) fn spawn(_task: Pin<Box<dyn Future<Output = ()>>>) {
    unimplemented!()
}

pub(crate) struct Timeout;

impl Timeout {
    pub fn after(_ms: f64) -> Self {
        unimplemented!()
    }
}

impl Future for Timeout {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        unimplemented!()
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {}
}

pub(crate) struct VisibleTimeout;

impl VisibleTimeout {
    pub fn new(_callback: Rc<dyn Fn()>) -> Self {
        unimplemented!()
    }

    pub fn set(&self, _delay_ms: f64) {
        unimplemented!()
    }
}

impl Drop for VisibleTimeout {
    fn drop(&mut self) {}
}

pub(crate) enum PageEvent {
    Visible,
    Online,
    Restored,
}

pub(crate) struct PageEvents;

impl PageEvents {
    pub fn listen(_callback: Rc<dyn Fn(PageEvent)>) -> Self {
        unimplemented!()
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {}
}

pub(crate) async fn fetch(
    _request: &HttpRequest,
    _survives_drop: Option<Rc<Cell<bool>>>,
) -> Result<HttpResponse, ForeignValue> {
    unimplemented!()
}

pub(crate) enum TabMessage<'text> {
    Changed,
    Wanted(&'text str),
}

pub(crate) struct TabChannel;

impl TabChannel {
    pub fn open(_name: &str, _on_message: Rc<dyn Fn(TabMessage<'_>) -> Option<String>>) -> Self {
        unimplemented!()
    }

    pub fn post_changed(&self) {
        unimplemented!()
    }

    pub fn ask(&self, _what: &str) -> impl Future<Output = Option<String>> + use<> {
        async { unimplemented!() }
    }

    pub fn lock(&self, _what: &str, _timeout_ms: u32) -> TabLock {
        unimplemented!()
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {}
}

pub(crate) struct TabLock;

impl TabLock {
    pub async fn acquired(&self) {
        unimplemented!()
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {}
}

pub(crate) fn read_cookies() -> String {
    unimplemented!()
}

pub(crate) fn write_cookie(_name: &str, _value: &str, _max_age_seconds: u32) {
    unimplemented!()
}

pub(crate) fn take_query_parameter(_name: &str) -> Option<String> {
    unimplemented!()
}

pub(crate) fn has_passkeys() -> bool {
    false
}

pub(crate) struct PasskeyRequest;

impl PasskeyRequest {
    pub fn start(_request: &str) -> Result<Self, ForeignValue> {
        Err(ForeignValue)
    }
}

impl Future for PasskeyRequest {
    type Output = Result<Option<String>, ForeignValue>;

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Pending
    }
}

pub(crate) fn describe(_value: &ForeignValue) -> String {
    String::new()
}

pub(crate) fn warn(_message: &str) {}
