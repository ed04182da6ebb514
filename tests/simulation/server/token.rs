//! Session tokens: JSON Web Tokens without a valid signature.

use serde_json::{Value, json};

use crate::token::DecodedToken;
use crate::util::encoding::encode_base64url;

/// The lifetime of a token, in seconds.
const LIFETIME_SECONDS: i64 = 60;

/// The facts that the server encodes in a token, for the invariants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SentToken {
    pub session: String,
    pub user: String,
    /// Empty for the personal account.
    pub organization: String,
    pub template: String,
    /// The version of the server's state when the token was made.
    pub version: u64,
    /// The time of its expiry, in Unix seconds.
    pub exp: i64,
}

impl SentToken {
    /// Reads a token of this server.
    pub fn read(jwt: &str) -> Option<Self> {
        let token = DecodedToken::decode(jwt).ok()?;
        let token: Value = serde_json::to_value(token).ok()?;
        let claims = token.get("claims")?;
        let text = |name: &str| Some(claims.get(name)?.as_str()?.to_owned());
        Some(SentToken {
            session: text("simulated_session")?,
            user: text("sub")?,
            organization: text("simulated_organization")?,
            template: text("simulated_template")?,
            version: claims.get("simulated_version")?.as_u64()?,
            exp: claims.get("exp")?.as_i64()?,
        })
    }

    /// Creates a token that is issued now. A template's token may have a claim of its own named
    /// `sid`.
    pub(super) fn write(&self, now_ms: f64) -> String {
        let iat = (now_ms / 1000.0) as i64;
        let mut claims = json!({
            "sub": self.user,
            "iat": iat,
            "nbf": iat - 10,
            "exp": iat + LIFETIME_SECONDS,
            "simulated_session": self.session,
            "simulated_organization": self.organization,
            "simulated_template": self.template,
            "simulated_version": self.version,
        });
        if self.template.is_empty() {
            claims["sid"] = json!(self.session);
            if !self.organization.is_empty() {
                // Both versions of the claims are in use.
                match self.version % 2 {
                    0 => claims["org_id"] = json!(self.organization),
                    _ => claims["o"] = json!({"id": self.organization}),
                }
            }
        } else if self.version.is_multiple_of(2) {
            claims["sid"] = json!(7);
        }
        let header = json!({"alg": "RS256", "typ": "JWT", "oiat": iat});
        let part = |part: &Value| encode_base64url(part.to_string().as_bytes());
        format!("{}.{}.c2ln", part(&header), part(&claims))
    }
}
