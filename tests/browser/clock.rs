//! Three clocks and the timers. The true time is the server's. A machine has two clocks: the
//! monotonic clock stands still while the machine sleeps, and the wall clock may be set.

use core::cell::RefCell;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::executor::{self, TabId, current_tab, in_tab};
use super::signal::{Signal, signal};
use crate::state::clock::Instant;

/// The true time at the start of a world: 2026-01-01 00:00:00 UTC.
pub(crate) const START_MS: f64 = 1_767_225_600_000.0;
/// The least delay at which `setTimeout` calls back at once, because its delay is a 32-bit integer.
pub(super) const TOO_LONG_MS: f64 = 2_147_483_648.0;

/// A timer's number, in the order of setting.
pub(super) type TimerId = u64;

/// The purpose of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimerKind {
    /// A `Timeout`, including that of a question to other tabs.
    Timeout,
    /// A `VisibleTimeout`.
    WhileVisible,
    /// The timeout of a lock.
    Lock,
}

/// A timer that is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SetTimer {
    pub tab: TabId,
    pub kind: TimerKind,
    pub left_ms: f64,
}

struct Timer {
    tab: TabId,
    kind: TimerKind,
    due_ms: f64,
    callback: Rc<dyn Fn()>,
}

#[derive(Default)]
struct Clock {
    /// The monotonic time since the start, in milliseconds.
    true_ms: f64,
    monotonic_ms: f64,
    wall_ms: f64,
    set: TimerId,
    timers: BTreeMap<TimerId, Timer>,
    /// The monotonic time when each tab opened, at which the tab's own clock begins.
    opened: BTreeMap<TabId, f64>,
}

thread_local! {
    static CLOCK: RefCell<Clock> = RefCell::default();
}

/// Returns the time on both clocks of the current tab.
pub(crate) fn now() -> Instant {
    let tab = current_tab();
    CLOCK.with_borrow(|clock| {
        let opened = clock.opened.get(&tab).copied().unwrap_or_default();
        Instant::at(clock.monotonic_ms - opened, START_MS + clock.wall_ms)
    })
}

/// Returns the true time, in Unix milliseconds.
pub(crate) fn true_ms() -> f64 {
    CLOCK.with_borrow(|clock| START_MS + clock.true_ms)
}

/// Returns how long the machine has been awake, in milliseconds.
pub(super) fn awake_ms() -> f64 {
    CLOCK.with_borrow(|clock| clock.monotonic_ms)
}

pub(super) fn open_tab(tab: TabId) {
    CLOCK.with_borrow_mut(|clock| {
        let now = clock.monotonic_ms;
        clock.opened.insert(tab, now);
    });
}

/// Advances time and runs the timers that are due, in order, each with the tasks that it wakes.
pub(super) fn pass(ms: f64) {
    let end_ms = CLOCK.with_borrow(|clock| clock.monotonic_ms + ms);
    while let Some(timer) = CLOCK.with_borrow_mut(|clock| clock.take_due(end_ms)) {
        in_tab(timer.tab, || (timer.callback)());
        executor::run();
    }
    CLOCK.with_borrow_mut(|clock| clock.go_to(end_ms));
}

/// Puts the machine to sleep: no timer runs, and the monotonic clock stands still.
pub(super) fn sleep(ms: f64) {
    CLOCK.with_borrow_mut(|clock| {
        clock.true_ms += ms;
        clock.wall_ms += ms;
    });
}

/// Sets the wall clock forward or back.
pub(super) fn set_wall(by_ms: f64) {
    CLOCK.with_borrow_mut(|clock| clock.wall_ms += by_ms);
}

impl Clock {
    fn go_to(&mut self, monotonic_ms: f64) {
        let ms = (monotonic_ms - self.monotonic_ms).max(0.0);
        self.true_ms += ms;
        self.monotonic_ms += ms;
        self.wall_ms += ms;
    }

    fn take_due(&mut self, end_ms: f64) -> Option<Timer> {
        let due = self.timers.iter().filter(|(_, timer)| timer.due_ms <= end_ms);
        let (&id, _) = due.min_by(|(_, one), (_, other)| one.due_ms.total_cmp(&other.due_ms))?;
        let timer = self.timers.remove(&id)?;
        self.go_to(timer.due_ms);
        Some(timer)
    }
}

/// Calls back in a tab after a delay, as `setTimeout` does.
pub(super) fn set_timer(
    tab: TabId,
    kind: TimerKind,
    delay_ms: f64,
    callback: Rc<dyn Fn()>,
) -> TimerId {
    let delay_ms = if delay_ms > 0.0 && delay_ms < TOO_LONG_MS { delay_ms } else { 0.0 };
    CLOCK.with_borrow_mut(|clock| {
        let id = clock.set;
        clock.set += 1;
        let due_ms = clock.monotonic_ms + delay_ms;
        clock.timers.insert(id, Timer { tab, kind, due_ms, callback });
        id
    })
}

/// Cancels a timer if it is still set.
pub(super) fn clear_timer(id: TimerId) {
    let timer = CLOCK.with_borrow_mut(|clock| clock.timers.remove(&id));
    drop(timer);
}

/// Cancels the timers of a closed tab.
pub(super) fn clear_timers_of(tab: TabId) {
    let timers = CLOCK.with_borrow_mut(|clock| {
        clock.timers.extract_if(.., |_, timer| timer.tab == tab).collect::<Vec<_>>()
    });
    drop(timers);
}

/// Returns the timers that are set.
pub(super) fn timers() -> Vec<SetTimer> {
    CLOCK.with_borrow(|clock| {
        let set = |timer: &Timer| SetTimer {
            tab: timer.tab,
            kind: timer.kind,
            left_ms: timer.due_ms - clock.monotonic_ms,
        };
        clock.timers.values().map(set).collect()
    })
}

pub(super) fn reset() {
    let clock = CLOCK.take();
    drop(clock);
}

/// A future that is ready after a delay. Dropping it cancels the timer.
pub(crate) struct Timeout {
    id: TimerId,
    signal: Signal<()>,
}

impl Timeout {
    pub fn after(ms: f64) -> Self {
        let (completer, signal) = signal();
        let id = set_timer(
            current_tab(),
            TimerKind::Timeout,
            ms,
            Rc::new(move || completer.complete(())),
        );
        Timeout { id, signal }
    }
}

impl Future for Timeout {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.signal.is_complete() {
            return Poll::Ready(());
        }
        self.signal.wake_later(context);
        Poll::Pending
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        clear_timer(self.id);
    }
}
