//! Decides which of the page's cookies hold session tokens that must no longer be used.

use crate::api::cookies::{Cookies, is_session_cookie};
use crate::api::endpoint::Endpoint;
use crate::state::client_state::EndedSessions;
use crate::state::token_info::{Claims, claims_of};

/// Returns the names of the cookies that hold tokens of ended sessions.
///
/// If all sessions of the client have ended, these include the tokens of sessions that were not
/// known here. They do not include the tokens of another instance: on localhost, the cookies of
/// another project may be in the same jar.
pub(crate) fn expired_cookies<'a>(
    cookies: &'a str,
    ended: &'a EndedSessions,
    endpoint: &'a Endpoint,
) -> impl Iterator<Item = &'a str> {
    let is_expired = move |claims: Claims| {
        let Some(session) = claims.sid() else { return false };
        let have_all_ended = matches!(ended, EndedSessions::AllOf(_));
        ended.contains(session)
            || have_all_ended && claims.iss().is_none_or(|issuer| endpoint.is_issuer(issuer))
    };
    Cookies(cookies)
        .filter(move |(name, jwt)| {
            is_session_cookie(name) && claims_of(jwt).is_some_and(is_expired)
        })
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::endpoint::EndpointOptions;
    use crate::api::parse::Model;
    use crate::models::Client;
    use crate::util::encoding::encode_base64url;

    fn token(claims: &str) -> String {
        ["{}", claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2ln"
    }

    fn all_of(client: &str) -> EndedSessions {
        EndedSessions::AllOf(Client::parse(client).unwrap())
    }

    fn expired(ended: &EndedSessions, cookies: &[(&str, &str)]) -> Vec<String> {
        let cookies: Vec<_> =
            cookies.iter().map(|(name, value)| [name, "=", value].concat()).collect();
        let options =
            EndpointOptions { frontend_api: Some("clerk.example.com"), ..Default::default() };
        let endpoint = Endpoint::find(&options).unwrap();
        expired_cookies(&cookies.join("; "), ended, &endpoint).map(String::from).collect()
    }

    #[test]
    fn the_tokens_of_an_ended_session_expire_and_no_others() {
        let (ended, other) = (token(r#"{"sid":"sess_1"}"#), token(r#"{"sid":"sess_2"}"#));
        let tokens = EndedSessions::One("sess_1".into());
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
    fn if_all_sessions_end_the_tokens_of_unknown_sessions_expire_too() {
        let own = token(r#"{"sid":"sess_unknown","iss":"https://clerk.example.com"}"#);
        let nameless = token(r#"{"sid":"sess_unknown"}"#);
        let other = token(r#"{"sid":"sess_1","iss":"https://clerk.other.com"}"#);
        let cookies = [("__session", &*own), ("__session_a", &nameless), ("__session_b", &other)];
        assert_eq!(
            expired(&all_of(r#"{"id":"client_1"}"#), &cookies),
            ["__session", "__session_a"]
        );
        let known = r#"{"id":"client_1","sessions":[
            {"id":"sess_1","status":"active","expire_at":1,"last_active_at":2}]}"#;
        assert_eq!(expired(&all_of(known), &cookies), ["__session", "__session_a", "__session_b"]);
    }
}
