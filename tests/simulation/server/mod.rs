//! A small Frontend API. It responds correctly to each request at its arrival and has no other
//! state than its accounts and identities. The network around it may do anything.

mod accounts;
mod identity;
mod render;
mod routes;
mod token;
mod verification;
mod wire;

mod tests;

pub(crate) use accounts::{Accounts, ClientState, ORGANIZATIONS, OTHER_DEVICE, USERS};
pub(crate) use identity::{Caller, Identities, Mode};
pub(crate) use render::{MALFORMED_FIELDS, VERSION_BASE, client_number};
pub(crate) use routes::TEMPLATE;
pub(crate) use token::SentToken;
pub(crate) use verification::RIGHT_CODE;
pub(crate) use wire::Wire;

use core::fmt;

use serde_json::Value;

use crate::api::response::{HttpResponse, ResponseHeaders};
use crate::browser::{SentRequest, http_date};
use crate::model::{Client, Model};
use crate::util::text::Secret;

/// The options of the server in a correct response.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ResponseOptions {
    /// The client member is null.
    pub without_client: bool,
    /// Sessions come with a token.
    pub with_tokens: bool,
    /// The caller's token is replaced.
    pub rotates: bool,
    /// A token request must contain the expired token.
    pub wants_expired_token: bool,
    /// The decorative field that has a wrong type; 0 for none.
    pub malformed_field: u8,
}

/// Shows only the options that are not the default.
impl fmt::Debug for ResponseOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut set = formatter.debug_set();
        for (is_so, name) in [
            (self.without_client, "without_client"),
            (self.with_tokens, "with_tokens"),
            (self.rotates, "rotates"),
            (self.wants_expired_token, "wants_expired_token"),
        ] {
            if is_so {
                set.entry(&format_args!("{name}"));
            }
        }
        if self.malformed_field > 0 {
            set.entry(&format_args!("malformed_field {}", self.malformed_field));
        }
        set.finish()
    }
}

/// The facts about a response that the invariants need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The version of the server's state after the request.
    pub version: u64,
    /// The number of the caller's client, if it has one.
    pub client: Option<u32>,
    /// Whether the caller was unknown, because its token had been replaced.
    pub is_unknown: bool,
    /// Whether the response is a success.
    pub is_success: bool,
    /// Whether the response contains a client, in its `client` member or as the requested object.
    pub has_client: bool,
    /// Whether the response to GET /client is `response: null`.
    pub says_no_client: bool,
}

/// The server.
pub(crate) struct Server {
    /// Whether responses contain the times of the last change and the last activity.
    has_times: bool,
    pub accounts: Accounts,
    pub identities: Identities,
}

/// A response before it is sent.
pub(crate) struct Answer {
    pub status: u16,
    pub body: Value,
    /// A token of a development browser or client that replaces the caller's.
    pub new_token: Option<String>,
}

impl Answer {
    fn success(body: Value) -> Self {
        Answer { status: 200, body, new_token: None }
    }

    fn refusal(status: u16, code: &str) -> Self {
        let body = serde_json::json!({
            "errors": [{"code": code, "message": code, "long_message": code}],
            "clerk_trace_id": "trace",
        });
        Answer { status, body, new_token: None }
    }
}

impl Server {
    pub fn new(mode: Mode, replaced_are_unknown: bool, has_times: bool) -> Self {
        Server {
            has_times,
            accounts: Accounts::new(),
            identities: Identities::new(mode, replaced_are_unknown),
        }
    }

    /// Handles a request.
    pub fn handle(
        &mut self,
        request: &SentRequest,
        options: ResponseOptions,
        now_ms: f64,
    ) -> (HttpResponse, Facts) {
        let wire = Wire::read(request);
        let caller = self.identities.caller(&wire);
        let is_unknown = matches!(caller, Caller::Unknown { .. });
        let client = match caller {
            Caller::Browser(browser) => self.identities.client_of(browser),
            _ => None,
        };
        let mut answer = self.route(&wire, &caller, options, now_ms);
        let is_success = answer.status < 300;
        if options.rotates && is_success && matches!(caller, Caller::Browser(_)) {
            answer.new_token = self.identities.rotate(&wire);
        }
        let says_no_client = wire.is("GET", &["client"])
            && is_success
            && answer.body.get("response").is_none_or(Value::is_null);
        let is_client = |member: &str| {
            let object = answer.body.get(member).and_then(|member| member.get("object"));
            object.is_some_and(|object| object == "client")
        };
        let has_client = is_success && (is_client("client") || is_client("response"));
        render::malform(&mut answer.body, options.malformed_field);
        let version = self.accounts.version();
        let facts = Facts { version, client, is_unknown, is_success, has_client, says_no_client };
        (self.response(&answer, now_ms), facts)
    }

    /// Returns the client that GET /client would send for a token; `None` if there is none.
    ///
    /// The status of an error response.
    pub fn served(&mut self, token: Option<&str>, now_ms: f64) -> Result<Option<Client>, u16> {
        let wire = Wire::get_client(token);
        let caller = self.identities.caller(&wire);
        let answer = self.route(&wire, &caller, ResponseOptions::default(), now_ms);
        match answer.body.get("response") {
            _ if answer.status >= 300 => Err(answer.status),
            Some(client) if client.is_object() => Ok(Client::parse(client.to_string()).ok()),
            _ => Ok(None),
        }
    }

    /// Returns whether a token identifies a browser.
    pub fn knows(&self, token: Option<&str>) -> bool {
        matches!(self.identities.caller(&Wire::get_client(token)), Caller::Browser(_))
    }

    fn response(&self, answer: &Answer, now_ms: f64) -> HttpResponse {
        let new_token = || answer.new_token.as_deref().map(|token| Secret(token.into()));
        let is_dev_browser = self.identities.mode() == Mode::DevBrowser;
        let headers = ResponseHeaders {
            retry_after: None,
            date: Some(http_date(now_ms)),
            authorization: new_token().filter(|_| !is_dev_browser),
            dev_browser: new_token().filter(|_| is_dev_browser),
        };
        HttpResponse { status: answer.status, body: answer.body.to_string().into_bytes(), headers }
    }
}
