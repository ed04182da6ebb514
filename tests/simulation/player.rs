//! The player of a history: a world, a server and tabs.

use std::collections::BTreeMap;

use super::config::Config;
use super::invariants::{Memory, Violation};
use super::server::{Facts, Mode, ResponseOptions, Server, Wire};
use super::shown::{ShownClient, shown};
use super::step::{Refusal, RetryAfter, Step};
use super::tab::Tab;
use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::browser::{PageEvent, RequestId, SentRequest, Simulation, TabId, TabKind, http_date};

/// A response in transit.
struct Answered {
    wire: Wire,
    status: u16,
    code: Option<String>,
    facts: Option<Facts>,
}

/// A response that has just reached its tab.
pub(crate) struct Delivery {
    /// The tab's number.
    pub tab: usize,
    pub request: RequestId,
    pub wire: Wire,
    pub status: u16,
    /// The code of an error response, if it has one.
    pub code: Option<String>,
    /// `None` if the response is not the server's.
    pub facts: Option<Facts>,
    /// Whether its request carried the token that was the tab's when the response arrived.
    pub has_present_token: bool,
    /// The client that the tab showed when the request was sent.
    pub shown_at_send: Option<ShownClient>,
}

/// The events of a step, for the invariants.
#[derive(Default)]
pub(crate) struct Events {
    pub delivery: Option<Delivery>,
    /// The tab that must refresh, because another tab announced a change or its page was restored.
    pub told: Option<TabId>,
    /// The requests whose responses cannot arrive any more.
    pub lost: Vec<SentRequest>,
    /// The number of requests sent before the step.
    pub mark: usize,
}

pub(crate) struct Player {
    pub world: Simulation,
    pub server: Server,
    pub config: Config,
    pub tabs: Vec<(Tab, Memory)>,
    answered: BTreeMap<RequestId, Answered>,
    /// The client that a tab showed when it sent each request.
    shown_at_send: Vec<Option<ShownClient>>,
    /// Whether each step is printed with its effects.
    pub is_traced: bool,
}

impl Player {
    pub fn new(config: &Config) -> Self {
        let mut player = Player {
            world: Simulation::start(config.seed),
            server: Server::new(config.mode, config.replaced_are_unknown, config.has_times),
            config: config.clone(),
            tabs: Vec::new(),
            answered: BTreeMap::new(),
            shown_at_send: Vec::new(),
            is_traced: false,
        };
        player.prepare();
        player
    }

    /// Takes a step, runs the tasks that it wakes, and checks the invariants.
    ///
    /// The invariant that the step violates.
    pub fn take(&mut self, step: Step) -> Result<(), Violation> {
        if !matches!(step, Step::Call { .. }) {
            self.world.run();
            self.note_requests();
        }
        let mark = self.world.sent_requests();
        let waiting = self.waiting();
        let mut events = Events { mark, ..self.apply(step) };
        if !matches!(step, Step::Call { is_together: true, .. }) {
            self.world.run();
        }
        if self.is_traced {
            self.trace(step);
        }
        self.note_requests();
        let still = self.waiting();
        let delivered = events.delivery.as_ref().map(|delivery| delivery.request);
        let is_lost = |request: &SentRequest| {
            delivered != Some(request.id) && still.iter().all(|other| other.id != request.id)
        };
        events.lost = waiting.into_iter().filter(is_lost).collect();
        self.check(&events)
    }

    /// Returns the requests that wait for responses.
    fn waiting(&self) -> Vec<SentRequest> {
        let mut requests = self.world.requests();
        requests.retain(|request| !request.is_abandoned);
        requests
    }

