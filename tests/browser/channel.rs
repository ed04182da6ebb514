//! The channel among tabs, modelled on BroadcastChannel. Messages of one tab reach another in
//! order, and the test decides when.

use core::cell::RefCell;
use core::future::Future;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::clock::Timeout;
use super::executor::{TabId, current_tab, in_tab};
use super::lock::{self, TabLock};
use super::page;
use super::signal::{Completer, signal};

/// The time within which another tab must answer, in milliseconds.
const ANSWER_MS: f64 = 100.0;

/// A message of another tab.
pub(crate) enum TabMessage<'text> {
    /// The client may have changed.
    Changed,
    /// A question. The callback returns the answer if the tab has it.
    Wanted(&'text str),
}

type OnMessage = Rc<dyn Fn(TabMessage<'_>) -> Option<String>>;

/// The number of a channel or a question.
type Id = u64;

struct Channel {
    tab: TabId,
    name: String,
    on_message: OnMessage,
}

#[derive(Clone)]
enum Content {
    Changed,
    Wanted { question: Id, what: String },
    Offered { question: Id, offer: String },
}

struct Message {
    from: Id,
    to: Id,
    content: Content,
}

#[derive(Default)]
struct Channels {
    made: Id,
    open: BTreeMap<Id, Channel>,
    messages: Vec<Message>,
    questions: BTreeMap<Id, Completer<String>>,
}

thread_local! {
    static CHANNELS: RefCell<Channels> = RefCell::default();
}

/// A connection to the other tabs with a channel of this name. Dropping it closes the channel.
pub(crate) struct TabChannel {
    /// `None` if the tab has no channel.
    id: Option<Id>,
    name: String,
}

impl TabChannel {
    pub fn open(
        name: &str,
        on_message: impl Fn(TabMessage<'_>) -> Option<String> + 'static,
    ) -> Self {
        let on_message: OnMessage = Rc::new(on_message);
        let tab = current_tab();
        let id = page::has_channels(tab).then(|| {
            CHANNELS.with_borrow_mut(|channels| {
                let id = channels.next_id();
                channels.open.insert(id, Channel { tab, name: name.into(), on_message });
                id
            })
        });
        TabChannel { id, name: name.into() }
    }

    /// Notifies the other tabs that the client may have changed.
    pub fn post_changed(&self) {
        if let Some(id) = self.id {
            CHANNELS.with_borrow_mut(|channels| channels.post(id, &Content::Changed));
        }
    }

    /// Asks the other tabs a question. Returns `None` if none answers within 100 ms.
    pub fn ask(&self, what: &str) -> impl Future<Output = Option<String>> + use<> {
        let (completer, answer) = signal();
        let asked = self.id.map(|id| {
            CHANNELS.with_borrow_mut(|channels| {
                let question = channels.next_id();
                channels.post(id, &Content::Wanted { question, what: what.into() });
                channels.questions.insert(question, completer.clone());
                (Asked(question), Timeout::after(ANSWER_MS))
            })
        });
        async move {
            let (_asked, timeout) = asked?;
            first(answer, timeout).await
        }
    }

    /// Requests the lock that is named after this channel.
    pub fn lock(&self, what: &str, timeout_ms: u32) -> TabLock {
        match self.id {
            Some(_) => lock::lock(format!("{} {what}", self.name), timeout_ms),
            None => lock::no_lock(),
        }
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            close(&|other, _| other == id);
        }
    }
}

/// A question that stays open until this is dropped.
struct Asked(Id);

impl Drop for Asked {
    fn drop(&mut self) {
        let completer = CHANNELS.with_borrow_mut(|channels| channels.questions.remove(&self.0));
        drop(completer);
    }
}

/// Returns the answer, or `None` if the timeout ends first.
async fn first<T>(mut answer: impl Future<Output = T> + Unpin, mut timeout: Timeout) -> Option<T> {
    use core::pin::Pin;
    use core::task::Poll;
    core::future::poll_fn(move |context| {
        if let Poll::Ready(answer) = Pin::new(&mut answer).poll(context) {
            return Poll::Ready(Some(answer));
        }
        Pin::new(&mut timeout).poll(context).map(|()| None)
    })
    .await
}

impl Channels {
    fn next_id(&mut self) -> Id {
        self.made += 1;
        self.made
    }

    fn post(&mut self, from: Id, content: &Content) {
        let Some(Channel { name, .. }) = self.open.get(&from) else { return };
        let others = self.open.iter().filter(|(id, other)| **id != from && other.name == *name);
        let message = |(&to, _): (&Id, &Channel)| Message { from, to, content: content.clone() };
        self.messages.extend(others.map(message));
    }

    /// Returns the indices of the messages that may be delivered next: the first from each channel
    /// to each other channel.
    fn deliverable(&self) -> Vec<usize> {
        let is_first = |at: &usize| {
            let message = &self.messages[*at];
            let earlier = &self.messages[..*at];
            earlier.iter().all(|other| (other.from, other.to) != (message.from, message.to))
        };
        (0..self.messages.len()).filter(is_first).collect()
    }
}

/// Returns how many messages may be delivered next.
pub(super) fn deliverable() -> usize {
    CHANNELS.with_borrow(|channels| channels.deliverable().len())
}

/// Delivers one of the messages that may be delivered next. If it announces a change, returns the
/// tab that receives it.
pub(super) fn deliver(number: usize) -> Option<TabId> {
    let message = CHANNELS.with_borrow_mut(|channels| {
        let at = *channels.deliverable().get(number)?;
        let message = channels.messages.remove(at);
        let receiver = channels.open.get(&message.to)?;
        Some((receiver.tab, Rc::clone(&receiver.on_message), message))
    });
    let (tab, on_message, Message { from, to, content }) = message?;
    let told = matches!(content, Content::Changed).then_some(tab);
    in_tab(tab, || match content {
        Content::Changed => {
            on_message(TabMessage::Changed);
        }
        Content::Wanted { question, what } => {
            let Some(offer) = on_message(TabMessage::Wanted(&what)) else { return };
            CHANNELS.with_borrow_mut(|channels| {
                let content = Content::Offered { question, offer };
                channels.messages.push(Message { from: to, to: from, content });
            });
        }
        Content::Offered { question, offer } => {
            let asker = CHANNELS.with_borrow(|channels| channels.questions.get(&question).cloned());
            if let Some(asker) = asker {
                asker.complete(offer);
            }
        }
    });
    told
}

fn close(is_meant: &dyn Fn(Id, &Channel) -> bool) {
    let closed = CHANNELS.with_borrow_mut(|channels| {
        let closed = channels.open.extract_if(.., |id, channel| is_meant(*id, channel));
        let closed: Vec<_> = closed.collect();
        channels.messages.retain(|message| channels.open.contains_key(&message.to));
        closed
    });
    drop(closed);
}

/// Closes the channels of a closed tab.
pub(super) fn close_tab(tab: TabId) {
    close(&|_, channel| channel.tab == tab);
}

/// Returns the names of the open channels with their tabs.
pub(super) fn channels() -> Vec<(TabId, String)> {
    CHANNELS.with_borrow(|channels| {
        channels.open.values().map(|channel| (channel.tab, channel.name.clone())).collect()
    })
}

pub(super) fn reset() {
    let channels = CHANNELS.take();
    drop(channels);
}
