use core::fmt;

use crate::json::ReadError;
use crate::models::ApiError;
use crate::util::compact::concat;
use crate::util::foreign::ForeignValue;

/// A result of this crate.
pub type Result<T> = core::result::Result<T, Box<Error>>;

/// What went wrong, for programs. The words are those of `SessionError.code` in JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// An option that a `SessionClient` cannot work with. Nothing was sent.
    InvalidOptions,
    /// An argument that nothing could be made of. Nothing was sent.
    InvalidArgument,
    /// No answer, for one is offline, blocked, or cut off. What was asked for may have happened.
    Network,
    /// No answer within the time given. What was asked for may have happened.
    Timeout,
    /// The server refused: see [`Error::status`] and [`Error::errors`].
    Api,
    /// What the server sent is not what it should be: see [`Error::path`].
    InvalidResponse,
    /// Nobody is signed in. Nothing else was sent.
    NoSession,
    /// The server did not confirm that the session has ended: it may be alive.
    NotDeleted,
    /// The browser or its user did not go through with a passkey.
    Passkey,
    /// The `SessionClient` has been closed.
    Closed,
    /// A mistake of this crate's.
    Internal,
}

impl Code {
    /// The word in JavaScript.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::InvalidOptions => "invalid_options",
            Code::InvalidArgument => "invalid_argument",
            Code::Network => "network",
            Code::Timeout => "timeout",
            Code::Api => "api",
            Code::InvalidResponse => "invalid_response",
            Code::NoSession => "no_session",
            Code::NotDeleted => "not_deleted",
            Code::Passkey => "passkey",
            Code::Closed => "closed",
            Code::Internal => "internal",
        }
    }
}

/// The one error of this crate. It never holds a token, a cookie or a key.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Error {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, for people. Not stable.
    pub message: String,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// What the server said. Empty where it said nothing that could be read.
    pub errors: Vec<ApiError>,
    /// Clerk's id of the request, for its support.
    pub trace_id: Option<String>,
    /// How long the server asks to be left alone (`Retry-After`), in seconds.
    pub retry_after_seconds: Option<u32>,
    /// Where an answer could not be read: `sessions[0].user.email_addresses[1].verification.attempts`.
    pub path: Option<String>,
    /// The browser's own error, where there was one.
    pub cause: Option<ForeignValue>,
}

impl Error {
    #[cold]
    pub(crate) fn new(code: Code, message: &str) -> Box<Self> {
        Box::new(Error {
            code,
            message: message.into(),
            status: None,
            errors: Vec::new(),
            trace_id: None,
            retry_after_seconds: None,
            path: None,
            cause: None,
        })
    }

    /// An answer that could not be read.
    #[cold]
    pub(crate) fn unreadable(error: ReadError) -> Box<Self> {
        let mut unreadable = Error::new(Code::InvalidResponse, &error.message());
        unreadable.path = Some(error.path);
        unreadable
    }

    /// The same error, with more to say before its message.
    #[cold]
    pub(crate) fn context(mut self: Box<Self>, why: &str) -> Box<Self> {
        self.message = concat(&[why, &self.message]);
        self
    }

    /// Whether the server said so.
    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.errors.iter().any(|error| error.code() == Some(code))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl core::error::Error for Error {}
