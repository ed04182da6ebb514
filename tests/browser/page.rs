//! The pages: their visibility, events and URLs, and the cookies that all tabs share.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::clock::{TOO_LONG_MS, TimerId, TimerKind, clear_timer, set_timer};
use super::executor::{TabId, current_tab, in_tab};
use super::simulation::TabKind;
use crate::state::page::Page;

/// An event of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageEvent {
    /// The page became visible.
    Visible,
    /// The machine is online again.
    Online,
    /// The page was restored from the back/forward cache.
    Restored,
    /// The page was hidden.
    Hidden,
    /// The page got the focus.
    Focused,
}

#[derive(Clone)]
enum Listener {
    Visible(Rc<dyn Fn()>),
    Any(Rc<dyn Fn(PageEvent)>),
}

/// A listener's number, in the order of listening.
type ListenerId = u64;

struct Tab {
    kind: TabKind,
    is_visible: bool,
    query: BTreeMap<String, String>,
    listeners: BTreeMap<ListenerId, Listener>,
}

#[derive(Default)]
struct Pages {
    tabs: BTreeMap<TabId, Tab>,
    listened: ListenerId,
    cookies: BTreeMap<String, String>,
}

thread_local! {
    static PAGES: RefCell<Pages> = RefCell::default();
}

fn with_tab<T>(tab: TabId, code: impl FnOnce(&mut Tab) -> T) -> Option<T> {
    PAGES.with_borrow_mut(|pages| pages.tabs.get_mut(&tab).map(code))
}

pub(super) fn open_tab(tab: TabId, kind: TabKind) {
    let page = Tab { kind, is_visible: true, query: BTreeMap::new(), listeners: BTreeMap::new() };
    PAGES.with_borrow_mut(|pages| pages.tabs.insert(tab, page));
}

pub(super) fn close_tab(tab: TabId) {
    let page = PAGES.with_borrow_mut(|pages| pages.tabs.remove(&tab));
    drop(page);
}

pub(super) fn has_channels(tab: TabId) -> bool {
    with_tab(tab, |tab| tab.kind != TabKind::Server).unwrap_or_default()
}

fn has_page(tab: TabId) -> bool {
    with_tab(tab, |tab| tab.kind == TabKind::Page).unwrap_or_default()
}

fn is_visible(tab: TabId) -> bool {
    with_tab(tab, |tab| tab.kind == TabKind::Page && tab.is_visible).unwrap_or_default()
}

/// Shows or hides a page.
pub(super) fn show(tab: TabId, is_visible: bool) {
    let before = with_tab(tab, |tab| core::mem::replace(&mut tab.is_visible, is_visible));
    match (before, is_visible) {
        (Some(false), true) => happen(tab, PageEvent::Visible),
        (Some(true), false) => happen(tab, PageEvent::Hidden),
        _ => {}
    }
}

/// Dispatches an event to a page.
pub(super) fn happen(tab: TabId, event: PageEvent) {
    if !has_page(tab) {
        return;
    }
    let ids = with_tab(tab, |tab| tab.listeners.keys().copied().collect::<Vec<_>>());
    for id in ids.into_iter().flatten() {
        // An earlier listener may have removed a later one.
        let listener = with_tab(tab, |tab| tab.listeners.get(&id).cloned()).flatten();
        in_tab(tab, || match listener {
            Some(Listener::Visible(callback)) if event == PageEvent::Visible => callback(),
            Some(Listener::Any(callback)) => callback(event),
            _ => {}
        });
    }
}

fn listen(listener: Listener) -> (TabId, ListenerId) {
    let tab = current_tab();
    let id = PAGES.with_borrow_mut(|pages| {
        pages.listened += 1;
        pages.listened
    });
    with_tab(tab, |tab| tab.listeners.insert(id, listener));
    (tab, id)
}

fn unlisten((tab, id): (TabId, ListenerId)) {
    let listener = with_tab(tab, |tab| tab.listeners.remove(&id));
    drop(listener);
}

/// Returns the number of listeners of each tab.
pub(super) fn listeners() -> Vec<(TabId, usize)> {
    PAGES.with_borrow(|pages| {
        let counts = pages.tabs.iter().map(|(id, tab)| (*id, tab.listeners.len()));
        counts.filter(|(_, count)| *count > 0).collect()
    })
}

/// Calls back at each event of the page. Dropping it removes the listener.
pub(crate) struct PageEvents((TabId, ListenerId));

