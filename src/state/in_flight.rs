//! Requests in flight, and the callers that wait for them.

use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::sync::atomic::{AtomicU32, Ordering};
use core::task::{Poll, Waker};
use std::rc::Rc;

use super::doubts::DoubtMark;
use super::snapshot::Snapshot;
use super::token_cache::CachedToken;
use crate::api::operation::{Dedup, ResponseType};
use crate::api::request::ApiRequest;
use crate::document::Value;
use crate::error::Result;
use crate::models::Client;

/// Tracks the attempt in flight, so that each waiter restarts its timeout when a new attempt
/// begins.
#[derive(Default)]
pub(crate) struct AttemptTracker {
    /// The number of the attempt, which no other attempt has. `None` between attempts, when no
    /// timeout runs.
    attempt: Cell<Option<u32>>,
    wakers: RefCell<Vec<Waker>>,
}

impl AttemptTracker {
    pub fn begin_attempt(&self) {
        static ATTEMPTS: AtomicU32 = AtomicU32::new(0);
        self.set(Some(ATTEMPTS.fetch_add(1, Ordering::Relaxed)));
    }

    pub fn end_attempt(&self) {
        self.set(None);
    }

    pub fn attempt(&self) -> Option<u32> {
        self.attempt.get()
    }

    fn set(&self, attempt: Option<u32>) {
        if self.attempt.replace(attempt) != attempt {
            self.wake();
        }
    }

    pub fn wake(&self) {
        let wakers = self.wakers.take();
        wakers.into_iter().for_each(Waker::wake);
    }

    pub fn listen(&self, waker: &Waker) {
        let mut wakers = self.wakers.borrow_mut();
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }
}

/// The content of a response to GET /client, whether or not it was applied.
#[derive(Clone)]
pub(crate) struct ReceivedClient {
    pub client: Option<Client>,
    /// Whether the credentials of the request still held when the response arrived.
    pub credentials_held: bool,
}

/// An outcome that only a later response to GET /client can decide.
pub(crate) struct Undecided {
    pub snapshot: Snapshot,
    /// The mark that the GET /client must leave with.
    pub since: DoubtMark,
}

/// A request that is sent once for all callers that send an equal one.
pub(crate) struct InFlight {
    pub request: ApiRequest,
    /// The time that it waits for the tabs' lock at most, in milliseconds.
    pub lock_timeout_ms: u32,
    pub tracker: AttemptTracker,
    /// Whether it is the refresh that serves doubts, in place of a caller's own request.
    pub is_refresh: bool,
    /// The mark that a refresh has left with.
    left_with: Cell<Option<DoubtMark>>,
    /// Whether it no longer waits for the tabs' lock.
    has_lock: Cell<bool>,
    /// Whether further callers may wait for it.
    is_joinable: Cell<bool>,
    outcome: RefCell<Option<Result<Value>>>,
    waiters: Cell<usize>,
    /// The token in its response.
    pub token: RefCell<Option<Rc<CachedToken>>>,
    /// The client in its response.
    pub received: RefCell<Option<ReceivedClient>>,
    /// The outcome that its response left open.
    pub undecided: RefCell<Option<Rc<Undecided>>>,
    /// The doubt that its response raised.
    pub doubt: Cell<Option<DoubtMark>>,
    /// Whether a change has been sent and its response has not arrived.
    pub is_unanswered: Cell<bool>,
    /// Whether it was not repeated because another choice of session overtook it.
    pub is_overtaken: Cell<bool>,
    /// Wakes the task that sends it.
    task: RefCell<Option<Waker>>,
}

impl InFlight {
    pub fn new(request: ApiRequest, lock_timeout_ms: u32, is_refresh: bool) -> Self {
        InFlight {
            is_joinable: Cell::new(request.operation.dedup != Dedup::Never),
            request,
            lock_timeout_ms,
            is_refresh,
            left_with: Cell::default(),
            tracker: AttemptTracker::default(),
            has_lock: Cell::default(),
            outcome: RefCell::default(),
            waiters: Cell::default(),
            token: RefCell::default(),
            received: RefCell::default(),
            undecided: RefCell::default(),
            doubt: Cell::default(),
            is_unanswered: Cell::default(),
            is_overtaken: Cell::default(),
            task: RefCell::default(),
        }
    }

    /// Returns whether a caller with an equal request may join now. It must not wait longer for the
    /// tabs' lock than the caller would.
    pub fn serves(&self, request: &ApiRequest, lock_timeout_ms: u32) -> bool {
        !self.is_refresh
            && self.is_joinable.get()
            && (self.has_lock.get() || self.lock_timeout_ms <= lock_timeout_ms)
            && self.request == *request
    }

    /// Returns whether it is a refresh that leaves, or left, with this mark or a later one.
    pub fn refreshes_since(&self, mark: DoubtMark) -> bool {
        self.is_refresh && self.left_with.get().is_none_or(|left_with| left_with >= mark)
    }

