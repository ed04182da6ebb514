//! The tabs that show the same client. They tell each other that it has changed, of which nothing is believed but that it is
//! time to ask the server; and they give each other tokens, which are checked as if they came from there.

use std::rc::{Rc, Weak};

use super::client::Inner;
use super::work::Work;
use crate::api::operation::{Expected, GET_CLIENT};
use crate::api::request::Question;
use crate::browser::{self, TabChannel, TabLock, TabMessage};
use crate::state::client_state::Moment;
use crate::state::token_cache::{Facts, Held, Purpose};
use crate::util::compact::{concat, decimal, split_once};
use crate::util::text::{Secret, Text};

/// Siblings do not agree on a token's age to the millisecond. Where it is to be renewed within this time, some may have a new one.
const SOON_MS: f64 = 1_000.0;

/// The tabs of a client.
pub(crate) struct Siblings {
    client: Text,
    tabs: TabChannel,
}

impl Inner {
    pub(super) fn siblings(&self) -> Option<Rc<Siblings>> {
        self.siblings.borrow().clone()
    }

    /// Meets the other tabs of the client that is known now.
    pub(super) fn meet_siblings(&self) {
        let client = self.known.borrow().client().map(|client| Text::from(client.id()));
        if self.siblings().map(|siblings| siblings.client.clone()) == client {
            return;
        }
        let siblings = client.map(|client| {
            let inner = Weak::clone(&self.this);
            let hear = move |message: TabMessage<'_>| {
                let inner = inner.upgrade()?;
                match message {
                    TabMessage::Wanted(purpose) => inner.token_to_offer(purpose),
                    TabMessage::Changed => {
                        // If it cannot be asked, nothing changes.
                        inner.ask_in_background(Question::new(&GET_CLIENT));
                        None
                    }
                }
            };
            let name = concat(&["clerk-session ", &self.address.base, " ", &client]);
            let tabs = TabChannel::open(&name, Rc::new(hear));
            Rc::new(Siblings { client, tabs })
        });
        drop(self.siblings.replace(siblings));
    }

    /// Has the other tabs ask for the client, if a question has changed it since some moment. Answers the moment they know of.
    pub(super) fn tell(&self, siblings: &Option<Rc<Siblings>>, question: &Question, since: Moment) -> Moment {
        let now = self.known.borrow().now();
        if question.operation.is_change()
            && now != since
            && let Some(siblings) = siblings
        {
            siblings.tabs.post_changed();
        }
        now
    }

    /// Waits for a turn, so that of many tabs one asks the server for a token, and the others get it from there.
    pub(super) fn turn(&self, work: &Work) -> Option<(Rc<Siblings>, String, TabLock)> {
        let question = &work.question;
        let is_shared = question.operation.expected == Expected::Token && !question.token.skip_cache;
        // Whoever has a token for a session that has ended does not know of that yet.
        if !is_shared || !self.holds_alive(question.session.as_deref()?) {
            return None;
        }
        let purpose = Purpose::of(question).word()?;
        let siblings = self.siblings()?;
        let lock = siblings.tabs.lock(&purpose, work.turn_ms);
        Some((siblings, purpose, lock))
    }

    /// Waits for its turn. A token that a sibling has, if it is what was asked for and need not be renewed yet.
    pub(super) async fn token_of_sibling(
        &self,
        question: &Question,
        (siblings, purpose, lock): &(Rc<Siblings>, String, TabLock),
    ) -> Option<Rc<Held>> {
        // This one will not do: else nobody would ask.
        let last = self.last_held(question);
        let will_do = |held: &Rc<Held>| {
            last.as_ref().is_none_or(|last| last.jwt != held.jwt)
                && held.is_as_asked()
                && held.renewal_in_ms(browser::now()) > 0.0
        };
        lock.acquired().await;
        // Another question may have brought one here in the meantime.
        if let Some(held) = self.last_held(question).filter(will_do) {
            return Some(held);
        }
        // All that has passed here since this was asked counts as its age: this tab may be frozen in between.
        let before = browser::now();
        let offer = siblings.tabs.ask(purpose).await?;
        let (age_ms, jwt) = split_once(&offer, b' ')?;
        let asked = before.before_ms(age_ms.parse::<u32>().ok()?.into());
        let held = Held::new(Purpose::of(question), Secret(jwt.into()), Facts::of(jwt)?, asked);
        Some(Rc::new(held)).filter(|held| will_do(held) && self.tokens.borrow().is_up_to_date(held))
    }

    /// A token that a sibling wants, with its age in milliseconds before it, unless it is to be renewed soon.
    fn token_to_offer(&self, purpose: &str) -> Option<String> {
        let now = browser::now();
        let tokens = self.tokens.borrow();
        let held = tokens.find(|held| held.purpose.word().as_deref() == Some(purpose))?;
        let age_ms = decimal(now.since_ms(held.asked) as u32);
        (held.renewal_in_ms(now) > SOON_MS).then(|| concat(&[&age_ms, " ", held.jwt.expose()]))
    }
}
