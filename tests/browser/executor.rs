//! The tasks of all tabs. As in JavaScript, ready tasks run one after another, in the order in
//! which they became ready, before anything else happens.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::task::Wake;

/// If tasks are polled more often than this without a rest, they never rest.
const MAX_POLLS: u32 = 100_000;

/// A tab or a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TabId(pub u32);

/// A task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TaskId(u32);

type Work = Pin<Box<dyn Future<Output = ()>>>;

struct Task {
    tab: TabId,
    /// `None` while it is polled.
    work: Option<Work>,
}

#[derive(Default)]
struct Executor {
    tasks: BTreeMap<TaskId, Task>,
    ready: VecDeque<TaskId>,
    started: u32,
}

thread_local! {
    static EXECUTOR: RefCell<Executor> = RefCell::default();
    static CURRENT_TAB: Cell<Option<TabId>> = const { Cell::new(None) };
}

struct TaskWaker(TaskId);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        EXECUTOR.with_borrow_mut(|executor| {
            if executor.tasks.contains_key(&self.0) && !executor.ready.contains(&self.0) {
                executor.ready.push_back(self.0);
            }
        });
    }
}

/// Runs a task of the current tab.
pub(crate) fn spawn(task: Work) {
    start(current_tab(), task);
}

/// Starts a task in a tab. It runs with the next [`run`].
pub(super) fn start(tab: TabId, work: Work) -> TaskId {
    EXECUTOR.with_borrow_mut(|executor| {
        let id = TaskId(executor.started);
        executor.started += 1;
        executor.tasks.insert(id, Task { tab, work: Some(work) });
        executor.ready.push_back(id);
        id
    })
}

/// Returns the tab whose code is running.
pub(super) fn current_tab() -> TabId {
    CURRENT_TAB.get().expect("only the code of a tab calls the browser")
}

/// Runs code of a tab.
pub(super) fn in_tab<T>(tab: TabId, code: impl FnOnce() -> T) -> T {
    let outer = CURRENT_TAB.replace(Some(tab));
    let result = code();
    CURRENT_TAB.set(outer);
    result
}

/// Runs the tasks that are ready, until none is.
pub(super) fn run() {
    for _ in 0..MAX_POLLS {
        let next = EXECUTOR.with_borrow_mut(|executor| {
            let id = executor.ready.pop_front()?;
            let task = executor.tasks.get_mut(&id)?;
            Some((id, task.tab, task.work.take()?))
        });
        match next {
            Some((id, tab, work)) => poll(id, tab, work),
            None if EXECUTOR.with_borrow(|executor| executor.ready.is_empty()) => return,
            None => {}
        }
    }
    panic!("the tasks never rest");
}

fn poll(id: TaskId, tab: TabId, mut work: Work) {
    let waker = Waker::from(Arc::new(TaskWaker(id)));
    let state = in_tab(tab, || work.as_mut().poll(&mut Context::from_waker(&waker)));
    // A task that was ended while it ran no longer exists.
    let left = EXECUTOR.with_borrow_mut(|executor| match state {
        Poll::Ready(()) => {
            executor.tasks.remove(&id);
            Some(work)
        }
        Poll::Pending => match executor.tasks.get_mut(&id) {
            Some(task) => {
                task.work = Some(work);
                None
            }
            None => Some(work),
        },
    });
    in_tab(tab, || drop(left));
}

/// Drops a task if it still exists.
pub(super) fn end(id: TaskId) {
    let task = EXECUTOR.with_borrow_mut(|executor| executor.tasks.remove(&id));
    if let Some(task) = task {
        in_tab(task.tab, || drop(task.work));
    }
}

/// Returns the tasks that have not finished, with their tabs.
pub(super) fn tasks() -> Vec<(TaskId, TabId)> {
    EXECUTOR
        .with_borrow(|executor| executor.tasks.iter().map(|(id, task)| (*id, task.tab)).collect())
}

/// Leaks all tasks.
pub(super) fn forget() {
    core::mem::forget(EXECUTOR.take());
}

/// Drops all tasks.
pub(super) fn reset() {
    for (id, _) in tasks() {
        end(id);
    }
    EXECUTOR.take();
    CURRENT_TAB.set(None);
}
