use core::ops::Range;
use std::borrow::Cow;
use std::sync::Arc;

use super::{Json, ReadError, Text};
use crate::lean::{concat, split_once};

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// Values may nest this deep and no deeper, so that a hostile answer cannot exhaust the stack. It is serde_json's limit.
const MAX_DEPTH: u8 = 127;
/// The largest integer that a JavaScript number holds exactly: 2^53 - 1.
const MAX_INTEGER: i64 = (1 << 53) - 1;
/// How many digits it has.
const MAX_DIGITS: usize = 16;

/// What a JSON value is, told from its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Object,
}

impl Kind {
    /// With its article, for a message.
    fn name(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::Text => "a string",
            Kind::List => "a list",
            Kind::Object => "an object",
        }
    }
}

/// Reads a JSON text from front to back. Each method reads one value, or says why it cannot.
#[derive(Clone)]
pub struct Reader<'source> {
    source: &'source Arc<String>,
    at: usize,
    depth: u8,
    names: Names,
}

/// How the fields of models are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// `last_active_at`
    Wire,
    /// `lastActiveAt`
    JavaScript,
}

impl<'source> Reader<'source> {
    pub(crate) fn new(source: &'source Arc<String>) -> Self {
        Reader { source, at: 0, depth: 0, names: Names::Wire }
    }

