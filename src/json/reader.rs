//! The reader: the grammar of JSON (RFC 8259), one method for each kind of token or value.

use core::ops::Range;
use std::borrow::Cow;

use super::error::ReadError;
use super::string::{skip_to_escape, unescape};
use super::value_type::ValueType;
use crate::util::compact::concat;

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// The deepest nesting of values, so that a hostile response cannot exhaust the stack. serde_json
/// has the same limit.
const MAX_DEPTH: u8 = 127;
/// The largest integer that a JavaScript number holds exactly: 2^53 - 1.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// A forward reader of a JSON text. Each method reads one token or value, or returns the reason why
/// it cannot.
#[derive(Clone)]
pub(crate) struct Reader<'text> {
    text: &'text str,
    at: usize,
    depth: u8,
}

impl<'text> Reader<'text> {
    pub fn new(text: &'text str) -> Self {
        Reader::starting_at(text, 0)
    }

    /// Creates a reader that starts at an offset of a text.
    pub fn starting_at(text: &'text str, offset: usize) -> Self {
        Reader { text, at: offset, depth: 0 }
    }

    /// Returns the reader's position, in bytes from the start of the text.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Checks that only white space follows.
    pub fn end(&mut self) -> Result<()> {
        self.peek();
        if self.at < self.text.len() { Err(self.error("expected the end")) } else { Ok(()) }
    }

    /// Returns the type of the next value.
    pub fn value_type(&mut self) -> Result<ValueType> {
        match self.peek() {
            b'n' => Ok(ValueType::Null),
            b't' | b'f' => Ok(ValueType::Boolean),
            b'-' | b'0'..=b'9' => Ok(ValueType::Number),
            b'"' => Ok(ValueType::String),
            b'[' => Ok(ValueType::Array),
            b'{' => Ok(ValueType::Object),
            _ => Err(self.error("expected a JSON value")),
        }
    }

    /// Checks that the next value has this type.
    pub fn expect(&mut self, expected: ValueType) -> Result<()> {
        let found = self.value_type()?;
        if found == expected {
            return Ok(());
        }
        Err(self.error(&concat(&["expected ", expected.name(), ", found ", found.name()])))
    }

    /// Checks the next value like [`expect`](Self::expect), for a type that only the byte `first`
    /// begins.
    fn expect_first(&mut self, first: u8, expected: ValueType) -> Result<()> {
        if self.peek() == first { Ok(()) } else { self.expect(expected) }
    }

    /// Skips a null. Returns false if the next value is not null.
    pub fn null(&mut self) -> Result<bool> {
        let found = self.peek() == b'n';
        if found {
            self.literal("null")?;
        }
        Ok(found)
    }

    pub fn boolean(&mut self) -> Result<bool> {
        self.expect(ValueType::Boolean)?;
        let value = self.byte() == b't';
        self.literal(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads an integer that JavaScript holds exactly.
    pub fn integer(&mut self) -> Result<i64> {
        self.expect(ValueType::Number)?;
        let start = self.at;
        let is_negative = self.byte() == b'-';
        match (self.number()?, is_negative) {
            (Some(magnitude @ ..=MAX_INTEGER), false) => Ok(magnitude),
            // -0 is a number, but not an integer.
            (Some(magnitude @ 1..=MAX_INTEGER), true) => Ok(-magnitude),
            _ => Err(ReadError::new(
                "expected an integer within ±(2^53 - 1), found another number",
                start,
            )),
        }
    }

    /// Skips a string. Returns the range between its quotes, and whether it contains escapes.
    pub fn string(&mut self) -> Result<(Range<usize>, bool)> {
        self.expect_first(b'"', ValueType::String)?;
        let start = self.at + 1;
        let mut escaped = false;
        self.at = start;
        loop {
            self.at += skip_to_escape(self.rest());
            match self.byte() {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                _ if self.at < self.text.len() => {
                    return Err(self.error("a control character in a string"));
                }
                _ => return Err(self.error("a string without an end")),
            }
        }
        self.at += 1;
        Ok((start..self.at - 1, escaped))
    }

    /// Enters an array or an object.
    pub fn enter(&mut self, value_type: ValueType) -> Result<()> {
        self.expect(value_type)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        self.at += 1;
        Ok(())
    }

    /// Advances to the next item or member. Returns false after the last one, when the closing
    /// bracket is skipped.
    pub fn next(&mut self, close: u8) -> Result<bool> {
        // No value ends with an opening bracket, so if the last byte is one, the reader has just
        // entered it.
        let is_first = matches!(self.text.as_bytes().get(self.at - 1), Some(b'[' | b'{'));
        let byte = self.peek();
        let is_over = byte == close;
        if is_over {
            self.depth -= 1;
        } else if is_first {
            return Ok(true);
        } else if byte != b',' {
            return Err(self.error("expected a comma or a closing bracket"));
        }
        self.at += 1;
        Ok(!is_over)
    }

    /// Advances to the next member of an object, past its key and colon. Returns the key like
    /// [`key`](Self::key), and `None` after the last member.
    pub fn next_member(&mut self) -> Result<Option<Cow<'text, str>>> {
        if self.next(b'}')? { self.key().map(Some) } else { Ok(None) }
    }

    /// Skips a key and its colon. Returns the key. If the key contains a lone surrogate, no Rust
    /// string can hold it. Then its escapes are returned, as for no other key.
    pub fn key(&mut self) -> Result<Cow<'text, str>> {
        let (range, escaped) = self.key_string()?;
        let raw = self.raw(range);
        Ok(if escaped {
            unescape(raw).map_or(Cow::Borrowed(raw), Cow::Owned)
        } else {
            Cow::Borrowed(raw)
        })
    }

