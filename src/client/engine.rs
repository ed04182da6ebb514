//! The engine: the only code that changes the state of a client.
//!
//! It sends requests, has their responses interpreted and applies the effects in order. At the end,
//! it notifies the listeners once.

use core::cell::{Ref, RefCell};
use core::pin::pin;
use std::rc::Rc;

use super::cookie_keeper::CookieKeeper;
use super::effects;
use super::listeners::Listeners;
use super::page_watch::PageWatch;
use super::refresh::RefreshGate;
use super::renewal::Renewal;
use super::tabs::{Tabs, lock_name, token_to_offer};
use super::transport::Transport;
use super::unreadable::UnreadableReports;
use super::waiting::{Calls, spawn_eager};
use crate::api::account_portal::OwnPages;
use crate::api::operation::{CREATE_DEV_BROWSER, GET_CLIENT};
use crate::api::request::ApiRequest;
use crate::browser::{self, PageEvent, PageEvents, TabMessage};
use crate::document::Value;
use crate::error::{Error, Result};
use crate::interpret::cookies::expired_cookies;
use crate::interpret::decision::ended_sessions;
use crate::interpret::interpret;
use crate::interpret::interpretation::{Effect, FollowUp, Interpretation};
use crate::models::Client;
use crate::state::State;
use crate::state::client_state::EndedSessions;
use crate::state::doubts::DoubtMark;
use crate::state::in_flight::{AttemptTracker, InFlight, Undecided, Waiter, discard_tokens};
use crate::state::token_cache::{CachedToken, TokenKey};

/// The part that all clones of a `SessionClient` share.
pub(crate) struct Engine {
    pub transport: Transport,
    pub calls: Rc<Calls>,
    pub listeners: Listeners,
    /// The timeout of each attempt, in milliseconds.
    pub timeout_ms: u32,
    /// The application's own pages in place of the Account Portal's.
    pub own_pages: OwnPages,
    pub reports: UnreadableReports,
    pub state: RefCell<State>,
    pub gate: RefreshGate,
    pub tabs: Tabs,
    pub renewal: Renewal,
    pub page_watch: PageWatch,
    /// `None` if the page keeps no session token in its cookies.
    pub cookie: Option<CookieKeeper>,
    pub hooks: Hooks,
}

/// The functions that the engine calls without depending on them.
pub(crate) struct Hooks {
    /// Called after the effects of a response, before the listeners, with whether the client has
    /// changed.
    pub applied: fn(&Rc<Engine>, bool),
    pub page_event: fn(&Rc<Engine>, PageEvent),
}

impl Engine {
    // Inlined at every call, it would add 100 bytes to the download.
    #[inline(never)]
    pub fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    pub fn close(&self) {
        self.calls.close();
        self.listeners.clear();
        self.state.borrow_mut().tokens = Default::default();
        self.renewal.cancel();
        self.page_watch.events.take();
        self.cookie.iter().for_each(|keeper| keeper.timeout.cancel());
        self.tabs.close();
    }

    /// Sends a request, or joins an equal one in flight. The request waits for the tabs' lock for
    /// `lock_timeout_ms` at most. If that is 0, it leaves at once, and no other tab is asked.
    pub fn request(self: &Rc<Self>, request: ApiRequest, lock_timeout_ms: u32) -> Waiter {
        self.join(&|other| other.serves(&request, lock_timeout_ms))
            .unwrap_or_else(|| self.start(InFlight::new(request, lock_timeout_ms, false)))
    }

    /// Joins a refresh that leaves, or left, with this mark or a later one. If there is none,
    /// begins one.
    pub fn refresh_since(self: &Rc<Self>, mark: DoubtMark) -> Waiter {
        self.join(&|other| other.refreshes_since(mark))
            .unwrap_or_else(|| self.start(InFlight::new(ApiRequest::new(&GET_CLIENT), 0, true)))
    }

    fn join(&self, is_same: &dyn Fn(&InFlight) -> bool) -> Option<Waiter> {
        self.state().in_flight.iter().find(|other| is_same(other)).map(Waiter::new)
    }

    fn start(self: &Rc<Self>, in_flight: InFlight) -> Waiter {
        let in_flight = Rc::new(in_flight);
        let waiter = Waiter::new(&in_flight);
        self.state.borrow_mut().in_flight.add(&in_flight);
        let engine = Rc::clone(self);
        spawn_eager(Box::pin(async move {
            let run = async {
                let result = engine.run(&in_flight).await;
                result.map_err(|error| {
                    engine.page_watch.note_failure(&error);
                    explain(error, &in_flight)
                })
            };
            in_flight.run(pin!(run)).await;
            engine.state.borrow_mut().in_flight.remove(&in_flight);
            if in_flight.is_unanswered.get() {
                engine.doubt(true);
            }
            engine.gate.wake();
        }));
        waiter
    }

