//! The requests that follow from the events of a page: a refresh, and a touch when it gets the
//! focus.

use std::rc::Rc;

use super::engine::Engine;
use super::known_client::resolve;
use super::session_cookie;
use super::target::Target;
use super::touch::Intent;
use crate::api::operation::TOUCH_ON_FOCUS;
use crate::api::request::ApiRequest;
use crate::browser::{self, PageEvent};

pub(super) fn on_page_event(engine: &Rc<Engine>, event: PageEvent) {
    let now = browser::now();
    if event != PageEvent::Hidden {
        session_cookie::show(engine);
    }
    if engine.page_watch.makes_doubtful(event, now) {
        engine.doubt(false);
    } else if engine.state().doubts.is_pending() {
        engine.refresh_in_background();
    } else if event == PageEvent::Focused {
        // If the client is in doubt, another tab may have chosen another session, which a touch
        // would undo.
        touch(engine);
    }
}

/// Touches the current session, if there is one and no other touch is in flight.
fn touch(engine: &Rc<Engine>) {
    let is_touching =
        engine.state().in_flight.iter().any(|other| other.request.operation.is_touch());
    if let Ok(session) = resolve(engine, Target::Current)
        && !is_touching
        && engine.page_watch.begin_touch(browser::now())
    {
        let mut request = ApiRequest::new(&TOUCH_ON_FOCUS);
        request.session = Some(session);
        request.form.push(("intent", Intent::Focus.as_str().into()));
        engine.request_in_background(request, 0);
    }
}