impl PageEvents {
    pub fn listen(callback: impl Fn(PageEvent) + 'static) -> Self {
        PageEvents(listen(Listener::Any(Rc::new(callback))))
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {
        unlisten(self.0);
    }
}

/// Calls back after a delay while the page is visible, and whenever it becomes visible. Dropping it
/// cancels both.
pub(crate) struct VisibleTimeout {
    callback: Rc<dyn Fn()>,
    listener: (TabId, ListenerId),
    timer: Cell<Option<TimerId>>,
}

impl VisibleTimeout {
    pub fn new(callback: impl Fn() + 'static) -> Self {
        let tab = current_tab();
        let callback: Rc<dyn Fn()> = Rc::new(move || {
            if is_visible(tab) {
                callback();
            }
        });
        let listener = listen(Listener::Visible(Rc::clone(&callback)));
        VisibleTimeout { callback, listener, timer: Cell::new(None) }
    }

    /// Sets the delay and replaces the previous one.
    pub fn set(&self, delay_ms: f64) {
        self.clear();
        let (tab, _) = self.listener;
        if is_visible(tab) && delay_ms < TOO_LONG_MS {
            let callback = Rc::clone(&self.callback);
            self.timer.set(Some(set_timer(tab, TimerKind::WhileVisible, delay_ms, callback)));
        }
    }

    fn clear(&self) {
        if let Some(timer) = self.timer.take() {
            clear_timer(timer);
        }
    }
}

impl Drop for VisibleTimeout {
    fn drop(&mut self) {
        self.clear();
        unlisten(self.listener);
    }
}

/// Returns the page's cookies: `name=value; name=value`.
pub(crate) fn read_cookies() -> String {
    let has_page = has_page(current_tab());
    PAGES.with_borrow(|pages| {
        let cookies = pages.cookies.iter().filter(|_| has_page);
        cookies.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    })
}

/// Does nothing: no page of this double is in a frame.
pub(crate) fn partition_cookies() {}

/// Writes a cookie. An empty value expires it.
pub(crate) fn write_cookie(name: &str, value: &str) {
    if has_page(current_tab()) {
        set_cookie(name, (!value.is_empty()).then_some(value));
    }
}

/// Writes a cookie that holds a session token.
pub(crate) fn write_token(name: &str, token: &str) {
    write_cookie(name, token);
}

/// Writes the cookie `__client_uat`, with a suffix.
pub(crate) fn write_client_uat(suffix: &str, seconds: f64, _instance_host: &str) {
    write_cookie(&format!("__client_uat{suffix}"), &seconds.to_string());
}

/// Returns the state of the page. A visible page has the focus.
pub(crate) fn page() -> Page {
    let tab = current_tab();
    let is_visible = is_visible(tab);
    let is_hidden = has_page(tab) && !is_visible;
    Page { is_visible, is_hidden, has_focus: is_visible, is_foreign_frame: false }
}

/// Sets or removes a cookie, as other code of the page does.
pub(super) fn set_cookie(name: &str, value: Option<&str>) {
    PAGES.with_borrow_mut(|pages| match value {
        Some(value) => pages.cookies.insert(name.into(), value.into()),
        None => pages.cookies.remove(name),
    });
}

pub(super) fn cookies() -> BTreeMap<String, String> {
    PAGES.with_borrow(|pages| pages.cookies.clone())
}

/// Removes a query parameter from the page's URL.
pub(crate) fn take_query_parameter(name: &str) -> Option<String> {
    let tab = current_tab();
    has_page(tab).then(|| with_tab(tab, |tab| tab.query.remove(name)))??
}

/// Resolves an absolute URL or a path against the page's URL, which is also the default.
pub(crate) fn resolve_url(url: Option<&str>, _parameter: &str) -> Option<String> {
    const ORIGIN: &str = "https://app.example.com";
    let has_page = has_page(current_tab());
    match url {
        None if !has_page => Some(String::new()),
        Some(path) if path.starts_with('/') => has_page.then(|| [ORIGIN, path].concat()),
        Some(url) => url.starts_with("http").then(|| url.into()),
        None => Some(format!("{ORIGIN}/")),
    }
}

/// Adds a query parameter to a page's URL.
pub(super) fn set_query_parameter(tab: TabId, name: &str, value: &str) {
    with_tab(tab, |tab| tab.query.insert(name.into(), value.into()));
}

pub(super) fn reset() {
    let pages = PAGES.take();
    drop(pages);
}
