//! The data of a session token: its session, its organization, its lifetime and its freshness.

use crate::document::LeftOut;
use crate::token::DecodedToken;
use crate::util::text::Text;

models! {
    /// The member of a token's header that is read.
    struct Header {
        oiat: Option<i64>,
    }

    /// The claims that are read. A template may use these names for something else.
    pub(crate) struct Claims {
        /// The session.
        sid: Option<Text>,
        /// The issuer.
        iss: Option<Text>,
        /// Unix time in seconds, like `exp`.
        iat: Option<i64>,
        exp: Option<i64>,
        /// The organization of a session token of version 1.
        org_id: Option<Text>,
        /// The organization of a session token of version 2.
        o: Option<OrganizationClaim>,
    }

    /// The claim `o` of a session token.
    pub(crate) struct OrganizationClaim {
        id: Option<Text>,
    }
}

/// The data of one token.
#[derive(Debug, Clone)]
pub(crate) struct TokenInfo {
    /// The session. Empty if a claim has another type than in a session token. `None` if the token
    /// names no session.
    pub session: Option<Text>,
    /// The organization. Empty for the personal account.
    pub organization: Text,
    /// The time that it can be used after its request was sent, in milliseconds: `exp - iat - 1 s`,
    /// because both times are rounded down to whole seconds.
    pub lifetime_ms: f64,
    pub freshness: Freshness,
}

/// The time when a token's claims were read from the database (`oiat`), or the least number if the
/// token does not have it. Then the time when it was issued. Both are in Unix seconds, and the
/// greater value is the fresher one.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Freshness {
    oiat: i64,
    iat: i64,
}

impl Freshness {
    /// Returns when the token was issued, in Unix seconds.
    pub fn issued_at(self) -> i64 {
        self.iat
    }
}

impl TokenInfo {
    /// Returns when the token expires, in Unix milliseconds.
    pub fn expires_at_ms(&self) -> f64 {
        self.freshness.iat as f64 * 1000.0 + self.lifetime_ms + 1000.0
    }

    /// Reads a token. `None` if it is not a token, or if its lifetime is not more than a second.
    pub fn of(jwt: &str) -> Option<Self> {
        let (token, claims, left_out) = read(jwt)?;
        let header: Header = token.header()?.read()?;
        let iat = claims.iat()?;
        let lifetime_ms = (claims.exp()? - iat - 1) as f64 * 1000.0;
        let session = if left_out.is_empty() { claims.sid() } else { Some("") };
        let current = claims.o();
        let organization = current.as_ref().and_then(|claim| claim.id()).or(claims.org_id());
        (lifetime_ms > 0.0).then(|| TokenInfo {
            session: session.map(Text::from),
            organization: organization.unwrap_or_default().into(),
            lifetime_ms,
            freshness: Freshness { oiat: header.oiat().unwrap_or(i64::MIN), iat },
        })
    }
}

/// Reads the claims of a token.
pub(crate) fn claims_of(jwt: &str) -> Option<Claims> {
    read(jwt).map(|(_, claims, _)| claims)
}

fn read(jwt: &str) -> Option<(DecodedToken, Claims, LeftOut)> {
    let token = DecodedToken::decode(jwt).ok()?;
    let mut left_out = LeftOut::new();
    let claims = token.claims()?.read_tolerant(&mut left_out).ok()?;
    Some((token, claims, left_out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::encoding::encode_base64url;

    fn info(claims: &str) -> Option<TokenInfo> {
        let [header, claims] = ["{}", claims].map(|part| encode_base64url(part.as_bytes()));
        TokenInfo::of(&[&*header, ".", &claims, ".c2ln"].concat())
    }

    #[test]
    fn the_organization_is_read_from_tokens_of_both_versions() {
        let organization =
            |claims: &str| info(&format!(r#"{{"iat":1,"exp":61{claims}}}"#)).unwrap().organization;
        assert_eq!(&*organization(r#","org_id":"org_1""#), "org_1");
        assert_eq!(&*organization(r#","v":2,"o":{"id":"org_2","slg":"x"}"#), "org_2");
        assert_eq!(&*organization(""), "");
        assert_eq!(&*organization(r#","o":"a template's","org_id":7"#), "");
    }

    #[test]
    fn a_template_may_use_the_session_claim_for_something_else() {
        let session =
            |claims: &str| info(&format!(r#"{{"iat":1,"exp":61{claims}}}"#)).unwrap().session;
        assert_eq!(session(r#","sid":"sess_1""#).as_deref(), Some("sess_1"));
        assert_eq!(
            session(r#","sid":7"#).as_deref(),
            Some(""),
            "no session token has such a claim"
        );
        assert_eq!(session(""), None);
    }

    #[test]
    fn the_lifetime_is_a_second_less_than_the_difference_of_the_times() {
        assert_eq!(info(r#"{"iat":1,"exp":61}"#).unwrap().lifetime_ms, 59_000.0);
        assert_eq!(info(r#"{"iat":1,"exp":3}"#).unwrap().lifetime_ms, 1_000.0);
        for claims in [
            "{}",
            r#"{"iat":1}"#,
            r#"{"exp":1}"#,
            r#"{"iat":1,"exp":1}"#,
            r#"{"iat":1,"exp":2}"#,
            r#"{"iat":"1","exp":2}"#,
        ] {
            assert!(info(claims).is_none(), "{claims}");
        }
        assert!(TokenInfo::of("").is_none() && TokenInfo::of("a.b.c").is_none());
    }
}