    /// Skips a key and its colon if they are next, without escapes and white space. This is faster
    /// than reading the key.
    pub fn key_if(&mut self, name: &str) -> bool {
        let rest =
            self.rest().strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let found = matches!(rest, Some([b'"', b':', ..]));
        if found {
            self.at += name.len() + 3;
        }
        found
    }

    /// Returns the text of a string with escapes, which the reader must have skipped.
    pub fn unescaped(&self, range: Range<usize>) -> Result<String> {
        let start = range.start;
        unescape(self.raw(range))
            .ok_or_else(|| ReadError::new("half a surrogate pair in a string", start))
    }

    /// Returns a part of the text, with its escapes.
    pub fn raw(&self, range: Range<usize>) -> &'text str {
        self.text.get(range).unwrap_or_default()
    }

    /// Skips a value of any type, and returns its range. Accepts a lone surrogate, like
    /// `JSON.parse`.
    pub fn skip(&mut self) -> Result<Range<usize>> {
        let value_type = self.value_type()?;
        let start = self.at;
        match value_type {
            ValueType::Null => self.literal("null")?,
            ValueType::Boolean => _ = self.boolean()?,
            ValueType::Number => _ = self.number()?,
            ValueType::String => _ = self.string()?,
            ValueType::Array => {
                self.enter(value_type)?;
                while self.next(b']')? {
                    self.skip()?;
                }
            }
            ValueType::Object => {
                self.enter(value_type)?;
                while self.next(b'}')? {
                    self.key_string()?;
                    self.skip()?;
                }
            }
        }
        Ok(start..self.at)
    }

    /// Skips a key and its colon. Returns the same as [`string`](Self::string).
    fn key_string(&mut self) -> Result<(Range<usize>, bool)> {
        if self.peek() != b'"' {
            return Err(self.error("expected a key in quotes"));
        }
        let key = self.string()?;
        if self.peek() != b':' {
            return Err(self.error("expected a colon"));
        }
        self.at += 1;
        Ok(key)
    }

    /// Skips `null`, `true` or `false`.
    fn literal(&mut self, literal: &str) -> Result<()> {
        if !self.rest().starts_with(literal.as_bytes()) {
            return Err(self.error("expected a JSON value"));
        }
        self.at += literal.len();
        Ok(())
    }

    /// Skips a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`. If it is written as
    /// an integer, returns its magnitude. If the magnitude is above `MAX_INTEGER`, the returned
    /// number is too, but it may differ.
    fn number(&mut self) -> Result<Option<i64>> {
        self.byte_if(|byte| byte == b'-');
        let magnitude = if self.byte_if(|byte| byte == b'0') { 0 } else { self.digits()? };
        let integer_end = self.at;
        if self.byte_if(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.byte_if(|byte| matches!(byte, b'e' | b'E')) {
            self.byte_if(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok((self.at == integer_end).then_some(magnitude))
    }

    /// Skips digits. Returns their number, with the same exception.
    fn digits(&mut self) -> Result<i64> {
        if !self.byte().is_ascii_digit() {
            return Err(self.error("expected a digit"));
        }
        let mut number = 0;
        loop {
            let digit = self.byte();
            if !digit.is_ascii_digit() {
                return Ok(number);
            }
            if number <= MAX_INTEGER {
                number = number * 10 + i64::from(digit & 15);
            }
            self.at += 1;
        }
    }

    /// Skips an escape, including its backslash.
    fn escape(&mut self) -> Result<()> {
        let length = match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [_, b'u', a, b, c, d, ..] if [a, b, c, d].into_iter().all(u8::is_ascii_hexdigit) => 6,
            _ => return Err(self.error("not an escape")),
        };
        self.at += length;
        Ok(())
    }

    /// Skips white space. Returns the next byte, or 0 at the end.
    #[inline(always)]
    fn peek(&mut self) -> u8 {
        loop {
            let byte = self.byte();
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return byte;
            }
            self.at += 1;
        }
    }

    /// Returns the next byte, or 0 at the end. No valid JSON text contains a 0.
    #[inline(always)]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    /// Skips the next byte if `wanted` returns true for it. Returns whether it did.
    #[inline(always)]
    fn byte_if(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        let found = wanted(self.byte());
        self.at += usize::from(found);
        found
    }

    #[inline(always)]
    fn rest(&self) -> &'text [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[cold]
    pub fn error(&self, reason: &str) -> Box<ReadError> {
        ReadError::new(reason, self.at)
    }
}
