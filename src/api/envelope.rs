//! The envelope of a response: `{"response": …, "client": …}`, or the requested value by itself.

use std::sync::Arc;

use crate::document::{FieldType, FieldValue, KeyCase, LeftOut, Value, ValueReader};
use crate::json::{ReadError, Reader, ValueType};
use crate::models::Client;

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// The text of a response, with the offsets of its members. The members are read separately,
/// because one may be readable if the other is not.
pub(crate) struct Envelope {
    text: Arc<String>,
    /// The offset of the member.
    response: Option<usize>,
    client: Option<usize>,
    /// The error that ended the search for members early.
    broken: Option<Box<ReadError>>,
}

impl Envelope {
    pub fn open(body: Vec<u8>) -> Self {
        let text = match String::from_utf8(body) {
            Ok(text) => Arc::new(text),
            Err(error) => {
                let broken = ReadError::new("not UTF-8", error.utf8_error().valid_up_to());
                return Envelope {
                    text: Arc::default(),
                    response: None,
                    client: None,
                    broken: Some(broken),
                };
            }
        };
        let mut envelope = Envelope { text, response: None, client: None, broken: None };
        let text = Arc::clone(&envelope.text);
        envelope.broken = envelope.find_members(&mut Reader::new(&text)).err();
        if envelope.response.is_none() && envelope.client.is_none() {
            envelope = Envelope { response: Some(0), broken: None, ..envelope };
        }
        envelope
    }

    fn find_members(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        if reader.value_type()? != ValueType::Object {
            return Ok(());
        }
        reader.enter(ValueType::Object)?;
        while let Some(key) = reader.next_member()? {
            match &*key {
                "response" => self.response = Some(reader.offset()),
                "client" => self.client = Some(reader.offset()),
                // Every object of the API has one of these keys, and no envelope has. The rest
                // needs no search.
                "id" | "object" if self.response.is_none() && self.client.is_none() => {
                    return Ok(());
                }
                _ => {}
            }
            reader.skip()?;
        }
        reader.end()
    }

    /// Reads the requested value strictly.
    pub fn response(&self, field_type: FieldType) -> Result<Value> {
        complete(self.member(self.response, "response", field_type, None))
    }

    /// Reads the requested value tolerantly.
    pub fn response_tolerant(
        &self,
        field_type: FieldType,
        left_out: &mut LeftOut,
    ) -> Result<Value> {
        complete(self.response_so_far(field_type, left_out))
    }

    /// Reads the requested value tolerantly. If an object cannot be read, returns the fields before
    /// the error, and the error.
    pub fn response_so_far(
        &self,
        field_type: FieldType,
        left_out: &mut LeftOut,
    ) -> (Value, Option<Box<ReadError>>) {
        self.member(self.response, "response", field_type, Some(left_out))
    }

    /// Reads the client after the change tolerantly, if the response has one.
    pub fn client(&self, left_out: &mut LeftOut) -> Result<Option<Client>> {
        let mut client = None;
        if self.client.is_some() {
            let field_type = Client::TYPE.optional();
            let value = complete(self.member(self.client, "client", field_type, Some(left_out)))?;
            client = value.get::<Option<Client>>();
        }
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => Ok(client),
        }
    }

    fn member(
        &self,
        start: Option<usize>,
        name: &str,
        field_type: FieldType,
        left_out: Option<&mut LeftOut>,
    ) -> (Value, Option<Box<ReadError>>) {
        let Some(start) = start else {
            let missing = || ReadError::new("required, but missing", self.text.len()).under(name);
            return (Value::null(), Some(self.broken.clone().unwrap_or_else(missing)));
        };
        let is_whole = start == 0;
        let reader = ValueReader::new(&self.text, start, KeyCase::Snake).with_tolerance(left_out);
        let (value, error) = reader.read(field_type, is_whole);
        (value, error.map(|error| if is_whole { error } else { error.under(name) }))
    }
}

/// Returns the value, or the error if it is not complete.
fn complete((value, error): (Value, Option<Box<ReadError>>)) -> Result<Value> {
    error.map_or(Ok(value), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{Session, SessionStatus};

    const SESSION: &str =
        r#"{"object":"session","id":"sess_1","status":"removed","expire_at":1,"last_active_at":2}"#;
    const CLIENT: &str = r#"{"object":"client","id":"client_1","sessions":[]}"#;

    fn open(text: impl Into<String>) -> Envelope {
        Envelope::open(text.into().into_bytes())
    }

    fn session(envelope: &Envelope) -> Result<Session> {
        envelope.response(Session::TYPE).map(|value| value.get::<Session>())
    }

    #[test]
    fn both_forms_are_read() {
        for text in [
            SESSION.to_owned(),
            format!(r#"{{"response":{SESSION},"client":null}}"#),
            format!(r#"{{"client":null,"response":{SESSION}}}"#),
            format!(r#"{{"meta":[1],"response":{SESSION}}}"#),
            format!(r#" {{ "response" : {SESSION} , "client" : null }} "#),
        ] {
            let envelope = open(text.clone());
            assert_eq!(session(&envelope).unwrap().status(), SessionStatus::Removed, "{text}");
            assert_eq!(envelope.client(&mut Vec::new()).unwrap(), None, "{text}");
        }
        for text in [format!("[{SESSION}]"), format!(r#"{{"response":[{SESSION}],"client":null}}"#)]
        {
            let list = open(text).response(<Vec<Session>>::TYPE).unwrap();
            assert_eq!(list.get::<Vec<Session>>().count(), 1);
        }
    }

    #[test]
    fn only_null_is_read_as_no_client() {
        for text in ["null", r#"{"response":null,"client":null}"#] {
            assert_eq!(open(text).response(Client::TYPE.optional()).unwrap(), Value::null());
        }
        for text in ["{}", "", "[]", r#"{"client":null}"#, "<html>", "{\"response\":"] {
            assert!(open(text).response(Client::TYPE.optional()).is_err(), "{text}");
        }
    }

    #[test]
    fn the_client_member_is_read_by_itself() {
        let envelope = open(format!(r#"{{"response":{{"id":7}},"client":{CLIENT}}}"#));
        assert_eq!(session(&envelope).unwrap_err().path, "response.id");
        assert_eq!(envelope.client(&mut Vec::new()).unwrap().unwrap().id(), "client_1");

        let envelope =
            open(format!(r#"{{"response":{SESSION},"client":{{"id":"c","sessions":{{}}}}}}"#));
        assert!(session(&envelope).is_ok());
        assert_eq!(envelope.client(&mut Vec::new()).unwrap_err().path, "client.sessions");
    }

    #[test]
    fn a_truncated_envelope_is_read_up_to_its_end() {
        let envelope = open(format!(r#"{{"response":{SESSION},"client":{{"id":"cli"#));
        assert!(session(&envelope).is_ok());
        assert!(envelope.client(&mut Vec::new()).is_err());

        let envelope = open(format!(r#"{{"response":{SESSION}"#));
        assert!(session(&envelope).is_ok());
        assert!(envelope.client(&mut Vec::new()).is_err());
    }

    #[test]
    fn text_after_the_value_is_refused() {
        assert!(session(&open(format!("{SESSION} x"))).is_err());
        assert!(open(format!(r#"{{"response":{SESSION}}} x"#)).client(&mut Vec::new()).is_err());
    }
}
