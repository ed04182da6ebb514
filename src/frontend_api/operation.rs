//! The operations of the Frontend API that this crate knows, in one table.
//!
//! Source: Clerk's OpenAPI description of the Frontend API, 2026-05-12.

/// How the API means a request. Only GET and POST go over the wire: another method is a POST that names it in its query,
/// so that browsers need not ask first (CORS preflight).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

/// One operation of the Frontend API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operation {
    pub method: Method,
    /// Below `/v1`; `{}` stands for a session's id.
    pub path: &'static str,
    /// Whether doing it twice does no harm, so that it may be repeated when an answer is lost.
    pub repeatable: bool,
    /// Whether it changes something that must not be lost when the page closes.
    pub keepalive: bool,
}

const READ: Operation = Operation { method: Method::Get, path: "", repeatable: true, keepalive: false };
const CHANGE: Operation = Operation { method: Method::Post, path: "", repeatable: true, keepalive: true };

pub(crate) const GET_CLIENT: Operation = Operation { path: "/client", ..READ };
pub(crate) const GET_SESSION: Operation = Operation { path: "/client/sessions/{}", ..READ };
pub(crate) const LIST_SESSIONS: Operation = Operation { path: "/me/sessions", ..READ };
pub(crate) const LIST_ACTIVE_SESSIONS: Operation = Operation { path: "/me/sessions/active", ..READ };
pub(crate) const TOUCH_SESSION: Operation =
    Operation { path: "/client/sessions/{}/touch", keepalive: false, ..CHANGE };
pub(crate) const END_SESSION: Operation = Operation { path: "/client/sessions/{}/end", ..CHANGE };
pub(crate) const REMOVE_SESSION: Operation = Operation { path: "/client/sessions/{}/remove", ..CHANGE };
pub(crate) const REMOVE_SESSIONS: Operation =
    Operation { method: Method::Delete, path: "/client/sessions", ..CHANGE };
pub(crate) const REVOKE_SESSION: Operation = Operation { path: "/me/sessions/{}/revoke", ..CHANGE };
pub(crate) const CREATE_DEV_BROWSER: Operation =
    Operation { path: "/dev_browser", repeatable: false, keepalive: false, ..CHANGE };

impl Operation {
    /// Whether it changes anything.
    pub fn is_change(&self) -> bool {
        self.method != Method::Get
    }
}
