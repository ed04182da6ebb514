//! The error of this crate, and its codes.

use core::fmt;

use crate::json::ReadError;
use crate::models::ApiError;
use crate::util::compact::concat;
use crate::util::foreign::ForeignValue;

/// A result with this crate's error.
pub type Result<T> = core::result::Result<T, Box<Error>>;

/// Declares the codes, and their docs for the TypeScript declarations.
macro_rules! codes {
    (
        $(#[doc = $about:literal])*
        pub enum $Code:ident { $( $(#[doc = $code_about:literal])* $Variant:ident, )* }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Code { $( $(#[doc = $code_about])* $Variant, )* }

        #[cfg(all(test, not(target_arch = "wasm32")))]
        impl crate::tests::declarations::Declared for $Code {
            const DECLARATION: crate::tests::declarations::Declaration =
                declaration!(
                    $Code [$($about)*]
                    $({ $Code::$Variant.as_str(), "", [$($code_about)*] })*
                );
        }
    };
}

codes! {
    /// The kind of an error, for programs. It is stable, unlike the message.
    pub enum Code {
        /// An option has no valid value. Nothing was sent.
        InvalidOptions,
        /// An argument has no valid value. Nothing was sent. From `get_token()` also: the leeway is
        /// more than a fresh token is good for.
        InvalidArgument,
        /// There was no response: the browser is offline, or the request was blocked or cut off.
        /// The server may have done what was requested.
        Network,
        /// There was no response within the timeout, or the token came too late. The server may
        /// have done what was requested.
        Timeout,
        /// The server responded with an error: see [`Error::status`] and [`Error::errors`].
        Api,
        /// The server's response cannot be read: see [`Error::path`].
        InvalidResponse,
        /// No user is signed in, as far as the client knows, or no reverification has begun.
        /// Nothing else was sent. From `get_token()` also: the session has ended.
        NoSession,
        /// The server did not confirm that the session has ended. It may be alive.
        NotDeleted,
        /// The browser or its user did not go through with a passkey.
        Passkey,
        /// The `SessionClient` has been closed.
        Closed,
        /// A fault of this package. Or the call began within 16 others, because a function that
        /// they need, such as `fetch`, calls the client.
        Internal,
    }
}

impl Code {
    /// Returns the code's name in JavaScript, where it is `SessionError.code`.
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

/// The only error type of this crate. It never holds a token, a cookie or a key.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Error {
    /// The kind of the error, for programs.
    pub code: Code,
    /// A message for display. It may change with any version.
    pub message: String,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The server's errors. Empty if the response had none that can be read.
    pub errors: Vec<ApiError>,
    /// Clerk's id of the request, for Clerk's support.
    pub trace_id: Option<String>,
    /// The seconds to wait before the next request (`Retry-After`).
    pub retry_after_seconds: Option<u32>,
    /// The path in a response that cannot be read:
    /// `sessions[0].user.email_addresses[1].verification.attempts`.
    pub path: Option<String>,
    /// The browser's own error, if there was one.
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

    /// Returns the error of a response that cannot be read.
    #[cold]
    pub(crate) fn unreadable(error: ReadError) -> Box<Self> {
        let mut unreadable = Error::new(Code::InvalidResponse, &error.message());
        unreadable.path = Some(error.path);
        unreadable
    }

    /// Returns the error with `why` before its message.
    #[cold]
    pub(crate) fn context(mut self: Box<Self>, why: &str) -> Box<Self> {
        self.message = concat(&[why, &self.message]);
        self
    }

    /// Returns whether the server's errors include this code.
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
