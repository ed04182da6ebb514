//! Waiting: for an answer, for as long as there is time, and with others who want the same.

use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::sync::atomic::{AtomicU32, Ordering};
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::known::Moment;
use crate::browser::Timer;
use crate::error::{Code, Error, Result};
use crate::frontend_api::request::Question;
use crate::model::Value;

pub(super) type Task = Pin<Box<dyn Future<Output = Result<Value>>>>;

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
pub(super) async fn within(
    timeout_ms: u32,
    is_closed: &Cell<bool>,
    pace: &Pace,
    task: impl Future<Output = Result<Value>>,
) -> Result<Value> {
    let mut task = core::pin::pin!(task);
    let mut clock: Option<(u32, Timer)> = None;
    poll_fn(|context| {
        if is_closed.get() {
            return Poll::Ready(Err(closed()));
        }
        if let Poll::Ready(outcome) = task.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        // Only closing wakes from here: a task that makes progress is polled for it.
        pace.listen(context.waker());
        let attempt = pace.attempt.get();
        if clock.as_ref().map(|(timed, _)| *timed) != attempt {
            clock = attempt.map(|attempt| (attempt, Timer::start(timeout_ms.into())));
        }
        match &mut clock {
            Some((_, timer)) => Pin::new(timer).poll(context).map(|()| Err(timed_out(timeout_ms))),
            None => Poll::Pending,
        }
    })
    .await
}

/// Something that is being done once for all who want it. It is given up when the last of them has gone.
pub(crate) struct Work {
    pub question: Question,
    /// When it was first asked.
    pub moment: Moment,
    pub pace: Pace,
    outcome: RefCell<Option<Result<Value>>>,
    callers: Cell<usize>,
    /// Wakes the task itself.
    task: RefCell<Option<Waker>>,
}

impl Work {
    pub fn start(question: Question, moment: Moment, task: impl FnOnce(Rc<Work>) -> Task) -> Rc<Self> {
        let work = Rc::new(Work {
            question,
            moment,
            pace: Pace::default(),
            outcome: RefCell::default(),
            callers: Cell::new(0),
            task: RefCell::default(),
        });
        let mut task = task(Rc::clone(&work));
        // Before the task has been woken once, nobody has had a chance to leave.
        let mut is_new = true;
        let doing = Rc::clone(&work);
        now_or_later(async move {
            poll_fn(|context: &mut Context<'_>| {
                if !is_new && doing.callers.get() == 0 {
                    return Poll::Ready(());
                }
                is_new = false;
                doing.task.replace(Some(context.waker().clone()));
                task.as_mut().poll(context).map(|outcome| {
                    doing.outcome.replace(Some(outcome));
                    doing.pace.wake();
                })
            })
            .await;
        });
        work
    }

    /// Waits for its outcome; the caller's clock keeps its pace.
    pub async fn join(self: Rc<Self>, callers_pace: &Pace) -> Result<Value> {
        self.callers.set(self.callers.get() + 1);
        let caller = Caller(self);
        let outcome = poll_fn(|context| {
            callers_pace.set(caller.0.pace.attempt.get());
            match &*caller.0.outcome.borrow() {
                Some(outcome) => Poll::Ready(outcome.clone()),
                None => {
                    caller.0.pace.listen(context.waker());
                    Poll::Pending
                }
            }
        })
        .await;
        callers_pace.end_attempt();
        outcome
    }

    pub fn is_done(&self) -> bool {
        self.outcome.borrow().is_some()
    }
}

/// One who waits for a work.
struct Caller(Rc<Work>);

impl Drop for Caller {
    fn drop(&mut self) {
        let callers = self.0.callers.get() - 1;
        self.0.callers.set(callers);
        if callers == 0
            && let Some(task) = self.0.task.take()
        {
            task.wake();
        }
    }
}

/// Runs a future up to its first wait at once, so that a request leaves before anything can happen to the page; the rest later.
fn now_or_later(future: impl Future<Output = ()> + 'static) {
    let mut future = Box::pin(future);
    if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        spawn_local(future);
    }
}

pub(super) fn closed() -> Box<Error> {
    Error::new(Code::Closed, "this SessionClient has been closed")
}

fn timed_out(timeout_ms: u32) -> Box<Error> {
    Error::new(Code::Timeout, ["no answer within ", &timeout_ms.to_string(), " ms"].concat())
}
