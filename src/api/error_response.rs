//! An answer of status 400 or more, as an error.

use super::envelope::Answer;
use crate::error::{Code, Error};
use crate::model::{ApiErrors, Client, ErrorMeta, FieldType};
use crate::util::compact::{collect, concat, decimal};

/// Errors of the API whose remedy is not in their own text.
const REMEDIES: [(&str, &str); 3] = [
    (
        "origin_authorization_headers_conflict",
        "Clerk takes no client token from a page or its workers: leave clientToken out, and cookies or the development browser identify it",
    ),
    ("native_api_disabled", "switch on the Native API in the Clerk Dashboard, under Native applications"),
    (
        "origin_invalid",
        "a production instance answers only pages on its own domain: use a pk_test_ key elsewhere",
    ),
];

/// What a refusal says: the error for the caller, and the client, which some refusals carry.
pub(crate) fn read(status: u16, answer: &Answer) -> (Box<Error>, Option<Client>) {
    let mut error = Error::new(Code::Api, "");
    error.status = Some(status);
    let mut client = None;
    // Of a proxy's HTML page, or of nothing, the status says enough.
    if let Ok(said) = answer.response(ApiErrors::KIND) {
        let said = said.get::<ApiErrors>();
        error.errors = collect(said.errors());
        error.trace_id = said.clerk_trace_id().map(String::from);
        client = said.meta().and_then(|meta| meta.read::<ErrorMeta>()?.client()?.read());
    }
    error.message = message(status, &error);
    (error, client)
}

/// Returns whether a refusal has an error of this code.
pub(crate) fn has_code(answer: &Answer, code: &str) -> bool {
    read(0, answer).0.says(code)
}

fn message(status: u16, error: &Error) -> String {
    let mut message = concat(&["HTTP ", &decimal(status.into())]);
    if let Some(first) = error.errors.first() {
        for (separator, text) in [(" ", first.code()), (": ", first.long_message().or(first.message()))] {
            if let Some(text) = text {
                message.push_str(separator);
                message.push_str(text);
            }
        }
    }
    if let Some((_, remedy)) = REMEDIES.iter().find(|(code, _)| error.says(code)) {
        message.push_str(" — ");
        message.push_str(remedy);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: impl Into<String>) -> (Box<Error>, Option<Client>) {
        super::read(status, &Answer::open(body.into().into_bytes()))
    }

    #[test]
    fn what_the_server_said_is_passed_on() {
        let body = r#"{"errors":[{"code":"resource_not_found","message":"not found","long_message":"No session was found","meta":{"a":1}}],"clerk_trace_id":"trace_1"}"#;
        let (error, client) = read(404, body);
        assert_eq!(error.message, "HTTP 404 resource_not_found: No session was found");
        assert_eq!((error.code, error.status), (Code::Api, Some(404)));
        assert_eq!(error.trace_id.as_deref(), Some("trace_1"));
        assert_eq!(error.errors.len(), 1);
        assert!(error.says("resource_not_found"));
        assert_eq!(client, None);
    }

    #[test]
    fn a_body_that_is_no_list_of_errors_leaves_the_status() {
        for body in ["", "<html>Bad gateway</html>", "{\"errors\":[{\"co", "[]", "{\"errors\":7}", "null"] {
            let (error, _) = read(502, body);
            assert_eq!(error.message, "HTTP 502", "{body}");
            assert!(error.errors.is_empty());
        }
    }

    #[test]
    fn a_client_in_the_meta_is_found() {
        let body = r#"{"errors":[],"meta":{"client":{"id":"client_1","sessions":null}}}"#;
        assert_eq!(read(401, body).1.unwrap().id(), "client_1");
        for meta in ["null", "{}", "[]", r#"{"client":null}"#, r#"{"client":{"id":7}}"#] {
            assert_eq!(read(401, format!(r#"{{"errors":[],"meta":{meta}}}"#)).1, None, "{meta}");
        }
    }

    #[test]
    fn errors_that_do_not_explain_themselves_name_the_remedy() {
        for (code, _) in REMEDIES {
            let (error, _) = read(400, format!(r#"{{"errors":[{{"code":"{code}","message":"No."}}]}}"#));
            assert!(error.message.starts_with(&format!("HTTP 400 {code}: No. — ")), "{}", error.message);
        }
    }
}
