//! The operations of the Frontend API that this crate calls, in one table.
//!
//! Source: Clerk's OpenAPI description of the Frontend API, 2026-05-12.

use super::factors::{self, Form};

/// The method that the API defines. Requests are sent as GET or POST only: any other method is a
/// POST with the method in its query, so that browsers send no CORS preflight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

/// The value that a response must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseType {
    Client,
    Session,
    Sessions,
    /// The session, which has ended.
    EndedSession,
    /// The client, whose sessions have all ended.
    EndedClient,
    /// The reverification in its present state.
    Verification,
    DevBrowser,
    Token,
}

/// The callers that share one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dedup {
    /// No two callers, because the effect depends on the operations before it.
    Never,
    /// Callers in the same turn of the event loop. A later caller may know of something that the
    /// server did in between.
    SameTick,
    /// Callers before the response arrives. The operation can be done only once, or once is enough.
    WhileInFlight,
}

/// One operation of the Frontend API. Each exists once, and equals only itself.
pub(crate) struct Operation {
    pub method: Method,
    /// The path below `/v1`. The first `{}` is a session's id, the second a template's name.
    pub path: &'static str,
    /// The choices of its form.
    #[cfg_attr(
        not(any(feature = "npm", test)),
        expect(dead_code, reason = "Rust has methods and enums")
    )]
    pub form: Option<&'static Form>,
    pub response: ResponseType,
    pub dedup: Dedup,
    /// Whether it may be repeated, because a second execution does no harm.
    pub idempotent: bool,
    /// Whether the request must outlive the page.
    pub keepalive: bool,
    /// Whether its method's first argument is the session in the path.
    #[cfg_attr(
        not(any(feature = "npm", test)),
        expect(dead_code, reason = "Rust has methods and enums")
    )]
    pub names_session: bool,
    /// Whether its requests name the session that they are made on behalf of, because it is about a
    /// user's devices.
    pub needs_acting_session: bool,
    /// Whether it changes the sessions or the verified factors of the client.
    pub is_change: bool,
    /// Whether a success makes the claims of its session's tokens stale.
    pub invalidates_tokens: bool,
    /// Whether a success makes its session the one under verification.
    pub starts_verification: bool,
    /// Whether it chooses the current session, so that a later choice overrides it.
    pub chooses_session: bool,
    /// Whether its response may raise a doubt, which a GET /client then serves.
    pub may_refresh: bool,
}

const GET: Operation = Operation {
    method: Method::Get,
    path: "",
    form: None,
    response: ResponseType::Client,
    dedup: Dedup::SameTick,
    idempotent: true,
    keepalive: false,
    names_session: false,
    needs_acting_session: false,
    is_change: false,
    invalidates_tokens: false,
    starts_verification: false,
    chooses_session: false,
    may_refresh: true,
};

const POST: Operation = Operation { method: Method::Post, ..GET };

const END: Operation = Operation {
    response: ResponseType::EndedSession,
    dedup: Dedup::WhileInFlight,
    keepalive: true,
    names_session: true,
    is_change: true,
    invalidates_tokens: true,
    ..POST
};

/// The defaults of a reverification's steps. They are never repeated: a code may be valid only
/// once, and a repeated request would send its receiver another.
const VERIFICATION_STEP: Operation = Operation {
    response: ResponseType::Verification,
    dedup: Dedup::Never,
    idempotent: false,
    ..POST
};

const ATTEMPT: Operation =
    Operation { is_change: true, invalidates_tokens: true, ..VERIFICATION_STEP };

pub(crate) static GET_CLIENT: Operation = Operation { path: "/client", may_refresh: false, ..GET };
pub(crate) static GET_SESSION: Operation = Operation {
    path: "/client/sessions/{}",
    response: ResponseType::Session,
    names_session: true,
    ..GET
};
pub(crate) static LIST_SESSIONS: Operation = Operation {
    path: "/me/sessions",
    response: ResponseType::Sessions,
    needs_acting_session: true,
    ..GET
};
pub(crate) static LIST_ACTIVE_SESSIONS: Operation = Operation {
    path: "/me/sessions/active",
    response: ResponseType::Sessions,
    needs_acting_session: true,
    ..GET
};
const TOUCH: Operation = Operation {
    path: "/client/sessions/{}/touch",
    response: ResponseType::Session,
    dedup: Dedup::Never,
    names_session: true,
    is_change: true,
    ..POST
};
pub(crate) static TOUCH_SESSION: Operation =
    Operation { invalidates_tokens: true, chooses_session: true, ..TOUCH };
/// The touch of a page that gets the focus. It chooses nothing, and the next focus repeats it.
pub(crate) static TOUCH_ON_FOCUS: Operation = Operation { idempotent: false, ..TOUCH };
pub(crate) static REMOVE_SESSION: Operation =
    Operation { path: "/client/sessions/{}/remove", ..END };
pub(crate) static REMOVE_SESSIONS: Operation = Operation {
    method: Method::Delete,
    path: "/client/sessions",
    response: ResponseType::EndedClient,
    // An earlier request may have been handled before the sign-in of a session that is known now.
    dedup: Dedup::SameTick,
    names_session: false,
    ..END
};
pub(crate) static END_SESSION: Operation = Operation { path: "/client/sessions/{}/end", ..END };
pub(crate) static REVOKE_SESSION: Operation =
    Operation { path: "/me/sessions/{}/revoke", needs_acting_session: true, ..END };
