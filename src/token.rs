//! Session tokens: JSON Web Tokens (RFC 7519), decoded but not verified. A server that receives a
//! token must verify it.

use crate::document::{JsonObject, Object, Slot, TypedObject};
use crate::error::{Code, Error, Result};
use crate::json::{Reader, ValueType};
use crate::util::compact::{concat, split_once};
use crate::util::encoding::decode_base64;

models! {
    /// The decoded parts of a session token.
    pub struct DecodedToken {
        /// The JOSE header: the algorithm and the key of the signature. Always present.
        header: Option<JsonObject>,
        /// The claims. Always present.
        claims: Option<JsonObject>,
    }
}

impl DecodedToken {
    /// Decodes a token: a header, claims and a signature, separated by dots. Does not verify the
    /// signature.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`], with the reason, but without any part of the token.
    pub fn decode(jwt: &str) -> Result<Self> {
        let parts = split_once(jwt, b'.')
            .and_then(|(header, rest)| Some((header, split_once(rest, b'.')?)));
        match parts {
            Some((header, (claims, signature))) if split_once(signature, b'.').is_none() => {
                let (header, claims) =
                    (object("header is", header)?, object("claims are", claims)?);
                let text = concat(&[&header, &claims]);
                let fields = [Slot::range(0, header.len()), Slot::range(header.len(), text.len())];
                Ok(Self::from_object(Object::new(text, fields)))
            }
            _ => Err(token_error("it needs three parts")),
        }
    }
}

/// Returns the JSON text of a part.
fn object(name: &str, part: &str) -> Result<String> {
    let text =
        decode_base64(part).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let mut json = Reader::new(&text);
    match json.expect(ValueType::Object).and_then(|()| json.skip()).and_then(|_| json.end()) {
        Ok(()) => Ok(text),
        Err(_) => Err(token_error(&concat(&["its ", name, " not a JSON object in base64url"]))),
    }
}

fn token_error(reason: &str) -> Box<Error> {
    Error::new(Code::InvalidArgument, &concat(&["not a JSON Web Token: ", reason]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::encoding::encode_base64url;

    fn token(header: &str, claims: &str) -> String {
        [header, claims].map(|part| encode_base64url(part.as_bytes())).join(".") + ".c2lnbmF0dXJl"
    }

    #[test]
    fn the_header_and_the_claims_are_decoded() {
        let decoded =
            DecodedToken::decode(&token(r#"{"alg":"RS256"}"#, r#"{"sid":"sess_1","é":[1.5e300]}"#));
        let decoded = decoded.unwrap();
        assert_eq!(decoded.header().unwrap().as_str(), r#"{"alg":"RS256"}"#);
        assert_eq!(decoded.claims().unwrap().as_str(), r#"{"sid":"sess_1","é":[1.5e300]}"#);
    }

    #[test]
    fn an_invalid_token_is_refused_with_the_reason() {
        for (jwt, reason) in [
            (String::new(), "three parts"),
            ("a.b".into(), "three parts"),
            (token("{}", "{}") + ".x", "three parts"),
            ("!.e30.".into(), "its header is not"),
            (token("[]", "{}"), "its header is not"),
            (token("{}", "7"), "its claims are not"),
            (token("{}", r#"{"a":"#), "its claims are not"),
            (token("{}", "{} {}"), "its claims are not"),
            ("e30._w.".into(), "its claims are not"), // not UTF-8
        ] {
            let error = DecodedToken::decode(&jwt).unwrap_err();
            assert_eq!(error.code, Code::InvalidArgument);
            assert!(error.message.contains(reason), "{jwt}: {}", error.message);
        }
    }
}
