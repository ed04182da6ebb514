//! The tabs that show the same client.
//!
//! They tell each other that the client has changed, and give each other tokens. A tab trusts
//! neither message: after the first it requests the client from the server, and it checks a token
//! as if the server had sent it.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::api::operation::ResponseType;
use crate::api::request::ApiRequest;
use crate::browser::{self, TabChannel, TabLock, TabMessage};
use crate::interpret::token::matching_token;
use crate::state::State;
use crate::state::clock::Instant;
use crate::state::token_cache::{CachedToken, TokenKey};
use crate::util::compact::{concat, decimal, split_once};
use crate::util::text::Text;

/// The time before a token's renewal in which it is no longer offered, in milliseconds: the tabs'
/// clocks do not agree on a token's age to the millisecond.
const SOON_MS: f64 = 1_000.0;

/// The tabs of the known client, if there is one.
#[derive(Default)]
pub(crate) struct Tabs {
    group: RefCell<Option<Rc<TabGroup>>>,
    /// Whether a change was confirmed before a channel was open.
    has_pending_broadcast: Cell<bool>,
}

impl Tabs {
    pub fn group(&self) -> Option<Rc<TabGroup>> {
        self.group.borrow().clone()
    }

    /// Opens the channel of a client's tabs, unless it is open already, and listens to their
    /// messages.
    pub fn open(
        &self,
        base: &str,
        client_id: Option<&str>,
        on_message: impl Fn(TabMessage<'_>) -> Option<String> + 'static,
    ) {
        let is_open = self.group().as_ref().map(|group| &*group.client_id) == client_id;
        if is_open {
            return;
        }
        let group = client_id.map(|client_id| Rc::new(TabGroup::open(base, client_id, on_message)));
        self.group.replace(group);
        if self.has_pending_broadcast.get() {
            self.broadcast_change(None);
        }
    }

    /// Makes the other tabs request the client: the tabs of the client `before` the change, or if
    /// that is `None`, those of the present client.
    pub fn broadcast_change(&self, before: Option<Rc<TabGroup>>) {
        let group = before.or_else(|| self.group());
        self.has_pending_broadcast.set(group.is_none());
        if let Some(group) = group {
            group.channel.post_changed();
        }
    }

    /// Closes the channel.
    pub fn close(&self) {
        self.group.take();
    }
}

/// The tabs of one client.
pub(crate) struct TabGroup {
    client_id: Text,
    channel: TabChannel,
}

impl TabGroup {
    /// Opens the channel of a client's tabs. Its name consists of the Frontend API's URL and the
    /// client's id. It contains no token.
    fn open(
        base: &str,
        client_id: &str,
        on_message: impl Fn(TabMessage<'_>) -> Option<String> + 'static,
    ) -> Self {
        let channel =
            TabChannel::open(&concat(&["clerk-session ", base, " ", client_id]), on_message);
        TabGroup { client_id: client_id.into(), channel }
    }

    /// Requests the lock for a token. The tab that holds it requests the token from the server, and
    /// the other tabs get the token from that tab.
    pub fn lock(&self, name: &str, timeout_ms: u32) -> TabLock {
        self.channel.lock(name, timeout_ms)
    }

    /// Waits for the lock. Then returns a token that this or another tab has received since the
    /// call, if it matches the request and needs no renewal yet.
    pub async fn token(
        &self,
        lock: &TabLock,
        request: &ApiRequest,
        state: &RefCell<State>,
    ) -> Option<Rc<CachedToken>> {
        let key = TokenKey::of(request);
        let cached = || state.borrow().tokens.find(|token| token.key == key).cloned();
        // This token does not satisfy the caller, who would not have sent a request otherwise.
        let last = cached();
        let will_do = |token: &Rc<CachedToken>| {
            last.as_ref().is_none_or(|last| last.jwt != token.jwt)
                && token.renewal_in_ms(browser::now()) > 0.0
        };
        lock.acquired().await;
        if let Some(token) = cached().filter(will_do) {
            return Some(token);
        }
        // The time from here on counts as part of the token's age, because this tab may be frozen
        // while it waits.
        let before = browser::now();
        let offer = self.channel.ask(&key.shared_name()?).await?;
        let (age_ms, jwt) = split_once(&offer, b' ')?;
        let requested_at = before.before_ms(age_ms.parse::<u32>().ok()?.into());
        let token = matching_token(request, jwt, requested_at).ok()?;
        let is_good =
            token.key == key && will_do(&token) && state.borrow().tokens.is_up_to_date(&token);
        is_good.then_some(token)
    }
}

/// Returns the name of the lock for a token. `None` if the request is not shared.
pub(super) fn lock_name(request: &ApiRequest, state: &State) -> Option<String> {
    let is_shared = request.operation.response == ResponseType::Token && !request.token.skip_cache;
    // A tab that has a token of an ended session does not know yet that the session ended.
    if !is_shared || !state.client.holds_alive(request.session.as_deref()?) {
        return None;
    }
    TokenKey::of(request).shared_name()
}

/// Returns the token that another tab requested, with its age in milliseconds before it. `None` if
/// its renewal is near.
pub(super) fn token_to_offer(state: &State, name: &str, now: Instant) -> Option<String> {
    let token = state.tokens.find(|token| token.key.shared_name().as_deref() == Some(name))?;
    let age_ms = decimal(now.since_ms(token.requested_at) as u32);
    (token.renewal_in_ms(now) > SOON_MS).then(|| concat(&[&age_ms, " ", token.jwt.expose()]))
}
