//! Locks among tabs, modelled on the Web Locks API. Requests for the same lock are granted in
//! order, and a closed tab releases its locks.

use core::cell::RefCell;
use core::future::poll_fn;
use core::task::Poll;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::clock::{TimerId, TimerKind, clear_timer, set_timer};
use super::executor::{TabId, current_tab};
use super::signal::{Completer, Signal, signal};

/// A lock request's number, in the order of requests.
type LockId = u64;

struct Request {
    name: String,
    tab: TabId,
    granted: Completer<()>,
    timer: TimerId,
    is_held: bool,
}

#[derive(Default)]
struct Locks {
    made: LockId,
    requests: BTreeMap<LockId, Request>,
}

thread_local! {
    static LOCKS: RefCell<Locks> = RefCell::default();
}

/// A lock, held from its acquisition until it is dropped.
pub(crate) struct TabLock {
    /// `None` if there are no locks.
    id: Option<LockId>,
    granted: Signal<()>,
}

/// Requests a lock. After the timeout, the lock counts as acquired without being held.
pub(super) fn lock(name: String, timeout_ms: u32) -> TabLock {
    let (completer, granted) = signal();
    let tab = current_tab();
    let id = LOCKS.with_borrow_mut(|locks| {
        let id = locks.made;
        locks.made += 1;
        let timer =
            set_timer(tab, TimerKind::Lock, timeout_ms.into(), Rc::new(move || give_up(id)));
        let request = Request { name, tab, granted: completer, timer, is_held: false };
        locks.requests.insert(id, request);
        id
    });
    grant();
    TabLock { id: Some(id), granted }
}

/// Returns a lock that is acquired at once and excludes no other holder.
pub(super) fn no_lock() -> TabLock {
    let (completer, granted) = signal();
    completer.complete(());
    TabLock { id: None, granted }
}

impl TabLock {
    /// Waits until the lock is held or its timeout has ended.
    pub async fn acquired(&self) {
        poll_fn(|context| {
            if self.granted.is_complete() {
                return Poll::Ready(());
            }
            self.granted.wake_later(context);
            Poll::Pending
        })
        .await;
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            remove(&|other, _| other == id);
        }
    }
}

fn give_up(id: LockId) {
    let request = LOCKS.with_borrow_mut(|locks| locks.requests.remove(&id));
    if let Some(request) = request {
        request.granted.complete(());
    }
}

/// Grants each lock that is not held to its first request.
fn grant() {
    let granted = LOCKS.with_borrow_mut(|locks| {
        let mut seen: Vec<String> = Vec::new();
        let mut granted = Vec::new();
        for request in locks.requests.values_mut() {
            if !seen.contains(&request.name) {
                seen.push(request.name.clone());
                if !request.is_held {
                    request.is_held = true;
                    granted.push((request.timer, request.granted.clone()));
                }
            }
        }
        granted
    });
    for (timer, completer) in granted {
        clear_timer(timer);
        completer.complete(());
    }
}

fn remove(is_meant: &dyn Fn(LockId, &Request) -> bool) {
    let removed = LOCKS.with_borrow_mut(|locks| {
        let removed = locks.requests.extract_if(.., |id, request| is_meant(*id, request));
        removed.map(|(_, request)| request.timer).collect::<Vec<_>>()
    });
    removed.into_iter().for_each(clear_timer);
    grant();
}

/// Releases the locks of a closed tab.
pub(super) fn close_tab(tab: TabId) {
    remove(&|_, request| request.tab == tab);
}

/// Returns the names of the held and requested locks with their tabs.
pub(super) fn locks() -> Vec<(TabId, String)> {
    LOCKS.with_borrow(|locks| {
        locks.requests.values().map(|request| (request.tab, request.name.clone())).collect()
    })
}

pub(super) fn reset() {
    let locks = LOCKS.take();
    drop(locks);
}
