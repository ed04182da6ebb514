//! The tables of error responses.

use crate::document::{AnyJson, JsonObject};
use crate::util::text::Text;

models! {
    /// One error of the Frontend API
    /// (<https://clerk.com/docs/guides/development/errors/frontend-api>).
    pub struct ApiError {
        /// A short message for display.
        message: Option<Text>,
        /// A long message for display.
        long_message: Option<Text>,
        /// A code for programs: `resource_not_found`, …
        code: Option<Text>,
        /// Details, as the server sent them: the keys are in snake case.
        meta: Option<JsonObject>,
    }

    /// The body of an error response.
    pub(crate) struct ApiErrors {
        errors: Vec<ApiError>,
        /// A value of any type. If it is an [`ErrorMeta`], it may have the client.
        meta: Option<AnyJson>,
        clerk_trace_id: Option<Text>,
    }

    /// The part of an error response's `meta` that is read.
    pub(crate) struct ErrorMeta {
        client: Option<AnyJson>,
    }
}
