use core::fmt;
use std::rc::{Rc, Weak};

use super::client::{Inner, SessionClient};

/// Has a listener called, until it is dropped.
#[must_use = "dropping it ends the subscription"]
pub struct Subscription {
    /// Not the client itself: its listener may hold that already.
    inner: Weak<Inner>,
    id: u32,
}

impl SessionClient {
    /// Has `listener` called once after each change of [`client`](Self::client) or [`is_loaded`](Self::is_loaded), before the
    /// future of the call that caused it is ready. It may call anything of this client's.
    pub fn subscribe(&self, listener: impl Fn() + 'static) -> Subscription {
        let id = self.inner.listen(Rc::new(listener));
        Subscription { inner: Rc::downgrade(&self.inner), id }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.upgrade() {
            inner.unlisten(self.id);
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscription").finish_non_exhaustive()
    }
}
