use core::cell::RefCell;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

/// A future that is ready after [`Completer::complete`] has been called. Only the last task that
/// polled it is woken.
pub(crate) struct Signal<T>(Rc<State<T>>);

/// The other end of a [`Signal`].
pub(crate) struct Completer<T>(Rc<State<T>>);

struct State<T> {
    value: RefCell<Option<T>>,
    waker: RefCell<Option<Waker>>,
}

/// Creates both ends.
pub(crate) fn signal<T>() -> (Completer<T>, Signal<T>) {
    let state = Rc::new(State { value: RefCell::new(None), waker: RefCell::new(None) });
    (Completer(Rc::clone(&state)), Signal(state))
}

impl<T> Completer<T> {
    /// Completes the signal. A complete signal keeps its first value.
    pub fn complete(&self, value: T) {
        self.0.value.borrow_mut().get_or_insert(value);
        let waker = self.0.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Clone for Completer<T> {
    fn clone(&self) -> Self {
        Completer(Rc::clone(&self.0))
    }
}

impl<T> Signal<T> {
    /// Returns whether the signal is complete and its value has not been taken.
    pub fn is_complete(&self) -> bool {
        self.0.value.borrow().is_some()
    }

    /// Wakes the task when the signal completes.
    pub fn wake_later(&self, context: &Context<'_>) {
        self.0.waker.replace(Some(context.waker().clone()));
    }
}

impl<T> Future for Signal<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        if let Some(value) = self.0.value.take() {
            return Poll::Ready(value);
        }
        self.wake_later(context);
        Poll::Pending
    }
}
