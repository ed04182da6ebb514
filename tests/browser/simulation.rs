//! The test's handle to the world.

use core::cell::Cell;
use core::future::Future;
use std::collections::BTreeMap;

use super::clock::SetTimer;
use super::executor::{TabId, TaskId};
use super::network::{RequestId, SentRequest};
use super::page::PageEvent;
use super::{channel, clock, executor, lock, network, page};
use crate::api::response::HttpResponse;

/// The kind of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TabKind {
    /// A page: it has cookies, a URL, visibility, a channel and locks.
    Page,
    /// A worker: it has a channel and locks.
    Worker,
    /// A request on a server: it has none of these.
    Server,
}

thread_local! {
    static RANDOM: Cell<u64> = const { Cell::new(1) };
}

/// Returns a number from 0 up to 1.
pub(crate) fn random() -> f64 {
    let mut state = RANDOM.get();
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    RANDOM.set(state);
    (state >> 11) as f64 / (1_u64 << 53) as f64
}

/// Ignores a warning for the console.
pub(crate) fn warn(_message: &str) {}

/// The world of this thread. Dropping it ends all tasks.
pub(crate) struct Simulation {
    tabs: Cell<u32>,
}

impl Simulation {
    /// Starts a world without tabs. The seed determines its random numbers.
    pub fn start(seed: u64) -> Self {
        reset();
        RANDOM.set(seed | 1 << 63);
        Simulation { tabs: Cell::new(0) }
    }

    /// Opens a visible tab.
    pub fn open_tab(&self, kind: TabKind) -> TabId {
        let tab = TabId(self.tabs.get());
        self.tabs.set(tab.0 + 1);
        clock::open_tab(tab);
        page::open_tab(tab, kind);
        tab
    }

    /// Closes a tab abruptly: none of its code runs afterwards. Requests without keepalive are
    /// aborted.
    pub fn kill_tab(&self, tab: TabId) {
        network::close_tab(tab);
        channel::close_tab(tab);
        clock::clear_timers_of(tab);
        page::close_tab(tab);
        for (task, _) in executor::tasks().into_iter().filter(|(_, other)| *other == tab) {
            executor::end(task);
        }
        lock::close_tab(tab);
        clock::clear_timers_of(tab);
    }

    /// Starts a task in a tab. It runs with the next [`run`](Self::run).
    pub fn start_task(&self, tab: TabId, task: impl Future<Output = ()> + 'static) -> TaskId {
        executor::start(tab, Box::pin(task))
    }

    /// Drops a task, if it has not finished.
    pub fn end_task(&self, task: TaskId) {
        executor::end(task);
    }

    /// Returns whether a tab is a hidden page.
    pub fn is_hidden(&self, tab: TabId) -> bool {
        executor::in_tab(tab, page::page).is_hidden
    }

    /// Runs code of a tab.
    pub fn in_tab<T>(&self, tab: TabId, code: impl FnOnce() -> T) -> T {
        executor::in_tab(tab, code)
    }

    /// Runs the tasks that are ready, until none is.
    pub fn run(&self) {
        executor::run();
    }

    /// Advances time and runs the timers that are due.
    pub fn pass(&self, ms: f64) {
        executor::run();
        clock::pass(ms);
        executor::run();
    }

    /// Puts the machine to sleep: no timer runs, and the monotonic clock stands still.
    pub fn sleep(&self, ms: f64) {
        clock::sleep(ms);
    }

    /// Sets the wall clock forward or back.
    pub fn set_wall_clock(&self, by_ms: f64) {
        clock::set_wall(by_ms);
    }

    /// Returns how long the machine has been awake, in milliseconds.
    pub fn awake_ms(&self) -> f64 {
        clock::awake_ms()
    }

    /// Returns the true time, in Unix milliseconds.
    pub fn true_ms(&self) -> f64 {
        clock::true_ms()
    }

    /// Returns the requests that have been neither delivered nor lost, in order.
    pub fn requests(&self) -> Vec<SentRequest> {
        network::requests()
    }

    /// Returns how many requests have been sent.
    pub fn sent_requests(&self) -> usize {
        network::sent()
    }

    /// Returns all requests from a number on.
    pub fn sent_since(&self, first: usize) -> Vec<SentRequest> {
        network::sent_since(first)
    }

    /// Keeps the server's response to a request until it is delivered.
    pub fn answer(&self, request: RequestId, response: HttpResponse) {
        network::answer(request, response);
    }

    /// Delivers the response to a request and runs the tasks that it wakes.
    pub fn deliver(&self, request: RequestId) {
        network::finish(request);
        executor::run();
    }

    /// Loses a request, or its response if there is one, and runs the tasks that this wakes.
    pub fn lose(&self, request: RequestId) {
        network::lose(request);
        executor::run();
    }

    /// Returns how many messages among tabs may be delivered next.
    pub fn deliverable_messages(&self) -> usize {
        channel::deliverable()
    }

    /// Delivers one of the messages that may be delivered next, and runs the tasks that it wakes.
    /// If it announces a change, returns the tab that receives it.
    pub fn deliver_message(&self, number: usize) -> Option<TabId> {
        let told = channel::deliver(number);
        executor::run();
        told
    }

    /// Shows or hides a page and runs the tasks that this wakes.
    pub fn show(&self, tab: TabId, is_visible: bool) {
        page::show(tab, is_visible);
        executor::run();
    }

    /// Dispatches an event to a page and runs the tasks that it wakes.
    pub fn page_event(&self, tab: TabId, event: PageEvent) {
        page::happen(tab, event);
        executor::run();
    }

    /// Returns the cookies that the tabs share.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        page::cookies()
    }

    /// Sets or removes a cookie, as other code of the page does.
    pub fn set_cookie(&self, name: &str, value: Option<&str>) {
        page::set_cookie(name, value);
    }

    /// Adds a query parameter to a page's URL.
    pub fn set_query_parameter(&self, tab: TabId, name: &str, value: &str) {
        page::set_query_parameter(tab, name, value);
    }

    /// Returns the held and requested locks.
    pub fn locks(&self) -> Vec<(TabId, String)> {
        lock::locks()
    }

    /// Returns the timers that are set.
    pub fn timers(&self) -> Vec<SetTimer> {
        clock::timers()
    }

    /// Returns the tasks that have not finished, with their tabs.
    pub fn tasks(&self) -> Vec<(TaskId, TabId)> {
        executor::tasks()
    }

    /// Lists everything that is left: tasks, timers, locks, channels, listeners and open requests.
    pub fn leftovers(&self) -> Vec<String> {
        let mut left = Vec::new();
        left.extend(executor::tasks().iter().map(|(_, tab)| format!("a task of {tab:?}")));
        left.extend(clock::timers().iter().map(|timer| format!("{timer:?}")));
        left.extend(lock::locks().iter().map(|(tab, name)| format!("a lock of {tab:?}: {name}")));
        left.extend(
            channel::channels().iter().map(|(tab, name)| format!("a channel of {tab:?}: {name}")),
        );
        left.extend(
            page::listeners().iter().map(|(tab, count)| format!("{count} listeners of {tab:?}")),
        );
        let open = network::requests().into_iter().filter(|request| !request.is_abandoned);
        left.extend(open.map(|request| format!("a request of {:?}: {}", request.tab, request.url)));
        left
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // After a failure, borrowed cells may make it impossible to drop the tasks.
            executor::forget();
        }
        reset();
    }
}

fn reset() {
    executor::reset();
    channel::reset();
    lock::reset();
    network::reset();
    page::reset();
    clock::reset();
}