pub(crate) static CREATE_TOKEN: Operation = Operation {
    path: "/client/sessions/{}/tokens",
    response: ResponseType::Token,
    dedup: Dedup::WhileInFlight,
    ..POST
};
pub(crate) static CREATE_TOKEN_FROM_TEMPLATE: Operation = Operation {
    path: "/client/sessions/{}/tokens/{}",
    response: ResponseType::Token,
    dedup: Dedup::WhileInFlight,
    ..POST
};
pub(crate) static START_VERIFICATION: Operation = Operation {
    path: "/client/sessions/{}/verify",
    form: Some(&factors::LEVEL),
    starts_verification: true,
    ..VERIFICATION_STEP
};
pub(crate) static PREPARE_FIRST_FACTOR: Operation = Operation {
    path: "/client/sessions/{}/verify/prepare_first_factor",
    form: Some(&factors::PrepareFirstFactor::FORM),
    ..VERIFICATION_STEP
};
pub(crate) static ATTEMPT_FIRST_FACTOR: Operation = Operation {
    path: "/client/sessions/{}/verify/attempt_first_factor",
    form: Some(&factors::AttemptFirstFactor::FORM),
    ..ATTEMPT
};
pub(crate) static PREPARE_SECOND_FACTOR: Operation = Operation {
    path: "/client/sessions/{}/verify/prepare_second_factor",
    form: Some(&factors::PrepareSecondFactor::FORM),
    ..VERIFICATION_STEP
};
pub(crate) static ATTEMPT_SECOND_FACTOR: Operation = Operation {
    path: "/client/sessions/{}/verify/attempt_second_factor",
    form: Some(&factors::AttemptSecondFactor::FORM),
    ..ATTEMPT
};
pub(crate) static CREATE_DEV_BROWSER: Operation = Operation {
    path: "/dev_browser",
    response: ResponseType::DevBrowser,
    dedup: Dedup::WhileInFlight,
    idempotent: false,
    may_refresh: false,
    ..POST
};

/// The operations that are methods of JavaScript's `SessionClient`.
#[cfg(any(feature = "npm", test))]
pub(crate) static OPERATIONS: [&Operation; 15] = [
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
];

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Operation {
    /// Returns whether its request is completed even if its client is closed or its callers stop
    /// waiting. It is if it changes anything at the server, such as sending a code to the user.
    pub fn survives_close(&self) -> bool {
        self.is_change || self.response == ResponseType::Verification
    }

    /// Returns whether it is sent with credentials. All are, except the one that gets them.
    pub fn needs_credentials(&self) -> bool {
        self.response != ResponseType::DevBrowser
    }

    /// Returns whether it marks a session as in use.
    pub fn is_touch(&self) -> bool {
        self.is_change && self.response == ResponseType::Session
    }

    /// Returns whether it is about the session under verification, which no argument names.
    pub fn is_verification_step(&self) -> bool {
        self.response == ResponseType::Verification && !self.starts_verification
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_numbers_the_methods_as_the_table_does() {
        let script = include_str!("../npm/entry/api.js");
        let list =
            script.split_once("const METHODS = [").and_then(|(_, rest)| rest.split_once("]"));
        let names: Vec<_> = list.unwrap().0.split('"').skip(1).step_by(2).collect();
        let operations: [(&str, &Operation); 15] = [
            ("getClient", &GET_CLIENT),
            ("getSession", &GET_SESSION),
            ("listSessions", &LIST_SESSIONS),
            ("listActiveSessions", &LIST_ACTIVE_SESSIONS),
            ("touchSession", &TOUCH_SESSION),
            ("deleteSession", &REMOVE_SESSION),
            ("deleteAllSessions", &REMOVE_SESSIONS),
            ("endSession", &END_SESSION),
            ("revokeSession", &REVOKE_SESSION),
            ("getToken", &CREATE_TOKEN),
            ("startVerification", &START_VERIFICATION),
            ("prepareFirstFactor", &PREPARE_FIRST_FACTOR),
            ("attemptFirstFactor", &ATTEMPT_FIRST_FACTOR),
            ("prepareSecondFactor", &PREPARE_SECOND_FACTOR),
            ("attemptSecondFactor", &ATTEMPT_SECOND_FACTOR),
        ];
        assert_eq!(names[..15], operations.map(|(name, _)| name));
        assert_eq!(names[15..], ["verifyWithPasskey", "resolveSession"]);
        assert!(OPERATIONS == operations.map(|(_, operation)| operation));
    }

    #[test]
    fn the_session_is_in_the_path_of_each_operation_that_names_it() {
        for operation in OPERATIONS {
            let path = operation.path;
            assert!(!operation.names_session || path.contains("{}"), "{path}");
            assert_eq!(operation.needs_acting_session, path.starts_with("/me"), "{path}");
        }
    }

    #[test]
    fn operations_that_must_outlive_the_page_or_not_be_repeated_are_marked() {
        for operation in OPERATIONS {
            let ends = matches!(
                operation.response,
                ResponseType::EndedSession | ResponseType::EndedClient
            );
            assert_eq!(operation.keepalive, ends, "{}", operation.path);
            let is_verification = operation.response == ResponseType::Verification;
            assert_eq!(operation.idempotent, !is_verification, "{}", operation.path);
            assert_eq!(operation.form.is_some(), is_verification, "{}", operation.path);
            assert!(!operation.invalidates_tokens || operation.is_change, "{}", operation.path);
        }
    }
}
