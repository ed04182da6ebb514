//! The cookies in which clerk-js keeps session tokens for the application's server.

use crate::browser;
use crate::state::token_cache::Claims;
use crate::token::DecodedToken;
use crate::util::cookies::Cookies;
use crate::util::text::Text;

/// Expires the page's cookies that hold a token of an ended session: the server would take them until they expire.
pub(super) fn expire(has_ended: &dyn Fn(&str) -> bool) {
    for (name, jwt) in Cookies(&browser::read_cookies()) {
        let is_session_token = name == "__session" || name.starts_with("__session_");
        if is_session_token && session_of(jwt).is_some_and(|session| has_ended(&session)) {
            browser::write_cookie(name, "", 0);
        }
    }
}

/// The session that a token is for.
fn session_of(jwt: &str) -> Option<Text> {
    let token = DecodedToken::decode(jwt).ok()?;
    token.claims()?.read::<Claims>()?.sid().map(Text::from)
}
