//! The operations of the Frontend API that this crate knows, in one table.
//!
//! Source: Clerk's OpenAPI description of the Frontend API, 2026-05-12.

use super::factors::{AttemptFirstFactor, AttemptSecondFactor, PrepareFirstFactor, PrepareSecondFactor};
use crate::models::VerificationLevel;
#[cfg(feature = "npm")]
use crate::util::compact::split_once;

/// How the API means a request. Only GET and POST go over the wire: another method is a POST that names it in its query,
/// so that browsers need not ask first (CORS preflight).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

/// What an answer has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Client,
    Session,
    Sessions,
    /// The session, which has ended.
    EndedSession,
    /// The client, whose sessions have all ended.
    EndedClient,
    /// A reverification, as far as it has come.
    Verification,
    DevBrowser,
    Token,
}

/// Who may wait for the same request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Nobody else: what it does depends on what was done just before.
    Never,
    /// Who asks in the same turn of the event loop. Who asks later may know of something that the server did in between.
    AtOnce,
    /// Who asks before the answer is there: it can be done only once, or once is enough.
    UntilAnswered,
}

/// One operation of the Frontend API. Each is there once, and equal only to itself.
pub(crate) struct Operation {
    /// The method of `SessionClient` that makes it, in JavaScript.
    #[cfg_attr(not(feature = "npm"), expect(dead_code, reason = "Rust has a method for each"))]
    pub name: &'static str,
    pub method: Method,
    /// Below `/v1`; the first `{}` stands for a session's id, the second for the name of a template.
    pub path: &'static str,
    /// What its form has to choose among, as [`super::factors`] has it. Empty: it has no choice.
    #[cfg_attr(not(feature = "npm"), expect(dead_code, reason = "Rust has an enum for each"))]
    pub choices: &'static str,
    pub expected: Expected,
    pub sharing: Sharing,
    /// Whether doing it twice does no harm, so that it may be repeated when an answer is lost.
    pub repeatable: bool,
    /// Whether it must not be lost when the page closes.
    pub keepalive: bool,
}

const fn read(name: &'static str, path: &'static str, expected: Expected) -> Operation {
    let sharing = Sharing::AtOnce;
    Operation {
        name,
        method: Method::Get,
        path,
        choices: "",
        expected,
        sharing,
        repeatable: true,
        keepalive: false,
    }
}

const fn end(name: &'static str, path: &'static str) -> Operation {
    Operation {
        method: Method::Post,
        sharing: Sharing::UntilAnswered,
        keepalive: true,
        ..read(name, path, Expected::EndedSession)
    }
}

/// Never repeated: a code may be good only once, and sending one again costs its receiver's patience.
const fn verify(name: &'static str, path: &'static str, choices: &'static str) -> Operation {
    Operation {
        method: Method::Post,
        choices,
        sharing: Sharing::Never,
        repeatable: false,
        ..read(name, path, Expected::Verification)
    }
}

pub(crate) static GET_CLIENT: Operation = read("getClient", "/client", Expected::Client);
pub(crate) static GET_SESSION: Operation = read("getSession", "/client/sessions/{}", Expected::Session);
pub(crate) static LIST_SESSIONS: Operation = read("listSessions", "/me/sessions", Expected::Sessions);
pub(crate) static LIST_ACTIVE_SESSIONS: Operation =
    read("listActiveSessions", "/me/sessions/active", Expected::Sessions);
