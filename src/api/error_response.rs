//! Reads a response of status 400 or more as an error.

use super::envelope::Envelope;
use crate::document::{FieldValue, LeftOut};
use crate::error::{Code, Error};
use crate::json::ReadError;
use crate::models::{ApiErrors, Client, ErrorMeta};
use crate::util::compact::{collect, concat, decimal};

/// The remedies for errors of the API whose messages do not name one.
const REMEDIES: [(&str, &str); 3] = [
    (
        "origin_authorization_headers_conflict",
        "Clerk takes no client token from a page or its workers: leave clientToken out",
    ),
    ("native_api_disabled", "switch on the Native API in the Clerk Dashboard"),
    (
        "origin_invalid",
        "a production instance answers only pages on its own domain: use a pk_test_ key elsewhere",
    ),
];

/// Returns the error for the caller, and the client that some error responses carry.
pub(crate) fn read(
    status: u16,
    envelope: &Envelope,
    left_out: &mut LeftOut,
) -> (Box<Error>, Result<Option<Client>, Box<ReadError>>) {
    let mut error = Error::new(Code::Api, "");
    error.status = Some(status);
    let mut client = Ok(None);
    // If the body is a proxy's HTML page or empty, the error has only the status.
    if let Ok(response) = envelope.response_tolerant(ApiErrors::TYPE, left_out) {
        let response = response.get::<ApiErrors>();
        error.errors = collect(response.errors());
        error.trace_id = response.clerk_trace_id().map(String::from);
        let meta = response.meta().and_then(|meta| meta.read::<ErrorMeta>());
        client = meta
            .as_ref()
            .and_then(ErrorMeta::client)
            .map(|client| client.read_tolerant(left_out))
            .transpose();
    }
    error.message = message(status, &error);
    (error, client)
}

/// Returns whether an error response has an error of this code.
pub(crate) fn has_code(envelope: &Envelope, code: &str) -> bool {
    read(0, envelope, &mut LeftOut::new()).0.has_code(code)
}

fn message(status: u16, error: &Error) -> String {
    let mut message = concat(&["HTTP ", &decimal(status.into())]);
    if let Some(first) = error.errors.first() {
        for (separator, text) in
            [(" ", first.code()), (": ", first.long_message().or(first.message()))]
        {
            if let Some(text) = text {
                message.push_str(separator);
                message.push_str(text);
            }
        }
    }
    if let Some((_, remedy)) = REMEDIES.iter().find(|(code, _)| error.has_code(code)) {
        message.push_str(" — ");
        message.push_str(remedy);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        status: u16,
        body: impl Into<String>,
    ) -> (Box<Error>, Result<Option<Client>, Box<ReadError>>) {
        super::read(status, &Envelope::open(body.into().into_bytes()), &mut Vec::new())
    }

    #[test]
    fn the_servers_errors_are_passed_on() {
        let body = r#"{"errors":[{"code":"resource_not_found","message":"not found",
            "long_message":"No session was found","meta":{"a":1}}],"clerk_trace_id":"trace_1"}"#;
        let (error, client) = read(404, body);
        assert_eq!(error.message, "HTTP 404 resource_not_found: No session was found");
        assert_eq!((error.code, error.status), (Code::Api, Some(404)));
        assert_eq!(error.trace_id.as_deref(), Some("trace_1"));
        assert_eq!(error.errors.len(), 1);
        assert!(error.has_code("resource_not_found"));
        assert_eq!(client, Ok(None));
    }

    #[test]
    fn if_the_body_is_no_list_of_errors_the_error_has_the_status_alone() {
        for body in
            ["", "<html>Bad gateway</html>", "{\"errors\":[{\"co", "[]", "{\"errors\":7}", "null"]
        {
            let (error, _) = read(502, body);
            assert_eq!(error.message, "HTTP 502", "{body}");
            assert!(error.errors.is_empty());
        }
    }

    #[test]
    fn a_client_in_the_meta_is_found() {
        let client = |meta: &str| read(401, format!(r#"{{"errors":[],"meta":{meta}}}"#)).1;
        let found = client(r#"{"client":{"id":"client_1","sessions":[],"created_at":"now"}}"#);
        assert_eq!(found.unwrap().unwrap().id(), "client_1");
        for meta in ["null", "{}", "[]", r#"{"client":null}"#] {
            assert_eq!(client(meta), Ok(None), "{meta}");
        }
        for meta in [r#"{"client":{"id":7,"sessions":[]}}"#, r#"{"client":{"id":"client_1"}}"#] {
            assert!(client(meta).is_err(), "{meta}");
        }
    }

    #[test]
    fn a_field_of_the_wrong_type_is_left_out_and_the_others_stay() {
        let mut left_out = Vec::new();
        let body = r#"{"errors":[{"code":"signed_out","message":7},8],"clerk_trace_id":9}"#;
        let (error, _) = super::read(401, &Envelope::open(body.into()), &mut left_out);
        assert!(error.has_code("signed_out"));
        assert_eq!((error.errors.len(), &error.trace_id), (1, &None));
        let paths: Vec<_> = left_out.into_iter().map(|error| error.path).collect();
        assert_eq!(paths, ["errors[0].message", "errors[1]", "clerk_trace_id"]);
    }

    #[test]
    fn errors_with_a_known_remedy_name_it() {
        for (code, _) in REMEDIES {
            let (error, _) =
                read(400, format!(r#"{{"errors":[{{"code":"{code}","message":"No."}}]}}"#));
            assert!(
                error.message.starts_with(&format!("HTTP 400 {code}: No. — ")),
                "{}",
                error.message
            );
        }
    }
}
