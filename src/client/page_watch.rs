//! The events of a page that a client has seen.

use core::cell::{Cell, RefCell};

use crate::browser::{self, PageEvent, PageEvents};
use crate::error::{Code, Error};
use crate::state::clock::Instant;

/// The time for which a page must have been hidden before it requests the client, in milliseconds.
const LONG_HIDDEN_MS: f64 = 30_000.0;
/// The time between two touches on focus, in milliseconds.
const TOUCH_PAUSE_MS: f64 = 5_000.0;

/// Watches the page, as soon as the client is known.
#[derive(Default)]
pub(crate) struct PageWatch {
    touches_on_focus: bool,
    refreshes_on_visible: bool,
    pub events: RefCell<Option<PageEvents>>,
    hidden_at: Cell<Option<Instant>>,
    touched_at: Cell<Option<Instant>>,
    /// Whether a request has failed without a response since the page was last online.
    has_failed: Cell<bool>,
}

impl PageWatch {
    pub fn new(touches_on_focus: bool, refreshes_on_visible: bool) -> Self {
        PageWatch { touches_on_focus, refreshes_on_visible, ..PageWatch::default() }
    }

    /// Records the failure of a request.
    pub fn note_failure(&self, error: &Error) {
        self.has_failed.set(self.has_failed.get() || error.code == Code::Network);
    }

    /// Returns whether a refresh must wait until the page is visible.
    pub fn holds_refreshes(&self) -> bool {
        self.refreshes_on_visible && browser::page().is_hidden
    }

    /// Records an event. Returns whether the client must be requested because of it.
    pub fn makes_doubtful(&self, event: PageEvent, now: Instant) -> bool {
        match event {
            PageEvent::Restored => true,
            PageEvent::Hidden => {
                self.hidden_at.set(Some(now));
                false
            }
            PageEvent::Visible => {
                let hidden_at = self.hidden_at.take();
                self.refreshes_on_visible
                    && hidden_at.is_some_and(|hidden_at| now.since_ms(hidden_at) >= LONG_HIDDEN_MS)
            }
            PageEvent::Online => self.has_failed.take() && self.refreshes_on_visible,
            PageEvent::Focused => false,
        }
    }

    /// Returns whether the page may touch the current session now that it has got the focus, and
    /// records that it does.
    pub fn begin_touch(&self, now: Instant) -> bool {
        let is_soon = |touched_at: Instant| now.since_ms(touched_at) < TOUCH_PAUSE_MS;
        let may_touch = self.touches_on_focus
            && browser::page().has_focus
            && !self.touched_at.get().is_some_and(is_soon);
        if may_touch {
            self.touched_at.set(Some(now));
        }
        may_touch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64) -> Instant {
        Instant { monotonic_ms: seconds * 1000.0, wall_ms: 0.0 }
    }

    #[test]
    fn a_page_asks_if_it_was_hidden_for_long_or_is_online_after_a_failure() {
        let watch = PageWatch::new(false, true);
        watch.makes_doubtful(PageEvent::Hidden, at(0.0));
        assert!(!watch.makes_doubtful(PageEvent::Visible, at(29.9)));
        watch.makes_doubtful(PageEvent::Hidden, at(40.0));
        assert!(watch.makes_doubtful(PageEvent::Visible, at(70.0)));
        assert!(!watch.makes_doubtful(PageEvent::Visible, at(200.0)), "it was not hidden again");
        assert!(!watch.makes_doubtful(PageEvent::Online, at(200.0)), "nothing has failed");
        watch.note_failure(&Error::new(Code::Timeout, ""));
        assert!(!watch.makes_doubtful(PageEvent::Online, at(200.0)));
        watch.note_failure(&Error::new(Code::Network, ""));
        watch.note_failure(&Error::new(Code::Api, ""));
        assert!(watch.makes_doubtful(PageEvent::Online, at(200.0)));
        assert!(!watch.makes_doubtful(PageEvent::Online, at(200.0)), "once for each failure");
        assert!(!watch.makes_doubtful(PageEvent::Focused, at(200.0)));
    }

    #[test]
    fn without_refreshes_only_the_back_forward_cache_asks() {
        let watch = PageWatch::new(false, false);
        watch.makes_doubtful(PageEvent::Hidden, at(0.0));
        watch.note_failure(&Error::new(Code::Network, ""));
        assert!(!watch.makes_doubtful(PageEvent::Visible, at(60.0)));
        assert!(!watch.makes_doubtful(PageEvent::Online, at(60.0)));
        assert!(watch.makes_doubtful(PageEvent::Restored, at(60.0)));
    }
}
