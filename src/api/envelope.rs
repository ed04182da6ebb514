//! The body of an answer: `{"response": …, "client": …}`, or what is asked for by itself.

use std::sync::Arc;

use crate::json::{Kind as JsonKind, ReadError, Reader};
use crate::model::{Client, FieldType, Kind, Names, Value, ValueReader};

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
        let mut answer = Answer { text, response: None, client: None, broken: None };
        let text = Arc::clone(&answer.text);
        answer.broken = answer.find_halves(&mut Reader::new(&text)).err();
        if answer.response.is_none() && answer.client.is_none() {
            answer = Answer { response: Some(0), broken: None, ..answer };
        }
        answer
    }

    fn find_halves(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        if reader.kind()? != JsonKind::Object {
            return Ok(());
        }
        reader.enter(JsonKind::Object)?;
        while let Some(key) = reader.next_member()? {
            match &*key {
                "response" => self.response = Some(reader.offset()),
                "client" => self.client = Some(reader.offset()),
                // Every object of the API has these, and no envelope: there is no need to look any further.
                "id" | "object" if self.response.is_none() && self.client.is_none() => return Ok(()),
                _ => {}
            }
            reader.skip()?;
        }
        reader.end()
    }

    /// What was asked for.
    pub fn response(&self, kind: Kind) -> Result<Value> {
        let (value, error) = self.response_as_far(kind);
        error.map_or(Ok(value), Err)
    }

    /// What was asked for: of an object its fields as far as they could be read, and why no further.
    pub fn response_as_far(&self, kind: Kind) -> (Value, Option<Box<ReadError>>) {
        self.half(self.response, "response", kind)
    }

    /// The client after the change, where the answer has it.
    pub fn client(&self) -> Result<Option<Client>> {
        let mut client = None;
        if self.client.is_some() {
            let (value, error) = self.half(self.client, "client", Client::KIND.optional());
            if let Some(error) = error {
                return Err(error);
            }
            client = value.get::<Option<Client>>();
        }
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => Ok(client),
        }
    }

    fn half(&self, start: Option<usize>, name: &str, kind: Kind) -> (Value, Option<Box<ReadError>>) {
        let Some(start) = start else {
            let missing = || ReadError::new("required, but missing", self.text.len()).under(name);
            return (Value::null(), Some(self.broken.clone().unwrap_or_else(missing)));
        };
        let is_whole = start == 0;
        let reader = ValueReader::starting_at(&self.text, start, Names::Wire);
        let (value, error) = reader.read(kind, is_whole);
        (value, error.map(|error| if is_whole { error } else { error.under(name) }))
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
        answer.response(Session::KIND).map(|value| value.get::<Session>())
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
            let list = open(text).response(<Vec<Session>>::KIND).unwrap();
            assert_eq!(list.get::<Vec<Session>>().count(), 1);
        }
    }

    #[test]
    fn null_is_no_client_and_nothing_else_is() {
        for text in ["null", r#"{"response":null,"client":null}"#] {
            assert_eq!(open(text).response(Client::KIND.optional()).unwrap(), Value::null());
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
