//! The functions that are called after each change of the client.

use core::cell::{Cell, RefCell};
use core::ops::Range;
use std::rc::Rc;

pub(crate) type Listener = Rc<dyn Fn()>;

#[derive(Default)]
pub(crate) struct Listeners {
    listeners: RefCell<Vec<(u32, Listener)>>,
    next_id: Cell<u32>,
}

impl Listeners {
    /// Adds a listener. Returns the id by which `remove` removes it.
    pub fn add(&self, listener: Listener) -> u32 {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        self.listeners.borrow_mut().push((id, listener));
        id
    }

    pub fn remove(&self, id: u32) {
        self.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    pub fn clear(&self) {
        self.listeners.borrow_mut().clear();
    }

    /// Calls each listener, in the order of their ids. A listener may add and remove listeners, or
    /// close the client.
    pub fn notify(&self) {
        let mut ids = 0..self.next_id.get();
        let next = |ids: &Range<u32>| {
            self.listeners.borrow().iter().find(|(id, _)| ids.contains(id)).cloned()
        };
        while let Some((id, listener)) = next(&ids) {
            ids.start = id + 1;
            listener();
        }
    }
}
