use crate::document::{AnyJson, JsonObject};
use crate::util::text::Text;

models! {
    /// One error of the Frontend API.
    pub struct ApiError {
        /// For people, in short.
        message: Option<Text>,
        /// For people, in full.
        long_message: Option<Text>,
        /// For programs: `resource_not_found`, …
        code: Option<Text>,
        /// What else there is to it, as the server sent it: its keys are in snake case.
        meta: Option<JsonObject>,
    }

    /// The body of an answer that refuses.
    pub(crate) struct ApiErrors {
        errors: Vec<ApiError>,
        /// Of any shape; where it is an [`ErrorMeta`], it carries the client.
        meta: Option<AnyJson>,
        clerk_trace_id: Option<Text>,
    }

    /// What may come with a refusal.
    pub(crate) struct ErrorMeta {
        client: Option<AnyJson>,
    }
}
