//! The cookies in which clerk-js keeps session tokens for the application's server.

use crate::browser;
use crate::json::Text;
use crate::model::Model;
use crate::token::DecodedToken;

models! {
    /// The claims of a session token that matter here.
    struct Claims {
        /// The session.
        sid: Option<Text>,
    }
}

/// Expires the page's cookies that hold a token of an ended session: the server would take them until they expire.
pub(super) fn expire(has_ended: &dyn Fn(&str) -> bool) {
    for (name, jwt) in browser::read_cookies() {
        let is_session_token = name == "__session" || name.starts_with("__session_");
        if is_session_token && session_of(&jwt).is_some_and(|session| has_ended(&session)) {
            browser::write_cookie(&name, "", 0);
        }
    }
}

/// The session that a token is for.
fn session_of(jwt: &str) -> Option<Text> {
    let token = DecodedToken::decode(jwt).ok()?;
    Claims::read(token.claims()?.as_str()).ok()?.sid().map(Text::from)
}
