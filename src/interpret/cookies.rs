//! Decides which of the page's cookies hold session tokens that must no longer be used.

use crate::api::cookies::{Cookies, is_session_cookie};
use crate::api::endpoint::Endpoint;
use crate::models::Client;
use crate::state::client_state::contains;
use crate::state::token_info::{SessionClaims, session_claims_of};
use crate::util::compact::collect;
use crate::util::text::Text;

/// The tokens that have lost their use.
#[derive(Debug)]
pub(crate) enum ExpiredTokens {
    /// The tokens of these sessions.
    OfSessions(Vec<Text>),
    /// The tokens of all sessions of this instance: every session of the client has been deleted. Those that were
    /// known are named, because their tokens may not name their instance.
    OfAll(Vec<Text>),
}

impl ExpiredTokens {
    /// Returns the names of the cookies to expire.
    pub fn cookies<'text>(&self, cookies: &'text str, endpoint: &Endpoint) -> Vec<&'text str> {
        let expired = Cookies(cookies).filter(|(name, jwt)| {
            is_session_cookie(name)
                && session_claims_of(jwt).is_some_and(|claims| self.holds(&claims, endpoint))
        });
        collect(expired.map(|(name, _)| name))
    }

    fn holds(&self, claims: &SessionClaims, endpoint: &Endpoint) -> bool {
        let Some(session) = claims.sid() else { return false };
        match self {
            ExpiredTokens::OfSessions(ended) => contains(ended, session),
            // On localhost, another project's cookie may stand here.
            ExpiredTokens::OfAll(known) => {
                contains(known, session) || claims.iss().is_none_or(|issuer| endpoint.is_issuer(issuer))
            }
        }
    }
}

impl ExpiredTokens {
    /// Returns the tokens of a client whose sessions have all been deleted.
    pub fn of_all(known: &[Text], client: &Client) -> Self {
        let listed = client.sessions().map(|session| Text::from(session.id()));
        ExpiredTokens::OfAll(collect(known.iter().cloned().chain(listed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::endpoint::EndpointOptions;
    use crate::util::encoding::encode_base64url;

    fn token(claims: &str) -> String {
        ["{}", claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2ln"
    }

    fn expired(tokens: &ExpiredTokens, cookies: &[(&str, &str)]) -> Vec<String> {
        let cookies: Vec<_> = cookies.iter().map(|(name, value)| [name, "=", value].concat()).collect();
        let options = EndpointOptions { frontend_api: Some("clerk.example.com"), ..Default::default() };
        let endpoint = Endpoint::find(&options).unwrap();
        tokens.cookies(&cookies.join("; "), &endpoint).into_iter().map(String::from).collect()
    }

    #[test]
    fn the_tokens_of_an_ended_session_expire_and_no_others() {
        let (ended, other) = (token(r#"{"sid":"sess_1"}"#), token(r#"{"sid":"sess_2"}"#));
        let tokens = ExpiredTokens::OfSessions(vec!["sess_1".into()]);
        let cookies = [
            ("__session", &*ended),
            ("__session_naoXFJnI", &ended),
            ("__session_other", &other),
            ("__session_broken", "no-token"),
            ("session", &ended),
        ];
        assert_eq!(expired(&tokens, &cookies), ["__session", "__session_naoXFJnI"]);
    }

    #[test]
    fn with_all_sessions_the_tokens_of_unknown_ones_expire_too() {
        let own = token(r#"{"sid":"sess_unknown","iss":"https://clerk.example.com"}"#);
        let nameless = token(r#"{"sid":"sess_unknown"}"#);
        let other = token(r#"{"sid":"sess_1","iss":"https://clerk.other.com"}"#);
        let cookies = [("__session", &*own), ("__session_a", &nameless), ("__session_b", &other)];
        assert_eq!(expired(&ExpiredTokens::OfAll(vec![]), &cookies), ["__session", "__session_a"]);
        let known = ExpiredTokens::OfAll(vec!["sess_1".into()]);
        assert_eq!(expired(&known, &cookies), ["__session", "__session_a", "__session_b"]);
    }
}
