//! The body of an answer: `{"response": …, "client": …}`, or what is asked for by itself.

use std::sync::Arc;

use crate::json::{Kind as JsonKind, ReadError, Reader};
use crate::model::{Client, FieldType, Kind, Object, Schema, Value};

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// The text of an answer, with its two halves found but not yet read: one may be good where the other is not.
pub(crate) struct Answer {
    text: Arc<String>,
    /// Where each half begins.
    response: Option<usize>,
    client: Option<usize>,
    /// Why the envelope around the halves could not be read to its end.
    broken: Option<Box<ReadError>>,
}

impl Answer {
    pub fn open(body: Vec<u8>) -> Self {
        let text = match String::from_utf8(body) {
            Ok(text) => Arc::new(text),
            Err(error) => {
                let broken = ReadError::new("not UTF-8", error.utf8_error().valid_up_to());
                return Answer { text: Arc::default(), response: None, client: None, broken: Some(broken) };
            }
        };
        let (mut response, mut client, mut bare) = (None, None, true);
        let reader = &mut Reader::new(&text);
        let mut scan = || {
            if reader.kind()? != JsonKind::Object {
                return Ok(());
            }
            reader.object(&mut |reader, key| {
                match key {
                    "response" => response = Some(reader.offset()),
                    "client" => client = Some(reader.offset()),
                    // Every object of the API has these, and no envelope: there is no need to look any further.
                    "id" | "object" if bare => return Err(reader.error("not an envelope")),
                    _ => {}
                }
                bare &= response.is_none() && client.is_none();
                reader.skip()?;
                Ok(())
            })?;
            reader.end()
        };
        let broken = scan().err();
        if bare {
            return Answer { response: Some(0), client: None, broken: None, text };
        }
        Answer { response, client, broken, text }
    }

    /// What was asked for.
    pub fn response(&self, kind: Kind) -> Result<Value> {
        self.read_response(&mut |reader| Value::read(reader, kind))
    }

    /// What was asked for, as an object: its values, as far as they could be read.
    pub fn values(&self, schema: &'static Schema) -> (Object, Option<Box<ReadError>>) {
        let mut values = Vec::new();
        let read = self.read_response(&mut |reader| {
            Object::read_values(reader, schema, &mut values)?;
            Ok(Value::Null)
        });
        (Object::new(schema, values), read.err())
    }

    /// The client after the change, where the answer has it.
    pub fn client(&self) -> Result<Option<Client>> {
        let mut client = None;
        if self.client.is_some() {
            let value =
                self.half(self.client, "client", &mut |reader| Value::read(reader, Client::KIND.optional()))?;
            client = Option::<Client>::get(&value);
        }
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => Ok(client),
        }
    }

    fn read_response(&self, read: &mut dyn FnMut(&mut Reader<'_>) -> Result<Value>) -> Result<Value> {
        if self.response == Some(0) {
            return Reader::document(&self.text, read);
        }
        self.half(self.response, "response", read)
    }

    fn half(
        &self,
        start: Option<usize>,
        name: &str,
        read: &mut dyn FnMut(&mut Reader<'_>) -> Result<Value>,
    ) -> Result<Value> {
        let Some(start) = start else {
            let missing = || ReadError::new("required, but missing", self.text.len()).under(name);
            return Err(self.broken.clone().unwrap_or_else(missing));
        };
        read(&mut Reader::starting_at(&self.text, start)).map_err(|error| error.under(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Session, SessionStatus};

    const SESSION: &str =
        r#"{"object":"session","id":"sess_1","status":"removed","expire_at":1,"last_active_at":2}"#;
    const CLIENT: &str = r#"{"object":"client","id":"client_1","sessions":[]}"#;

    fn open(text: impl Into<String>) -> Answer {
        Answer::open(text.into().into_bytes())
    }

    fn session(answer: &Answer) -> Result<Session> {
        answer.response(Session::KIND).map(|value| Session::get(&value))
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
            let answer = open(text.clone());
            assert_eq!(session(&answer).unwrap().status(), SessionStatus::Removed, "{text}");
            assert_eq!(answer.client().unwrap(), None, "{text}");
        }
        for text in [format!("[{SESSION}]"), format!(r#"{{"response":[{SESSION}],"client":null}}"#)] {
            assert_eq!(<Vec<Session>>::get(&open(text).response(<Vec<Session>>::KIND).unwrap()).count(), 1);
        }
    }

    #[test]
    fn null_is_no_client_and_nothing_else_is() {
        for text in ["null", r#"{"response":null,"client":null}"#] {
            assert_eq!(open(text).response(Client::KIND.optional()).unwrap(), Value::Null);
        }
        for text in ["{}", "", "[]", r#"{"client":null}"#, "<html>", "{\"response\":"] {
            assert!(open(text).response(Client::KIND.optional()).is_err(), "{text}");
        }
    }

    #[test]
    fn the_client_half_is_read_by_itself() {
        let answer = open(format!(r#"{{"response":{{"id":7}},"client":{CLIENT}}}"#));
        assert_eq!(session(&answer).unwrap_err().path, "response.id");
        assert_eq!(answer.client().unwrap().unwrap().id(), "client_1");

        let answer = open(format!(r#"{{"response":{SESSION},"client":{{"id":"c","sessions":{{}}}}}}"#));
        assert!(session(&answer).is_ok());
        assert_eq!(answer.client().unwrap_err().path, "client.sessions");
    }

    #[test]
    fn a_cut_off_answer_is_good_up_to_the_cut() {
        let answer = open(format!(r#"{{"response":{SESSION},"client":{{"id":"cli"#));
        assert!(session(&answer).is_ok());
        assert!(answer.client().is_err());

        let answer = open(format!(r#"{{"response":{SESSION}"#));
        assert!(session(&answer).is_ok());
        assert!(answer.client().is_err());
    }

    #[test]
    fn nothing_may_follow() {
        assert!(session(&open(format!("{SESSION} x"))).is_err());
        assert!(open(format!(r#"{{"response":{SESSION}}} x"#)).client().is_err());
    }
}
