//! Tokens renewed in the background, while the page is visible, so that a caller does not wait for one.

use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use super::client::Inner;
use super::clock::Instant;
use super::tokens::Held;
use super::work;
use crate::browser::{Alarm, LONGEST_DELAY_MS, Visibility, is_visible};
use crate::frontend_api::operation::Expected;

/// What renews.
#[derive(Default)]
pub(crate) struct Renewal {
    alarm: Option<Alarm>,
    visibility: Option<Visibility>,
}

impl Inner {
    pub(super) fn keep_token(&self, held: Held) {
        self.tokens.borrow_mut().keep(held, Instant::now());
        self.schedule_renewal();
    }

    /// Drops the tokens of sessions, and those that are on their way.
    pub(super) fn drop_tokens(&self, is_meant: &dyn Fn(&str) -> bool) {
        self.tokens.borrow_mut().drop_of(is_meant);
        for work in self.works.borrow().iter() {
            let question = &work.question;
            if question.operation.expected == Expected::Token
                && question.session.as_deref().is_some_and(is_meant)
            {
                work.give_up();
            }
        }
    }

    /// Renews what is to be renewed, and sees to it that the rest will be.
    pub(super) fn renew_tokens(self: &Rc<Self>) {
        if is_visible() {
            let due = self.tokens.borrow_mut().take_due(Instant::now());
            for purpose in due {
                let inner = Rc::clone(self);
                work::now_or_later(async move {
                    // A renewal that fails leaves the token that is still good; whoever needs another asks for it, and hears why not.
                    _ = inner.ask(inner.renewal_question(purpose)).outcome(&Default::default()).await;
                });
            }
        }
        self.schedule_renewal();
    }

    fn schedule_renewal(&self) {
        let in_ms = if is_visible() { self.tokens.borrow().next_renewal_ms(Instant::now()) } else { None };
        let mut renewal = self.renewal.borrow_mut();
        renewal.alarm = in_ms.map(|ms| Alarm::set(ms.min(LONGEST_DELAY_MS), self.renewing()));
        renewal.visibility.get_or_insert_with(|| Visibility::watch(self.renewing()));
    }

    fn renewing(&self) -> Closure<dyn FnMut()> {
        let inner = Weak::clone(&self.this);
        Closure::new(move || {
            if let Some(inner) = inner.upgrade() {
                inner.renew_tokens();
            }
        })
    }
}
