//! The options of `get_token`.

use super::target::Target;
use crate::api::request::checked_segment;
use crate::error::{Code, Error, Result};

/// How many seconds more a token has to be good for by default.
pub(crate) const LEEWAY_SECONDS: u32 = 10;

/// The kind of token that is asked for, and how long it has to be good.
#[derive(Debug, Clone)]
pub struct TokenOptions {
    /// The session that it is for.
    pub session: Target,
    /// The name of a JWT template. Not together with `organization_id`: the server's endpoint for
    /// templates takes none.
    pub template: Option<String>,
    /// The organization that the token is for; empty: the personal account. `None`: the session's
    /// own.
    pub organization_id: Option<String>,
    /// Whether a token that is known already will not do.
    pub skip_cache: bool,
    /// How many seconds more it has to be good for.
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