    fn trace(&self, step: Step) {
        println!("{step:?}");
        for request in self.world.sent_since(self.shown_at_send.len()) {
            let (url, _) = request.url.split_once('?').unwrap_or((&request.url, ""));
            let path = url.split_once("/v1").map_or(url, |(_, path)| path);
            println!("    {:?} sends {:?}: {} {path}", request.tab, request.id, request.method);
        }
        for (tab, memory) in &self.tabs {
            for running in tab.shared.calls.borrow().iter() {
                if let Some(end) = &*running.end.borrow() {
                    println!("    {:?} settles {:?}: {:?}", tab.id, running.call, end.outcome);
                }
            }
            let (is_loaded, client) = tab.client(&self.world);
            let client = client.as_ref().map(shown);
            if is_loaded && client != memory.last {
                match client {
                    Some(client) => println!("    {:?} shows {client}", tab.id),
                    None => println!("    {:?} shows no client", tab.id),
                }
            }
        }
    }

    /// Records the tokens of new requests and the clients that their tabs showed.
    fn note_requests(&mut self) {
        for request in self.world.sent_since(self.shown_at_send.len()) {
            let wire = Wire::read(&request);
            let tab = self.tabs.iter().find(|(tab, _)| tab.id == request.tab);
            if let (Some((tab, _)), Some(token)) = (tab, self.server.identities.token(&wire)) {
                tab.shared.note_token(token);
            }
            let client = tab.and_then(|(tab, _)| tab.client(&self.world).1);
            self.shown_at_send.push(client.as_ref().map(shown));
        }
    }

    fn apply(&mut self, step: Step) -> Events {
        let mut events = Events::default();
        match step {
            Step::OpenTab => self.open_tab(),
            Step::CloseTab(tab) => self.with_tab(tab, Tab::close),
            Step::KillTab(tab) => {
                if let Some(tab) = index(self.tabs.len(), tab) {
                    let (tab, _) = self.tabs.remove(tab);
                    self.world.kill_tab(tab.id);
                    tab.leave(&self.world);
                }
            }
            Step::Call { tab, call, .. } => self.with_tab(tab, |tab, world| tab.call(world, call)),
            Step::Abort { tab, call } => {
                self.with_tab(tab, |tab, world| tab.abort(world, call.into()));
            }
            Step::Subscribe { tab, reaction } => {
                self.with_tab(tab, |tab, world| tab.subscribe(world, reaction));
            }
            Step::Unsubscribe(tab) => self.with_tab(tab, Tab::unsubscribe),
            Step::Arrive(number, options) => {
                if let Some(request) = self.request(number, false) {
                    self.arrive(&request, options);
                }
            }
            Step::Refuse(number, refusal) => {
                if let Some(request) = self.request(number, false) {
                    self.refuse(&request, refusal);
                }
            }
            Step::Deliver(number) => {
                let request = self.request(number, true);
                events.delivery = request.and_then(|request| self.deliver(request.id));
            }
            Step::Exchange(number, options) => {
                if let Some(request) = self.request(number, false) {
                    self.arrive(&request, options);
                    events.delivery = self.deliver(request.id);
                }
            }
            Step::LoseRequest(number) => {
                if let Some(request) = self.request(number, false) {
                    self.world.lose(request.id);
                }
            }
            Step::LoseAnswer(number) => {
                if let Some(request) = self.request(number, true) {
                    self.world.lose(request.id);
                }
            }
            Step::Message(number) => {
                if let Some(number) = index(self.world.deliverable_messages(), number) {
                    events.told = self.world.deliver_message(number);
                }
            }
            Step::Pass(ms) => self.world.pass(ms.into()),
            Step::Sleep(ms) => self.world.sleep(ms.into()),
            Step::SetWallClock(ms) => self.world.set_wall_clock(ms.into()),
            Step::Show { tab, is_visible } => {
                self.with_tab(tab, |tab, world| world.show(tab.id, is_visible));
            }
            Step::Page { tab, event } => {
                let is_page = self.config.tab_kind == TabKind::Page;
                self.with_tab(tab, |tab, world| {
                    world.page_event(tab.id, event);
                    events.told = Some(tab.id).filter(|_| is_page && event == PageEvent::Restored);
                });
            }
            Step::ExternalChange(change) => self.change_externally(change),
        }
        events
    }

