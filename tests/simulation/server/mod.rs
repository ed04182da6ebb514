//! A little Frontend API. It is truthful to each request as it arrives, and all that it is, is its
//! state: a network may do what it likes around it.

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

/// The choices that a server has when it answers truthfully.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ResponseOptions {
    /// The client member is null.
    pub without_client: bool,
    /// Sessions come with a token.
    pub with_tokens: bool,
    /// The caller's token is replaced.
    pub rotates: bool,
    /// A token request has to show the expired token.
    pub wants_expired_token: bool,
    /// Which decorative field is of a wrong shape; 0: none.
    pub malformed_field: u8,
}

/// Says only what is out of the ordinary.
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

/// The facts about an answer that the invariants need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The version of the server's state after it.
    pub version: u64,
    /// The number of the caller's client, if it has one.
    pub client: Option<u32>,
    /// Whether the caller was a stranger, because its token had been replaced.
    pub is_stranger: bool,
    /// Whether it is a success.
    pub is_success: bool,
    /// Whether it carries a client, as its `client` member or as what was asked for.
    pub has_client: bool,
    /// Whether it says by `response: null` to GET /client that there is no client.
    pub says_no_client: bool,
}

/// The server.
pub(crate) struct Server {
    /// Whether it says when a client or a session has last changed, and has last been used.
    has_times: bool,
    pub accounts: Accounts,
    pub identities: Identities,
}

/// An answer before it goes over the wire.
pub(crate) struct Answer {
    pub status: u16,
    pub body: Value,
    /// A development browser's or a client token that replaces the caller's.
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
    pub fn new(mode: Mode, replaced_are_strangers: bool, has_times: bool) -> Self {
        Server {
            has_times,
            accounts: Accounts::new(),
            identities: Identities::new(mode, replaced_are_strangers),
        }
    }

    /// Handles a request that arrives.
    pub fn handle(
        &mut self,
        request: &SentRequest,
        options: ResponseOptions,
        now_ms: f64,
    ) -> (HttpResponse, Facts) {
        let wire = Wire::read(request);
        let caller = self.identities.caller(&wire);
        let is_stranger = matches!(caller, Caller::Stranger { .. });
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
        render::disturb(&mut answer.body, options.malformed_field);
        let version = self.accounts.version();
        let facts = Facts { version, client, is_stranger, is_success, has_client, says_no_client };
        (self.response(&answer, now_ms), facts)
    }

    /// Returns the client that GET /client would answer to a token. `None`: there is none.
    ///
    /// # Errors
    /// The status of a refusal.
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

    /// Returns whether a token stands for a browser.
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
