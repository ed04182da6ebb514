//! The options of `get_token`.

use super::target::Target;
use crate::api::request::checked_segment;
use crate::error::{Code, Error, Result};

/// The default of [`TokenOptions::leeway_seconds`].
pub(crate) const LEEWAY_SECONDS: u32 = 10;

/// The kind of token to return, and the time that it must remain valid.
#[derive(Debug, Clone)]
pub struct TokenOptions {
    /// The session that the token is for.
    pub session: Target,
    /// The name of a JWT template. It excludes `organization_id`, because the server's endpoint for
    /// templates takes none.
    pub template: Option<String>,
    /// The organization that the token is for. If empty, the personal account. If `None`, the
    /// session's active organization.
    pub organization_id: Option<String>,
    /// Whether to request a new token from the server even if a cached one is valid.
    pub skip_cache: bool,
    /// The seconds that the token must remain valid at least. Defaults to 10.
    pub leeway_seconds: u32,
}

impl Default for TokenOptions {
    fn default() -> Self {
        TokenOptions {
            session: Target::Current,
            template: None,
            organization_id: None,
            skip_cache: false,
            leeway_seconds: LEEWAY_SECONDS,
        }
    }
}

impl TokenOptions {
    pub(crate) fn check(&self) -> Result<()> {
        let Some(template) = &self.template else { return Ok(()) };
        if self.organization_id.is_some() {
            let message = "organizationId and template cannot be combined";
            return Err(Error::new(Code::InvalidArgument, message));
        }
        checked_segment("template", template)
    }
}