    /// Reads models as they are in JavaScript.
    #[cfg_attr(
        all(target_arch = "wasm32", not(feature = "npm")),
        expect(dead_code, reason = "only the npm package is given any")
    )]
    pub(crate) fn of_javascript(source: &'source Arc<String>) -> Self {
        Reader { names: Names::JavaScript, ..Reader::new(source) }
    }

    /// Reads from somewhere within a text.
    pub(crate) fn starting_at(source: &'source Arc<String>, offset: usize) -> Self {
        Reader { at: offset, ..Reader::new(source) }
    }

    /// How the fields of the models in the text are named.
    pub(crate) fn names(&self) -> Names {
        self.names
    }

    /// Where it stands, in bytes from the start of the text.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Reads a text that holds one value and nothing after it.
    pub fn document<T>(source: &Arc<String>, read: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        let mut reader = Reader::new(source);
        let value = read(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("expected the end")),
        }
    }

    /// What comes next.
    pub fn kind(&mut self) -> Result<Kind> {
        match self.peek() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::Text),
            Some(b'[') => Ok(Kind::List),
            Some(b'{') => Ok(Kind::Object),
            _ => Err(self.error("expected a JSON value")),
        }
    }

    /// Steps over a null, if that is what comes next.
    pub fn null(&mut self) -> Result<bool> {
        let found = self.kind()? == Kind::Null;
        if found {
            self.word("null")?;
        }
        Ok(found)
    }

    pub fn boolean(&mut self) -> Result<bool> {
        self.expect(Kind::Boolean)?;
        let value = self.peek() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// An integer that JavaScript holds exactly.
    pub fn integer(&mut self) -> Result<i64> {
        self.expect(Kind::Number)?;
        let start = self.at;
        let range = self.number()?;
        let text = self.source.get(range).unwrap_or_default();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= MAX_DIGITS;
        let magnitude =
            digits.bytes().take(MAX_DIGITS).fold(0, |sum, digit| sum * 10 + i64::from(digit & 15));
        match (is_integer && magnitude <= MAX_INTEGER, text.len() > digits.len()) {
            (true, false) => Ok(magnitude),
            // -0 is a number, but not an integer.
            (true, true) if magnitude > 0 => Ok(-magnitude),
            _ => Err(ReadError::new("expected an integer within ±(2^53 - 1), found another number", start)),
        }
    }

    pub fn text(&mut self) -> Result<Text> {
        self.expect(Kind::Text)?;
        let (range, escaped) = self.string()?;
        if escaped { self.unescape(range).map(Text::from) } else { Ok(Text::cut(self.source, range)) }
    }

    /// A value of any shape, checked but not taken apart.
    pub fn json(&mut self) -> Result<Json> {
        self.skip().map(|range| Json(Text::cut(self.source, range)))
    }

    /// A list. `item` is called before each of its values, with the index, and reads the value.
    pub fn list(&mut self, item: &mut dyn FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        self.expect(Kind::List)?;
        let mut index = 0;
        self.nested(b']', &mut |reader| {
            item(reader, index).map_err(|error| error.at_index(index))?;
            index += 1;
            Ok(())
        })
    }

    /// An object. `member` is called with each key and reads the value.
    pub fn object(&mut self, member: &mut dyn FnMut(&mut Self, &str) -> Result<()>) -> Result<()> {
        self.expect(Kind::Object)?;
        self.nested(b'}', &mut |reader| {
            let (range, escaped) = reader.key()?;
            let key = if escaped {
                Cow::Owned(reader.unescape(range)?)
            } else {
                Cow::Borrowed(reader.source.get(range).unwrap_or_default())
            };
            member(reader, &key)
        })
    }

    /// Steps over a value of any shape; returns where it stands. As lenient as `JSON.parse` with half a surrogate pair.
    pub fn skip(&mut self) -> Result<Range<usize>> {
        let kind = self.kind()?;
        let start = self.at;
        match kind {
            Kind::Null => self.word("null")?,
            Kind::Boolean => _ = self.boolean()?,
            Kind::Number => _ = self.number()?,
            Kind::Text => _ = self.string()?,
            Kind::List => self.nested(b']', &mut |reader| {
                reader.skip()?;
                Ok(())
            })?,
            Kind::Object => self.nested(b'}', &mut |reader| {
                reader.key()?;
                reader.skip()?;
                Ok(())
            })?,
        }
        Ok(start..self.at)
    }

    /// Steps over a key and its colon; returns the same as `string`.
    fn key(&mut self) -> Result<(Range<usize>, bool)> {
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a key in quotes"));
        }
        let key = self.string()?;
        if !self.take(b':') {
            return Err(self.error("expected a colon"));
        }
        Ok(key)
    }

    /// What stands between brackets, separated by commas.
    fn nested(&mut self, close: u8, item: &mut dyn FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        self.at += 1;
        if !self.take(close) {
            loop {
                item(self)?;
                if self.take(close) {
                    break;
                }
                if !self.take(b',') {
                    return Err(self.error("expected a comma or a closing bracket"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    pub(crate) fn expect(&mut self, expected: Kind) -> Result<()> {
        let found = self.kind()?;
        if found == expected {
            return Ok(());
        }
        Err(self.error(&concat(&["expected ", expected.name(), ", found ", found.name()])))
    }

    fn word(&mut self, word: &str) -> Result<()> {
        if !self.bytes_from(self.at).starts_with(word.as_bytes()) {
            return Err(self.error("expected a JSON value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Steps over a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
    fn number(&mut self) -> Result<Range<usize>> {
        let start = self.at;
        self.byte_if(|byte| byte == b'-');
        if !self.byte_if(|byte| byte == b'0') {
            self.digits()?;
        }
        if self.byte_if(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.byte_if(|byte| matches!(byte, b'e' | b'E')) {
            self.byte_if(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok(start..self.at)
    }

    fn digits(&mut self) -> Result<()> {
        if !self.byte_if(|byte| byte.is_ascii_digit()) {
            return Err(self.error("expected a digit"));
        }
        while self.byte_if(|byte| byte.is_ascii_digit()) {}
        Ok(())
    }

    /// Steps over a string; returns what is between its quotes, and whether there are escapes in it.
    fn string(&mut self) -> Result<(Range<usize>, bool)> {
        let start = self.at + 1;
        let mut escaped = false;
        self.at = start;
        loop {
            let rest = self.bytes_from(self.at);
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            self.at += plain.unwrap_or(rest.len());
            match plain.and_then(|plain| rest.get(plain)) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok((start..self.at - 1, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return Err(self.error("a control character in a string")),
                None => return Err(self.error("a string without an end")),
            }
        }
    }

    /// Steps over an escape, from its backslash on.
    fn escape(&mut self) -> Result<()> {
        let length = match self.bytes_from(self.at) {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [_, b'u', a, b, c, d, ..] if [a, b, c, d].into_iter().all(u8::is_ascii_hexdigit) => 6,
            _ => return Err(self.error("not an escape")),
        };
        self.at += length;
        Ok(())
    }

    /// The meaning of a string whose escapes have been stepped over, and so are well-formed.
    fn unescape(&self, range: Range<usize>) -> Result<String> {
        let start = range.start;
        let mut rest = self.source.get(range).unwrap_or_default();
        let mut text = String::with_capacity(rest.len());
        while let Some((plain, escape)) = split_once(rest, b'\\') {
            text.push_str(plain);
            let (meaning, length) = match escape.bytes().next().unwrap_or_default() {
                b'b' => ('\u{8}', 1),
                b'f' => ('\u{c}', 1),
                b'n' => ('\n', 1),
                b'r' => ('\r', 1),
                b't' => ('\t', 1),
                b'u' => {
                    utf16(escape).ok_or_else(|| ReadError::new("half a surrogate pair in a string", start))?
                }
                other => (char::from(other), 1),
            };
            text.push(meaning);
            rest = escape.get(length..).unwrap_or_default();
        }
        text.push_str(rest);
        Ok(text)
    }

    /// The next byte that is not white space, which is stepped over.
    fn peek(&mut self) -> Option<u8> {
        while self.byte_if(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {}
        self.source.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn byte_if(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        let found = self.source.as_bytes().get(self.at).is_some_and(|byte| wanted(*byte));
        self.at += usize::from(found);
        found
    }

    fn bytes_from(&self, at: usize) -> &'source [u8] {
        self.source.as_bytes().get(at..).unwrap_or_default()
    }

    #[cold]
    pub(crate) fn error(&self, reason: &str) -> Box<ReadError> {
        ReadError::new(reason, self.at)
    }
}

/// The character of one or two `\uXXXX`, read from behind the first backslash, and how many bytes of it that took.
fn utf16(escape: &str) -> Option<(char, usize)> {
    let unit = |at: usize| escape.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match unit(1)? {
        high @ 0xd800..=0xdbff => {
            let low =
                unit(7).filter(|low| escape.get(5..7) == Some("\\u") && (0xdc00..=0xdfff).contains(low))?;
            Some((char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?, 11))
        }
        single => Some((char::from_u32(single)?, 5)),
    }
}
