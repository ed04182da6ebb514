//! The requests that follow from the events of a page: a refresh, and a touch when it gets the
//! focus.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::engine::Engine;
use super::methods::Intent;
use crate::api::operation::TOUCH_ON_FOCUS;
use crate::api::request::ApiRequest;
use crate::browser::{self, PageEvent, PageEvents};
use crate::error::{Code, Error};
use crate::state::clock::Instant;

/// The time for which a page must have been hidden before it requests the client, in milliseconds.
const LONG_HIDDEN_MS: f64 = 30_000.0;
/// The time between two touches, in milliseconds.
const TOUCH_PAUSE_MS: f64 = 5_000.0;

/// Watches the page, as soon as the client is known.
pub(crate) struct PageWatch {
    pub touches_on_focus: bool,
    pub refreshes_on_visible: bool,
    hidden_at: Cell<Option<Instant>>,
    touched_at: Cell<Option<Instant>>,
    /// Whether a request has failed without a response since the page was last online.
    has_failed: Cell<bool>,
    events: RefCell<Option<PageEvents>>,
}

impl PageWatch {
    pub fn new(touches_on_focus: bool, refreshes_on_visible: bool) -> Self {
        PageWatch {
            touches_on_focus,
            refreshes_on_visible,
            hidden_at: Cell::default(),
            touched_at: Cell::default(),
            has_failed: Cell::default(),
            events: RefCell::default(),
        }
    }

    pub fn stop(&self) {
        self.events.take();
    }

    /// Records the failure of a request.
    pub fn note_failure(&self, error: &Error) {
        self.has_failed.set(self.has_failed.get() || error.code == Code::Network);
    }

    /// Returns whether the client must be requested because of an event.
    fn makes_doubtful(&self, event: PageEvent, now: Instant) -> bool {
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

    /// Returns whether a refresh must wait until the page is visible.
    pub fn holds_refreshes(&self) -> bool {
        self.refreshes_on_visible && browser::page().is_hidden
    }
}

impl Engine {
    /// Listens to the page's events, as soon as there is a client to doubt.
    pub fn watch_page(self: &Rc<Self>) {
        let is_watched = self.page_watch.events.borrow().is_some();
        if !is_watched {
            let engine = Rc::downgrade(self);
            let on_event =
                move |event| engine.upgrade().iter().for_each(|it| it.on_page_event(event));
            self.page_watch.events.replace(Some(PageEvents::listen(on_event)));
        }
    }

    fn on_page_event(self: &Rc<Self>, event: PageEvent) {
        let now = browser::now();
        if event == PageEvent::Visible || event == PageEvent::Focused {
            self.show_cookie();
        }
        if self.page_watch.makes_doubtful(event, now) {
            self.doubt(false);
        } else if self.state().doubts.is_pending() {
            self.refresh_in_background();
        } else if event == PageEvent::Focused {
            // If the client is in doubt, another tab may have chosen another session, which a touch
            // would undo.
            self.touch_on_focus(now);
        }
    }

    fn touch_on_focus(self: &Rc<Self>, now: Instant) {
        let PageWatch { touches_on_focus, touched_at, .. } = &self.page_watch;
        let is_soon =
            touched_at.get().is_some_and(|touched_at| now.since_ms(touched_at) < TOUCH_PAUSE_MS);
        if !touches_on_focus || is_soon || !browser::page().has_focus {
            return;
        }
        let is_touching =
            self.state().in_flight.iter().any(|other| other.request.operation.is_touch());
        let session = self.state().client.current_session();
        // Without a current session, there is nothing to touch.
        if let Some(session) = session
            && !is_touching
        {
            touched_at.set(Some(now));
            let mut request = ApiRequest::new(&TOUCH_ON_FOCUS);
            request.session = Some(session.id().into());
            request.form.push(("intent", Intent::Focus.as_str().into()));
            self.request_in_background(request, 0);
        }
    }
}