pub(crate) static TOUCH_SESSION: Operation = Operation {
    method: Method::Post,
    sharing: Sharing::Never,
    ..read("touchSession", "/client/sessions/{}/touch", Expected::Session)
};
pub(crate) static REMOVE_SESSION: Operation = end("deleteSession", "/client/sessions/{}/remove");
pub(crate) static REMOVE_SESSIONS: Operation = Operation {
    method: Method::Delete,
    expected: Expected::EndedClient,
    ..end("deleteAllSessions", "/client/sessions")
};
pub(crate) static END_SESSION: Operation = end("endSession", "/client/sessions/{}/end");
pub(crate) static REVOKE_SESSION: Operation = end("revokeSession", "/me/sessions/{}/revoke");
pub(crate) static CREATE_TOKEN: Operation = Operation {
    method: Method::Post,
    sharing: Sharing::UntilAnswered,
    ..read("getToken", "/client/sessions/{}/tokens", Expected::Token)
};
pub(crate) static CREATE_TOKEN_FROM_TEMPLATE: Operation =
    Operation { name: "", path: "/client/sessions/{}/tokens/{}", ..CREATE_TOKEN };
pub(crate) static START_VERIFICATION: Operation =
    verify("startVerification", "/client/sessions/{}/verify", VerificationLevel::STRINGS);
pub(crate) static PREPARE_FIRST_FACTOR: Operation = verify(
    "prepareFirstFactor",
    "/client/sessions/{}/verify/prepare_first_factor",
    PrepareFirstFactor::CHOICES,
);
pub(crate) static ATTEMPT_FIRST_FACTOR: Operation = verify(
    "attemptFirstFactor",
    "/client/sessions/{}/verify/attempt_first_factor",
    AttemptFirstFactor::CHOICES,
);
pub(crate) static PREPARE_SECOND_FACTOR: Operation = verify(
    "prepareSecondFactor",
    "/client/sessions/{}/verify/prepare_second_factor",
    PrepareSecondFactor::CHOICES,
);
pub(crate) static ATTEMPT_SECOND_FACTOR: Operation = verify(
    "attemptSecondFactor",
    "/client/sessions/{}/verify/attempt_second_factor",
    AttemptSecondFactor::CHOICES,
);
/// Begins as preparing a first factor does. Then come the browser's authenticator, and attempting it.
pub(crate) static VERIFY_WITH_PASSKEY: Operation =
    verify("verifyWithPasskey", "/client/sessions/{}/verify/prepare_first_factor", "");
pub(crate) static CREATE_DEV_BROWSER: Operation = Operation {
    repeatable: false,
    keepalive: false,
    expected: Expected::DevBrowser,
    ..end("", "/dev_browser")
};

/// What a `SessionClient` of JavaScript can be asked for.
#[cfg(feature = "npm")]
pub(crate) static OPERATIONS: [&Operation; 16] = [
    &GET_CLIENT,
    &GET_SESSION,
    &LIST_SESSIONS,
    &LIST_ACTIVE_SESSIONS,
    &TOUCH_SESSION,
    &REMOVE_SESSION,
    &REMOVE_SESSIONS,
    &END_SESSION,
    &REVOKE_SESSION,
    &CREATE_TOKEN,
    &START_VERIFICATION,
    &PREPARE_FIRST_FACTOR,
    &ATTEMPT_FIRST_FACTOR,
    &PREPARE_SECOND_FACTOR,
    &ATTEMPT_SECOND_FACTOR,
    &VERIFY_WITH_PASSKEY,
];

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Operation {
    /// Whether its path names a session, which is then the method's first argument.
    #[cfg(feature = "npm")]
    pub fn names_session(&self) -> bool {
        let is_of_path = !matches!(self.expected, Expected::Token | Expected::Verification);
        is_of_path && split_once(self.path, b'{').is_some()
    }

    /// Whether it is about a user's devices, so that it has to be said for which session is asked.
    pub fn is_about_devices(&self) -> bool {
        self.path.starts_with("/me")
    }

    /// Whether the client may be asked for because of its answer. Not after the question for the client itself, nor after the
    /// one that comes before it: that would have no end.
    pub fn may_lead_to_client(&self) -> bool {
        !matches!(self.expected, Expected::Client | Expected::DevBrowser)
    }

    /// Whether it changes anything of the client. A token is made, and nothing else.
    pub fn is_change(&self) -> bool {
        self.method != Method::Get && self.expected != Expected::Token
    }
}
