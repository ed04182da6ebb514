use core::ops::Range;
use std::borrow::Cow;

use super::ReadError;
use crate::util::compact::{concat, split_once};

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// Values may nest this deep and no deeper, so that a hostile answer cannot exhaust the stack. It is serde_json's limit.
const MAX_DEPTH: u8 = 127;
/// The largest integer that a JavaScript number holds exactly: 2^53 - 1.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// What a JSON value is, told from its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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

/// Reads a JSON text from front to back. Each method reads one thing, or says why it cannot.
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

    /// Reads from somewhere within a text.
    pub fn starting_at(text: &'text str, offset: usize) -> Self {
        Reader { text, at: offset, depth: 0 }
    }

    /// Where it stands, in bytes from the start of the text.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Nothing but white space may follow.
    pub fn end(&mut self) -> Result<()> {
        self.peek();
        if self.at < self.text.len() { Err(self.error("expected the end")) } else { Ok(()) }
    }

    /// What comes next.
    pub fn kind(&mut self) -> Result<Kind> {
        match self.peek() {
            b'n' => Ok(Kind::Null),
            b't' | b'f' => Ok(Kind::Boolean),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            b'"' => Ok(Kind::Text),
            b'[' => Ok(Kind::List),
            b'{' => Ok(Kind::Object),
            _ => Err(self.error("expected a JSON value")),
        }
    }

    /// What comes next has to be of this kind.
    pub fn expect(&mut self, expected: Kind) -> Result<()> {
        let found = self.kind()?;
        if found == expected {
            return Ok(());
        }
        Err(self.error(&concat(&["expected ", expected.name(), ", found ", found.name()])))
    }

    /// As `expect`, of a kind that begins with this byte alone.
    fn open(&mut self, first: u8, kind: Kind) -> Result<()> {
        if self.peek() == first { Ok(()) } else { self.expect(kind) }
    }

    /// Steps over a null, if that is what comes next.
    pub fn null(&mut self) -> Result<bool> {
        let found = self.peek() == b'n';
        if found {
            self.word("null")?;
        }
        Ok(found)
    }

    pub fn boolean(&mut self) -> Result<bool> {
        self.expect(Kind::Boolean)?;
        let value = self.byte() == b't';
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// An integer that JavaScript holds exactly.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn integer(&mut self) -> Result<i64> {
        self.expect(Kind::Number)?;
        let start = self.at;
        let is_negative = self.byte() == b'-';
        match (self.number()?, is_negative) {
            (Some(magnitude @ ..=MAX_INTEGER), false) => Ok(magnitude),
            // -0 is a number, but not an integer.
            (Some(magnitude @ 1..=MAX_INTEGER), true) => Ok(-magnitude),
            _ => Err(ReadError::new("expected an integer within ±(2^53 - 1), found another number", start)),
        }
    }

    /// Steps over a string; returns what is between its quotes, and whether there are escapes in it.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn string(&mut self) -> Result<(Range<usize>, bool)> {
        self.open(b'"', Kind::Text)?;
        let start = self.at + 1;
        let mut escaped = false;
        self.at = start;
        loop {
            self.at += plain_length(self.rest());
            match self.byte() {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                _ if self.at < self.text.len() => return Err(self.error("a control character in a string")),
                _ => return Err(self.error("a string without an end")),
            }
        }
        self.at += 1;
        Ok((start..self.at - 1, escaped))
    }

    /// Steps into a list or an object.
    pub fn enter(&mut self, kind: Kind) -> Result<()> {
        self.expect(kind)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        self.at += 1;
        Ok(())
    }

    /// Steps to the next of the items between brackets; where there is none, behind the closing one.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn next(&mut self, close: u8) -> Result<bool> {
        // No value ends like that: the bracket has just been stepped over.
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

    /// Steps to the next of the members of an object, over its key and the colon.
    pub fn next_member(&mut self) -> Result<Option<Cow<'text, str>>> {
        if self.next(b'}')? { self.key().map(Some) } else { Ok(None) }
    }

    /// Steps over a key and its colon.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn key(&mut self) -> Result<Cow<'text, str>> {
        let (range, escaped) = self.key_string()?;
        self.meaning(range, escaped)
    }

    /// Steps over a key and its colon if that is what comes next, written without escapes and with no space between: faster than
    /// to read it.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn key_if(&mut self, name: &str) -> bool {
        let behind = self.rest().strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let found = matches!(behind, Some([b'"', b':', ..]));
        if found {
            self.at += name.len() + 3;
        }
        found
    }

    /// What a string means that has been stepped over.
    pub fn meaning(&self, range: Range<usize>, escaped: bool) -> Result<Cow<'text, str>> {
        Ok(if escaped {
            Cow::Owned(self.unescape(range)?)
        } else {
            Cow::Borrowed(self.text.get(range).unwrap_or_default())
        })
    }

    /// Steps over a value of any shape; returns where it stands. As lenient as `JSON.parse` with half a surrogate pair.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    pub fn skip(&mut self) -> Result<Range<usize>> {
        let kind = self.kind()?;
        let start = self.at;
        match kind {
            Kind::Null => self.word("null")?,
            Kind::Boolean => _ = self.boolean()?,
            Kind::Number => _ = self.number()?,
            Kind::Text => _ = self.string()?,
            Kind::List => {
                self.enter(kind)?;
                while self.next(b']')? {
                    self.skip()?;
                }
            }
            Kind::Object => {
                self.enter(kind)?;
                while self.next(b'}')? {
                    self.key_string()?;
                    self.skip()?;
                }
            }
        }
        Ok(start..self.at)
    }

    /// Steps over a key and its colon; returns the same as `string`.
    #[cfg_attr(optimize_attribute, optimize(speed))]
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

    fn word(&mut self, word: &str) -> Result<()> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.error("expected a JSON value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Steps over a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`. Returns its magnitude if it is written as an
    /// integer; anything above `MAX_INTEGER` stands for all that is too large.
    #[cfg_attr(optimize_attribute, optimize(speed))]
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

    /// Steps over digits; returns what they say, likewise.
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

    /// Steps over an escape, from its backslash on.
    fn escape(&mut self) -> Result<()> {
        let length = match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [_, b'u', a, b, c, d, ..] if [a, b, c, d].into_iter().all(u8::is_ascii_hexdigit) => 6,
            _ => return Err(self.error("not an escape")),
        };
        self.at += length;
        Ok(())
    }

    /// The meaning of a string whose escapes have been stepped over, and so are well-formed.
    pub fn unescape(&self, range: Range<usize>) -> Result<String> {
        let start = range.start;
        let mut rest = self.text.get(range).unwrap_or_default();
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

    /// The next byte that is not white space, which is stepped over; 0 at the end.
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

    /// The next byte; 0 at the end, and nothing else in a good JSON text.
    #[inline(always)]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

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

/// How many bytes there are before the first that a string cannot just have in it: a quote, a backslash, a control character.
#[cfg_attr(optimize_attribute, optimize(speed))]
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    // Eight at a time. A byte is found to be less than another by what it borrows from its highest bit, and maybe from those behind it.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let (eights, rest) = bytes.as_chunks();
    for (at, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let found = (below(word, b' ') | is(b'"') | is(b'\\')) & HIGH;
        if found != 0 {
            return 8 * at + found.trailing_zeros() as usize / 8;
        }
    }
    let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    8 * eights.len() + plain.unwrap_or(rest.len())
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