    /// Sends a request that no caller waits for.
    pub fn request_in_background(self: &Rc<Self>, request: ApiRequest, lock_timeout_ms: u32) {
        let waiter = self.request(request, lock_timeout_ms);
        self.wait_in_background(waiter);
    }

    /// Waits for a request that no caller waits for. If it fails, nothing changes: the doubt stays
    /// that it should have served, or the token that it should have renewed.
    fn wait_in_background(self: &Rc<Self>, waiter: Waiter) {
        let engine = Rc::clone(self);
        spawn_eager(Box::pin(async move {
            let tracker = Rc::<AttemptTracker>::default();
            let outcome = pin!(waiter.outcome(&tracker));
            _ = engine.calls.with_attempt_timeout(engine.timeout_ms, &tracker, outcome).await;
        }));
    }

    /// Sends a request and applies the effects of its response.
    async fn run(self: &Rc<Self>, in_flight: &InFlight) -> Result<Value> {
        if in_flight.is_refresh {
            self.wait_to_leave(in_flight).await;
        }
        let tabs = self.tabs.group();
        let name =
            lock_name(&in_flight.request, &self.state()).filter(|_| in_flight.lock_timeout_ms > 0);
        let locked = tabs.zip(name).map(|(tabs, name)| {
            let lock = tabs.lock(&name, in_flight.lock_timeout_ms);
            (tabs, lock)
        });
        if let Some((tabs, lock)) = &locked
            && let Some(token) = tabs.token(lock, &in_flight.request, &self.state).await
        {
            self.apply(&[Effect::KeepToken(token)], in_flight);
            return Ok(Value::null());
        }
        in_flight.lock_acquired();
        let mut expired = None;
        loop {
            let create_dev_browser = || self.request(ApiRequest::new(&CREATE_DEV_BROWSER), 0);
            let sent =
                self.transport.send(in_flight, expired.as_ref(), &self.state, create_dev_browser);
            let (response, snapshot) = *sent.await?;
            in_flight.close();
            let Interpretation { result, effects, follow_up } =
                interpret(&in_flight.request, &response, &snapshot, &self.state());
            self.apply(&effects, in_flight);
            match follow_up {
                Some(FollowUp::SendExpiredToken) if expired.is_none() => {
                    expired = self.state().last_token(&in_flight.request);
                    if expired.is_some() {
                        in_flight.reopen();
                        continue;
                    }
                }
                Some(FollowUp::AwaitRefresh) => {
                    let since = self.doubt(in_flight.request.operation.is_change);
                    in_flight.undecided.replace(Some(Rc::new(Undecided { snapshot, since })));
                }
                _ => {}
            }
            return result;
        }
    }

    /// Waits until a refresh may leave. The wait counts as an attempt for its callers' timeouts.
    async fn wait_to_leave(&self, in_flight: &InFlight) {
        in_flight.tracker.begin_attempt();
        let may_leave = |may_overtake_change: bool| {
            let state = self.state();
            state.in_flight.allows_refresh(may_overtake_change || !state.client.is_loaded())
        };
        self.gate.pass(may_leave).await;
        in_flight.leave_with(self.state().doubts.mark());
    }

    /// Applies the effects of a response: first to the state, then outside of it.
    fn apply(self: &Rc<Self>, effects: &[Effect], in_flight: &InFlight) {
        if self.calls.is_closed() {
            return;
        }
        let before = self.tabs.group();
        let now = browser::now();
        let after = effects::apply(&mut self.state.borrow_mut(), effects, in_flight, now);
        discard_tokens(after.discarded);
        for effect in effects {
            match effect {
                Effect::KeepDevBrowser(token) => self.transport.credentials.keep_created(token),
                Effect::EndSessions(ended) => self.expire_cookies(ended),
                Effect::KeepToken(_) => self.schedule_renewal(),
                Effect::ReportUnreadable(unreadable) => self.reports.report(unreadable),
                _ => {}
            }
        }
        if after.has_changed {
            self.open_tab_channel();
            self.watch_page();
        }
        if after.broadcasts_change {
            self.tabs.broadcast_change(before);
        }
        (self.hooks.applied)(self, after.has_changed);
        if after.has_doubt {
            self.refresh_in_background();
        }
        if after.has_changed {
            self.listeners.notify();
        }
    }

    /// Expires the page's cookies that hold tokens of ended sessions.
    fn expire_cookies(&self, ended: &EndedSessions) {
        let cookies = browser::read_cookies();
        for name in expired_cookies(&cookies, ended, &self.transport.endpoint) {
            browser::write_cookie(name, "");
        }
    }

