use super::{Client, JsonObject};
use crate::json::{Json, Text};

models! {
    /// One error of the Frontend API.
    pub struct ApiError {
        /// Stable, for programs: `resource_not_found`.
        code: Option<Text>,
        /// For developers.
        message: Option<Text>,
        /// For users.
        long_message: Option<Text>,
        /// What the error is about: `{"param_name": "code"}`.
        meta: Option<JsonObject>,
    }

    /// The body of an answer that refuses.
    pub(crate) struct ApiErrors {
        errors: Vec<ApiError>,
        /// Of any shape; where it is an [`ErrorMeta`], it carries the client.
        meta: Option<Json>,
        clerk_trace_id: Option<Text>,
    }

    /// What may come with a refusal.
    pub(crate) struct ErrorMeta {
        client: Option<Client>,
    }
}
