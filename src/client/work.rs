//! Waiting: for an answer, for as long as there is time, and with others who want the same.

use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::sync::atomic::{AtomicU32, Ordering};
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::api::operation::Sharing;
use crate::api::request::Question;
use crate::browser::Timer;
use crate::document::Value;
use crate::error::{Code, Error, Result};
use crate::state::token_cache::Held;
use crate::util::compact::{concat, decimal};

/// Which attempt is on the wire, for the clocks of those who wait for it.
#[derive(Default)]
pub(crate) struct Pace {
    /// No two attempts have the same number. `None`: between attempts, when no clock runs.
    attempt: Cell<Option<u32>>,
    /// Whose clocks these are.
    waiting: RefCell<Vec<Waker>>,
}

impl Pace {
    pub fn begin_attempt(&self) {
        static ATTEMPTS: AtomicU32 = AtomicU32::new(0);
        self.set(Some(ATTEMPTS.fetch_add(1, Ordering::Relaxed)));
    }

    pub fn end_attempt(&self) {
        self.set(None);
    }

    fn set(&self, attempt: Option<u32>) {
        if self.attempt.replace(attempt) != attempt {
            self.wake();
        }
    }

    pub fn wake(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    fn listen(&self, waker: &Waker) {
        let mut waiting = self.waiting.borrow_mut();
        if !waiting.iter().any(|known| known.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }
}

/// Waits for a task, but each of its attempts no longer than `timeout_ms`, and not beyond the closing of its client.
pub(super) fn within(
    timeout_ms: u32,
    is_closed: &Cell<bool>,
    pace: &Pace,
    mut task: Pin<&mut dyn Future<Output = Result<Value>>>,
) -> impl Future<Output = Result<Value>> {
    let mut clock: Option<(u32, Timer)> = None;
    poll_fn(move |context| {
        if is_closed.get() {
            return Poll::Ready(Err(closed()));
        }
        if let Poll::Ready(outcome) = task.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        let attempt = pace.attempt.get();
        if clock.as_ref().map(|(timed, _)| *timed) != attempt {
            clock = attempt.map(|attempt| (attempt, Timer::start(timeout_ms.into())));
        }
        match &mut clock {
            Some((_, timer)) => Pin::new(timer).poll(context).map(|()| Err(timed_out(timeout_ms))),
            None => Poll::Pending,
        }
    })
}

/// Something that is being done once for all who want it.
pub(crate) struct Work {
    pub question: Question,
    /// How long it waits for its turn at most, in milliseconds.
    pub turn_ms: u32,
    pub pace: Pace,
    /// Whether its turn is over, if there is one.
    has_begun: Cell<bool>,
    /// Whether others may wait for it too.
    is_open: Cell<bool>,
    outcome: RefCell<Option<Result<Value>>>,
    callers: Cell<usize>,
    /// The token that came of it.
    pub token: RefCell<Option<Rc<Held>>>,
    /// Wakes the task itself.
    task: RefCell<Option<Waker>>,
}

impl Work {
    pub fn new(question: Question, turn_ms: u32) -> Self {
        Work {
            is_open: Cell::new(question.operation.sharing != Sharing::Never),
            question,
            turn_ms,
            has_begun: Cell::default(),
            pace: Pace::default(),
            outcome: RefCell::default(),
            callers: Cell::default(),
            token: RefCell::default(),
            task: RefCell::default(),
        }
    }

    /// Whether one who asks this may wait for it.
    pub fn is_for(&self, question: &Question) -> bool {
        self.is_open.get() && self.question == *question
    }

    /// Whether it waits no longer for its turn than one would who asks now.
    pub fn begins_within(&self, turn_ms: u32) -> bool {
        self.has_begun.get() || self.turn_ms <= turn_ms
    }

    /// Its turn has come, or there is none.
    pub fn begin(&self) {
        self.has_begun.set(true);
    }

    /// From now on it is for nobody else: its answer is there.
    pub fn close(&self) {
        self.is_open.set(false);
    }

    /// Its answer was none: another is asked for.
    pub fn reopen(&self) {
        self.is_open.set(true);
    }

    /// Ends it with nothing, unless its answer is there: what it would say is old by now.
    pub fn give_up(&self) {
        if self.is_open.replace(false) {
            self.finish(Ok(Value::null()));
            self.wake();
        }
    }

    fn finish(&self, outcome: Result<Value>) {
        self.outcome.borrow_mut().get_or_insert(outcome);
        self.pace.wake();
    }

    /// Has the task look whether it is to go on.
    fn wake(&self) {
        if let Some(task) = self.task.take() {
            task.wake();
        }
    }

    /// Does it, unless the last of its callers leaves before it is done.
    pub fn run(&self, mut task: Pin<&mut impl Future<Output = Result<Value>>>) -> impl Future<Output = ()> {
        let mut is_first_turn = true;
        poll_fn(move |context| {
            if !is_first_turn && self.question.operation.sharing == Sharing::AtOnce {
                self.close();
            }
            is_first_turn = false;
            if self.callers.get() == 0 || self.outcome.borrow().is_some() {
                return Poll::Ready(());
            }
            self.task.replace(Some(context.waker().clone()));
            task.as_mut().poll(context).map(|outcome| self.finish(outcome))
        })
    }
}

/// One who wants a work done.
pub(super) struct Caller(Rc<Work>);

impl Caller {
    pub fn of(work: &Rc<Work>) -> Self {
        work.callers.set(work.callers.get() + 1);
        Caller(Rc::clone(work))
    }

    pub fn work(&self) -> Rc<Work> {
        Rc::clone(&self.0)
    }

    /// Waits for what comes of it; the caller's clock keeps its pace.
    pub fn outcome(self, callers_pace: &Pace) -> impl Future<Output = Result<Value>> {
        poll_fn(move |context| {
            let work = &self.0;
            match &*work.outcome.borrow() {
                Some(outcome) => {
                    callers_pace.end_attempt();
                    Poll::Ready(outcome.clone())
                }
                None => {
                    callers_pace.set(work.pace.attempt.get());
                    work.pace.listen(context.waker());
                    Poll::Pending
                }
            }
        })
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        let callers = self.0.callers.get() - 1;
        self.0.callers.set(callers);
        if callers == 0 {
            self.0.wake();
        }
    }
}

/// Runs a future up to its first wait at once, so that a request leaves before anything can happen to the page; the rest later.
pub(crate) fn now_or_later(mut future: Pin<Box<dyn Future<Output = ()>>>) {
    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        spawn_local(future);
    }
}

pub(super) fn closed() -> Box<Error> {
    Error::new(Code::Closed, "this SessionClient has been closed")
}

fn timed_out(timeout_ms: u32) -> Box<Error> {
    Error::new(Code::Timeout, &concat(&["no answer within ", &decimal(timeout_ms), " ms"]))
}
