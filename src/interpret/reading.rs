//! Reads a response, and collects the decorative fields that could not be read.

use crate::api::envelope::Answer;
use crate::api::response::ApiResponse;
use crate::error::{Code, Error, Result};
use crate::json::ReadError;
use crate::model::{Client, Kind, Value};

/// A response that is being read.
pub(super) struct Reading<'a> {
    response: &'a ApiResponse,
    unreadable: Vec<Box<ReadError>>,
}

impl<'a> Reading<'a> {
    pub fn new(response: &'a ApiResponse) -> Self {
        Reading { response, unreadable: Vec::new() }
    }

    pub fn into_unreadable(self) -> Vec<Box<ReadError>> {
        self.unreadable
    }

    pub fn status(&self) -> u16 {
        self.response.status
    }

    pub fn retry_after_seconds(&self) -> Option<u32> {
        self.response.retry_after_seconds
    }

    pub fn envelope(&self) -> &'a Answer {
        &self.response.envelope
    }

    /// Reads the `response` member.
    pub fn response(&mut self, kind: Kind) -> Result<Value> {
        self.envelope().response(kind).map_err(|error| self.unreadable(error))
    }

    /// Reads the `response` member as far as that can be done.
    pub fn partial_response(&mut self, kind: Kind) -> (Value, Option<Box<ReadError>>) {
        self.envelope().response_as_far(kind)
    }

    /// Reads the `client` member. `None` if it is null or missing.
    pub fn client(&mut self) -> core::result::Result<Option<Client>, Box<ReadError>> {
        self.envelope().client()
    }

    /// Returns the error for a response that cannot be read.
    #[cold]
    pub fn unreadable(&self, error: Box<ReadError>) -> Box<Error> {
        let mut error = Error::unreadable(*error);
        error.status = Some(self.status());
        error
    }

    /// Returns the error for a response that does not confirm what was asked for.
    #[cold]
    pub fn unconfirmed(&self, why: &str) -> Box<Error> {
        let mut error = super::confirmation::not_deleted(Error::new(Code::NotDeleted, why));
        error.status = Some(self.status());
        error
    }
}