    /// Raises a doubt, and begins a refresh that serves it. Returns the mark that the refresh
    /// leaves with.
    pub fn doubt(self: &Rc<Self>, is_about_own_change: bool) -> DoubtMark {
        let mark = self.state.borrow_mut().doubts.raise(is_about_own_change);
        self.refresh_in_background();
        mark
    }

    /// Begins a refresh that serves all doubts. A hidden page waits until it is visible.
    pub fn refresh_in_background(self: &Rc<Self>) {
        if self.calls.is_closed() || self.page_watch.holds_refreshes() {
            return;
        }
        let mark = self.state().doubts.mark();
        let waiter = self.refresh_since(mark);
        self.wait_in_background(waiter);
    }

    /// Settles a call whose own response left its result open, by a GET /client that was sent
    /// later. If that failed, the call's own result stands.
    pub fn settle(
        self: &Rc<Self>,
        in_flight: &InFlight,
        undecided: &Undecided,
        own_result: Result<Value>,
        refresh: Result<Rc<InFlight>>,
    ) -> Result<Value> {
        let known = || self.state().client.client().map_or_else(Value::null, Client::to_value);
        let request = &in_flight.request;
        if request.operation == &GET_CLIENT {
            return refresh.map(|_| known());
        }
        let received = refresh.ok().and_then(|refresh| refresh.received.borrow().clone());
        match received.and_then(|received| ended_sessions(request, &undecided.snapshot, received)) {
            Some(ended) => {
                self.apply(&[Effect::EndSessions(ended)], in_flight);
                // One session: it has ended, so there is none to return. All sessions: the client
                // remains.
                Ok(if request.session.is_some() { Value::null() } else { known() })
            }
            None => own_result,
        }
    }

    /// Returns a cached token that remains valid for at least `min_remaining_ms`.
    pub fn cached_token(
        self: &Rc<Self>,
        key: &TokenKey,
        min_remaining_ms: f64,
    ) -> Option<Rc<CachedToken>> {
        let now = browser::now();
        let token = self.state.borrow_mut().tokens.get(key, min_remaining_ms, now)?;
        if token.renewal_in_ms(now) <= 0.0 {
            self.schedule_renewal();
        }
        Some(token)
    }

    fn schedule_renewal(self: &Rc<Self>) {
        let now = browser::now();
        let next_ms = self.state().tokens.next_renewal_ms(now);
        self.schedule(&self.renewal, next_ms, Engine::renew_tokens);
    }

    /// Schedules an action. Every call with this `renewal` must pass the same action.
    pub fn schedule(self: &Rc<Self>, renewal: &Renewal, in_ms: f64, action: fn(&Rc<Self>)) {
        let engine = Rc::downgrade(self);
        renewal.schedule(in_ms, move || engine.upgrade().iter().for_each(action));
    }

    fn renew_tokens(self: &Rc<Self>) {
        let now = browser::now();
        let due = || self.state().tokens.take_due(now).cloned();
        while let Some(token) = due() {
            let request = self.state().renewal_request(&token.key);
            self.request_in_background(request, self.timeout_ms);
        }
        self.schedule_renewal();
    }

    /// Opens the channel to the other tabs of the client that is known now.
    fn open_tab_channel(self: &Rc<Self>) {
        let client = self.state().client.client().cloned();
        let client_id = client.as_ref().map(|client| client.id());
        let engine = Rc::downgrade(self);
        let on_message = move |message: TabMessage<'_>| engine.upgrade()?.on_message(message);
        self.tabs.open(&self.transport.endpoint.base, client_id, on_message);
    }

    /// Listens to the page's events, as soon as there is a client to doubt.
    fn watch_page(self: &Rc<Self>) {
        let is_watched = self.page_watch.events.borrow().is_some();
        if !is_watched {
            let engine = Rc::downgrade(self);
            let on_event = move |event| {
                engine.upgrade().iter().for_each(|it| (it.hooks.page_event)(it, event));
            };
            self.page_watch.events.replace(Some(PageEvents::listen(on_event)));
        }
    }

    fn on_message(self: &Rc<Self>, message: TabMessage<'_>) -> Option<String> {
        match message {
            TabMessage::Wanted(name) => {
                let now = browser::now();
                token_to_offer(&self.state(), name, now)
            }
            TabMessage::Changed => {
                self.doubt(false);
                None
            }
        }
    }
}

/// Adds to a request's error that another choice of session overtook the request, if so.
fn explain(error: Box<Error>, in_flight: &InFlight) -> Box<Error> {
    if in_flight.is_overtaken.get() {
        return error.context("another choice took its place: ");
    }
    error
}