    /// Returns whether it is a refresh that has left.
    pub fn is_departed_refresh(&self) -> bool {
        self.left_with.get().is_some()
    }

    pub fn leave_with(&self, mark: DoubtMark) {
        self.left_with.set(Some(mark));
    }

    /// Records that it no longer waits for the tabs' lock.
    pub fn lock_acquired(&self) {
        self.has_lock.set(true);
    }

    /// Lets no further caller join, because its response has arrived.
    pub fn close(&self) {
        self.is_joinable.set(false);
    }

    /// Lets callers join again, because it awaits another response.
    pub fn reopen(&self) {
        self.is_joinable.set(true);
    }

    /// Ends a token request without a token, because the token's claims would be stale. If the
    /// response has arrived, only drops its token.
    fn discard_token(&self) {
        self.token.take();
        if self.is_joinable.replace(false) {
            self.finish(Ok(Value::null()));
            self.wake_task();
        }
    }

    fn finish(&self, outcome: Result<Value>) {
        self.outcome.borrow_mut().get_or_insert(outcome);
        self.tracker.wake();
    }

    fn wake_task(&self) {
        let task = self.task.take();
        if let Some(task) = task {
            task.wake();
        }
    }

    /// Runs the task that sends it, until it ends or its last waiter is dropped.
    pub fn run(
        &self,
        mut task: Pin<&mut impl Future<Output = Result<Value>>>,
    ) -> impl Future<Output = ()> {
        let mut is_first_poll = true;
        poll_fn(move |context| {
            if !is_first_poll && self.request.operation.dedup == Dedup::SameTick {
                self.close();
            }
            is_first_poll = false;
            if self.waiters.get() == 0 || self.outcome.borrow().is_some() {
                return Poll::Ready(());
            }
            self.task.replace(Some(context.waker().clone()));
            task.as_mut().poll(context).map(|outcome| self.finish(outcome))
        })
    }
}

/// A caller that waits for a request.
pub(crate) struct Waiter(Rc<InFlight>);

impl Waiter {
    pub fn new(in_flight: &Rc<InFlight>) -> Self {
        in_flight.waiters.set(in_flight.waiters.get() + 1);
        Waiter(Rc::clone(in_flight))
    }

    pub fn in_flight(&self) -> Rc<InFlight> {
        Rc::clone(&self.0)
    }

    /// Waits for the outcome. The caller's tracker follows the request's attempts.
    pub fn outcome(self, tracker: &AttemptTracker) -> impl Future<Output = Result<Value>> {
        poll_fn(move |context| {
            let in_flight = &self.0;
            let outcome = in_flight.outcome.borrow().clone();
            match outcome {
                Some(outcome) => {
                    tracker.end_attempt();
                    Poll::Ready(outcome)
                }
                None => {
                    tracker.set(in_flight.tracker.attempt.get());
                    in_flight.tracker.listen(context.waker());
                    Poll::Pending
                }
            }
        })
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let waiters = self.0.waiters.get() - 1;
        self.0.waiters.set(waiters);
        if waiters == 0 {
            self.0.wake_task();
        }
    }
}

/// The requests of one client that are in flight.
#[derive(Default)]
pub(crate) struct InFlightList(Vec<Rc<InFlight>>);

impl InFlightList {
    pub fn iter(&self) -> impl Iterator<Item = &Rc<InFlight>> {
        self.0.iter()
    }

    pub fn add(&mut self, in_flight: &Rc<InFlight>) {
        self.0.push(Rc::clone(in_flight));
    }

    pub fn remove(&mut self, in_flight: &InFlight) {
        self.0.retain(|other| !core::ptr::eq(&**other, in_flight));
    }

    /// Returns whether a refresh may leave. It may not while another refresh or a change is in
    /// flight: after the change's response, the refresh's own would be late.
    pub fn allows_refresh(&self, may_overtake_change: bool) -> bool {
        let is_in_the_way = |other: &InFlight| {
            other.is_departed_refresh() || !may_overtake_change && other.request.operation.is_change
        };
        !self.iter().any(|other| is_in_the_way(other))
    }

    /// Returns the token requests for sessions, whose responses must be discarded.
    pub fn tokens_of(&self, is_meant: &dyn Fn(&str) -> bool) -> Vec<Rc<InFlight>> {
        let is_token = |other: &&Rc<InFlight>| {
            other.request.operation.response == ResponseType::Token
                && other.request.session.as_deref().is_some_and(is_meant)
        };
        self.iter().filter(is_token).cloned().collect()
    }
}

/// Ends token requests without a token. Wakes their callers, so it must be called while the state
/// is not borrowed.
pub(crate) fn discard_tokens(in_flight: Vec<Rc<InFlight>>) {
    in_flight.iter().for_each(|in_flight| in_flight.discard_token());
}
