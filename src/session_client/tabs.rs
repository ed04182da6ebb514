//! The tabs that show the same client, and what they tell each other: that the client has changed, that a token is wanted, and
//! a token that is good. Of the first nothing is believed but that it is time to ask the server; a token is checked as if it
//! came from there.

use core::cell::Cell;
use core::future::poll_fn;
use core::pin::pin;
use core::task::Poll;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use super::client::Inner;
use super::clock::Instant;
use super::tokens::{Facts, Held, Purpose};
use super::work::{self, Work};
use crate::browser::{Channel, Lock};
use crate::frontend_api::operation::GET_CLIENT;
use crate::frontend_api::request::Question;
use crate::json::{Secret, Text};
use crate::lean::{Words, concat, decimal};

/// How long the others have to answer, in milliseconds.
const ANSWER_MS: u32 = 100;

const CHANGED: &str = "changed";
const WANTED: &str = "wanted";
const TOKEN: &str = "token";

/// The other tabs of a client.
pub(crate) struct Tabs {
    client: Text,
    /// Of the channel, and the beginning of the locks' names.
    name: String,
    channel: Channel,
    /// Whether there may be any: one who has heard nobody asks nobody.
    may_be_there: Cell<bool>,
}

impl Inner {
    /// Meets the other tabs of the client that is known now.
    pub(super) fn meet_tabs(&self) {
        let known = self.known.borrow();
        let client = known.client().map(|client| client.id());
        let mut tabs = self.tabs.borrow_mut();
        if tabs.as_ref().map(|tabs| &*tabs.client) == client {
            return;
        }
        *tabs = client.map(|client| {
            let name = concat(&["clerk-session ", &self.address.base, " ", client]);
            let inner = Weak::clone(&self.this);
            let listener = Closure::new(move |message: String| {
                if let Some(inner) = inner.upgrade() {
                    inner.hear(&message);
                }
            });
            let channel = Channel::open(&name, listener);
            Tabs { client: client.into(), name, channel, may_be_there: Cell::new(true) }
        });
    }

    /// Tells the other tabs to ask for the client.
    pub(super) fn tell_tabs_of_change(&self) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.channel.say(CHANGED);
        }
    }

    /// Waits for a turn, so that of many tabs one asks the server for a token, and gets the token from a tab that has it.
    /// The turn lasts as long as what is returned.
    pub(super) async fn take_turn(&self, work: &Work) -> Option<Lock> {
        if work.question.token.skip_cache {
            return None;
        }
        let purpose = Purpose::of(&work.question).word()?;
        let lock =
            self.tabs.borrow().as_ref().map(|tabs| Lock::request(&concat(&[&tabs.name, " ", &purpose])))?;
        work::wait_for(pin!(lock.held()), self.timeout_ms).await;
        self.ask_tabs(work, &purpose).await;
        Some(lock)
    }

    async fn ask_tabs(&self, work: &Work, purpose: &str) {
        match &*self.tabs.borrow() {
            Some(tabs) if tabs.may_be_there.replace(false) => {
                tabs.channel.say(&concat(&[WANTED, " ", purpose]));
            }
            _ => return,
        }
        work.asked_tabs.set(Some(Instant::now()));
        let answered =
            poll_fn(|_| if work.asked_tabs.get().is_none() { Poll::Ready(()) } else { Poll::Pending });
        work::wait_for(pin!(answered), ANSWER_MS).await;
        work.asked_tabs.set(None);
    }

    /// Hears what another tab says. What is not of these forms is nothing to this version.
    fn hear(self: Rc<Self>, message: &str) {
        let mut words = Words(message);
        match [words.next(), words.next(), words.next(), words.next(), words.next()] {
            [Some(CHANGED), None, ..] => {
                self.may_have_neighbours();
                work::now_or_later(async move {
                    // If it cannot be asked, nothing changes.
                    _ = self.ask(Question::new(&GET_CLIENT)).outcome(&Default::default()).await;
                });
            }
            [Some(WANTED), Some(purpose), None, ..] => {
                self.may_have_neighbours();
                self.offer_token(purpose);
            }
            [Some(TOKEN), Some(purpose), Some(age_ms), Some(jwt), None] => {
                self.may_have_neighbours();
                if let Ok(age_ms) = age_ms.parse::<u32>() {
                    self.take_token(purpose, age_ms, jwt);
                }
            }
            _ => {}
        }
    }

    fn may_have_neighbours(&self) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.may_be_there.set(true);
        }
    }

    /// Says a token that is wanted elsewhere, if it need not be renewed yet.
    fn offer_token(&self, purpose: &str) {
        let now = Instant::now();
        let tokens = self.tokens.borrow();
        let held = tokens.find(|held| held.purpose.word().as_deref() == Some(purpose));
        if let (Some(held), Some(tabs)) = (held, &*self.tabs.borrow())
            && held.renewal_in_ms(now) > 0.0
        {
            let age_ms = decimal(now.since_ms(held.asked) as u32);
            tabs.channel.say(&concat(&[TOKEN, " ", purpose, " ", &age_ms, " ", held.jwt.expose()]));
        }
    }

    /// Takes a token that was asked for, if it is what was asked for and need not be renewed yet.
    fn take_token(&self, purpose: &str, age_ms: u32, jwt: &str) {
        let works = self.works.borrow();
        let waits = |work: &&Rc<Work>| {
            work.asked_tabs.get().is_some() && Purpose::of(&work.question).word().as_deref() == Some(purpose)
        };
        let Some(work) = works.iter().find(waits) else { return };
        // What has passed since the question is counted in: this tab may have been frozen in between.
        let (Some(asked), Some(facts)) = (work.asked_tabs.get(), Facts::of(jwt)) else { return };
        let held =
            Held::new(Purpose::of(&work.question), Secret(jwt.into()), facts, asked.before_ms(age_ms.into()));
        if held.is_as_asked() && held.renewal_in_ms(Instant::now()) > 0.0 {
            work.asked_tabs.set(None);
            self.keep_token(held);
            work.wake();
        }
    }
}
