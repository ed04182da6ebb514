//! The functions that are called after each change of the client.

use core::cell::{Cell, RefCell};
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
        self.next_id.set(id.wrapping_add(1));
        self.listeners.borrow_mut().push((id, listener));
        id
    }

    pub fn remove(&self, id: u32) {
        self.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    pub fn clear(&self) {
        self.listeners.borrow_mut().clear();
    }

    /// Calls each listener. A listener may add and remove listeners, or close the client.
    pub fn notify(&self) {
        let listeners = self.listeners.borrow().clone();
        for (id, listener) in listeners {
            let is_subscribed = self.listeners.borrow().iter().any(|(other, _)| *other == id);
            if is_subscribed {
                listener();
            }
        }
    }
}
