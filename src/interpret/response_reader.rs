//! Reads a response, and collects the decorative fields that cannot be read.

use crate::api::error_response;
use crate::api::response::ApiResponse;
use crate::document::{FieldType, LeftOut, Value};
use crate::error::{Code, Error, Result};
use crate::json::ReadError;
use crate::models::Client;

/// A response that is being read.
pub(super) struct ResponseReader<'a> {
    response: &'a ApiResponse,
    unreadable: LeftOut,
}

impl<'a> ResponseReader<'a> {
    pub fn new(response: &'a ApiResponse) -> Self {
        ResponseReader { response, unreadable: Vec::new() }
    }

    pub fn into_unreadable(self) -> LeftOut {
        self.unreadable
    }

    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// Reads an error response: the error for the caller, and the client that some error responses
    /// carry.
    pub fn error_response(
        &mut self,
    ) -> (Box<Error>, core::result::Result<Option<Client>, Box<ReadError>>) {
        let ApiResponse { status, envelope, retry_after_seconds } = self.response;
        let (mut error, client) = error_response::read(*status, envelope, &mut self.unreadable);
        error.retry_after_seconds = *retry_after_seconds;
        (error, client)
    }

    /// Reads the `response` member.
    pub fn response(&mut self, field_type: FieldType) -> Result<Value> {
        let read = self.response.envelope.response_tolerant(field_type, &mut self.unreadable);
        read.map_err(|error| self.unreadable(error))
    }

    /// Reads as much of the `response` member as possible.
    pub fn partial_response(&mut self, field_type: FieldType) -> (Value, Option<Box<ReadError>>) {
        self.response.envelope.response_so_far(field_type, &mut self.unreadable)
    }

    /// Reads the `client` member. `None` if it is null or missing.
    pub fn client(&mut self) -> core::result::Result<Option<Client>, Box<ReadError>> {
        self.response.envelope.client(&mut self.unreadable)
    }

    /// Returns the error for a response that cannot be read.
    #[cold]
    pub fn unreadable(&self, error: Box<ReadError>) -> Box<Error> {
        let mut error = Error::unreadable(*error);
        error.status = Some(self.status());
        error
    }

    /// Returns the error of a response that does not confirm the requested change.
    #[cold]
    pub fn unconfirmed(&self, why: &str) -> Box<Error> {
        let mut error = not_deleted(Error::new(Code::NotDeleted, why));
        error.status = Some(self.status());
        error
    }
}

/// Returns the error of a deletion that was not confirmed, with the server's own errors.
pub(super) fn not_deleted(mut error: Box<Error>) -> Box<Error> {
    error.code = Code::NotDeleted;
    error.context("the deletion was not confirmed: ")
}
