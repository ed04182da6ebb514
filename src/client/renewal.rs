//! The time at which tokens in use are renewed, so that no caller has to wait for one.

use core::cell::RefCell;
use std::rc::Rc;

use crate::browser::VisibleTimeout;

/// Calls back when a token needs renewal and the page is visible.
#[derive(Default)]
pub(crate) struct Renewal {
    timeout: RefCell<Option<Rc<VisibleTimeout>>>,
}

impl Renewal {
    /// Schedules the next renewal, which calls `callback`. Every call must pass the same
    /// `callback`: only the first is kept.
    pub fn schedule(&self, in_ms: f64, callback: impl Fn() + 'static) {
        let scheduled = self.timeout.borrow().clone();
        let timeout = scheduled.unwrap_or_else(|| {
            let timeout = Rc::new(VisibleTimeout::new(callback));
            self.timeout.replace(Some(Rc::clone(&timeout)));
            timeout
        });
        timeout.set(in_ms);
    }

    pub fn cancel(&self) {
        self.timeout.take();
    }
}
