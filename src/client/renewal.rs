//! Tokens kept, dropped, and renewed in the background while the page is visible, so that a caller does not wait for one.

use std::rc::{Rc, Weak};

use super::client::Inner;
use crate::api::operation::Expected;
use crate::api::request::Question;
use crate::browser::{self, VisibleTimeout};
use crate::state::token_cache::Held;

impl Inner {
    /// Keeps a token, and gives out what is kept.
    pub(super) fn keep_token(&self, held: Rc<Held>) -> Rc<Held> {
        // One who listened may have closed this client while its answer is still being judged.
        if self.is_closed.get() {
            return held;
        }
        let held = self.tokens.borrow_mut().keep(held, browser::now());
        self.schedule_renewal();
        held
    }

    /// Drops the tokens of the session that a question is about, since its answer has made their claims old; those of other tabs too.
    pub(super) fn outdate_tokens(&self, question: &Question) {
        self.tokens.borrow_mut().outdate(browser::now());
        self.drop_tokens(&|session| question.is_about(session));
    }

    /// Drops the tokens of sessions, and those that are on their way.
    pub(super) fn drop_tokens(&self, is_meant: &dyn Fn(&str) -> bool) {
        self.tokens.borrow_mut().drop_of(is_meant);
        for work in self.works.borrow().iter() {
            let question = &work.question;
            let is_token = question.operation.expected == Expected::Token;
            if is_token && question.session.as_deref().is_some_and(is_meant) {
                work.token.take();
                work.give_up();
            }
        }
    }

    pub(super) fn schedule_renewal(&self) {
        let next_ms = self.tokens.borrow().next_renewal_ms(browser::now());
        let alarm = self.alarm.take().unwrap_or_else(|| {
            let inner = Weak::clone(&self.this);
            VisibleTimeout::new(Rc::new(move || {
                if let Some(inner) = inner.upgrade() {
                    inner.renew_tokens();
                }
            }))
        });
        alarm.set(next_ms);
        if !self.is_closed.get() {
            self.alarm.replace(Some(alarm));
        }
    }

    fn renew_tokens(self: &Rc<Self>) {
        let due = || self.tokens.borrow().take_due(browser::now()).cloned();
        while let Some(held) = due() {
            // A renewal that fails leaves the token that is still good. Whoever needs another asks for it, and hears why not.
            self.ask_in_background(self.renewal_question(&held));
        }
        self.schedule_renewal();
    }
}