    fn open_tab(&mut self) {
        let open = self.tabs.iter().filter(|(tab, _)| !tab.shared.is_closed.get()).count();
        if open < self.config.max_tabs {
            let token =
                (self.config.mode == Mode::ClientToken).then(|| self.server.identities.issue(0));
            let tab = Tab::open(&self.world, &self.config, token);
            self.tabs.push((tab, Memory::default()));
        }
    }

    fn with_tab(&mut self, number: u8, code: impl FnOnce(&Tab, &Simulation)) {
        if let Some(number) = index(self.tabs.len(), number) {
            code(&self.tabs[number].0, &self.world);
        }
    }

    /// Returns the request of this number among those that have been answered, or among the others.
    fn request(&self, number: u8, is_answered: bool) -> Option<SentRequest> {
        let mut requests = self.world.requests();
        requests.retain(|request| request.is_answered == is_answered);
        let index = index(requests.len(), number)?;
        Some(requests.swap_remove(index))
    }

    /// Delivers a request to the server.
    fn arrive(&mut self, request: &SentRequest, options: ResponseOptions) {
        let (response, facts) = self.server.handle(request, options, self.world.true_ms());
        self.answer(request, response, Some(facts));
    }

    fn refuse(&mut self, request: &SentRequest, refusal: Refusal) {
        let now_ms = self.world.true_ms();
        if refusal.is_handled {
            self.server.handle(request, ResponseOptions::default(), now_ms);
        }
        let retry_after = match refusal.retry_after {
            RetryAfter::Missing => None,
            RetryAfter::Seconds(seconds) => Some(seconds.to_string()),
            RetryAfter::Date(seconds) => Some(http_date(now_ms + f64::from(seconds) * 1000.0)),
        };
        let body = match refusal.code {
            Some(code) => format!(r#"{{"errors":[{{"code":"{code}"}}]}}"#),
            None => "<html></html>".into(),
        };
        let date = Some(http_date(now_ms));
        let headers = ResponseHeaders { retry_after, date, ..ResponseHeaders::default() };
        let response = HttpResponse { status: refusal.status, body: body.into_bytes(), headers };
        self.answer(request, response, None);
    }

    fn answer(&mut self, request: &SentRequest, response: HttpResponse, facts: Option<Facts>) {
        let answered = Answered {
            wire: Wire::read(request),
            status: response.status,
            code: code(&response.body).filter(|_| response.status >= 400),
            facts,
        };
        self.world.answer(request.id, response);
        if request.is_abandoned {
            self.world.lose(request.id);
        } else {
            self.answered.insert(request.id, answered);
        }
    }

    /// Delivers a response to its tab.
    fn deliver(&mut self, id: RequestId) -> Option<Delivery> {
        let request = self.world.requests().into_iter().find(|request| request.id == id)?;
        let answered = self.answered.remove(&id);
        let receiver = self.tabs.iter().position(|(tab, _)| tab.id == request.tab);
        let receiver = receiver.filter(|_| !request.is_abandoned);
        let token = receiver.map(|tab| self.tabs[tab].0.shared.token());
        self.world.deliver(id);
        let Answered { wire, status, code, facts } = answered?;
        let has_present_token = token? == self.server.identities.token(&wire).map(String::from);
        let shown_at_send = self.shown_at_send.get(id.0 as usize).cloned().flatten();
        Some(Delivery {
            tab: receiver?,
            request: id,
            wire,
            status,
            code,
            facts,
            has_present_token,
            shown_at_send,
        })
    }

    /// Returns the client that a tab showed when it sent a request.
    pub(super) fn known_at(&self, request: RequestId) -> Option<&ShownClient> {
        self.shown_at_send.get(request.0 as usize)?.as_ref()
    }
}

/// Returns the code of the first error in an error response's body.
fn code(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    Some(body.get("errors")?.get(0)?.get("code")?.as_str()?.into())
}

/// Maps a number to an index below `count`; 255 means the last.
fn index(count: usize, number: u8) -> Option<usize> {
    match number {
        u8::MAX => count.checked_sub(1),
        _ => usize::from(number).checked_rem(count),
    }
}
