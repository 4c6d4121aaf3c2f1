//! Recursive descent over a document: objects, arrays and words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Kind, Member, Object, Value};
use crate::protocol::error::{BuildError, ErrorKind, Place};
use crate::protocol::limits;

/// A position in a text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    place: Place,
}

impl<'a> Reader<'a> {
    /// At the start of `text`, behind a byte order mark.
    pub(super) fn new(text: &'a str, place: Place) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Reader { text, at, place }
    }

    /// The whole document, which has to be one object.
    pub(super) fn document(mut self) -> Result<Object, BuildError> {
        let value = self.value(1)?;
        self.skip_whitespace();
        if self.peek().is_some() {
            return Err(self.unexpected());
        }
        match value.kind {
            Kind::Object(object) => Ok(object),
            _ => Err(self.error(ErrorKind::NotAnObject, value.span)),
        }
    }

    /// A value; an object or array here would be at nesting `level`.
    fn value(&mut self, level: usize) -> Result<Value, BuildError> {
        self.skip_whitespace();
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => Kind::Object(self.object(level)?),
            Some('[') => Kind::Array(self.list(level, ']', |reader| reader.value(level + 1))?),
            Some('"') => Kind::String(self.string()?),
            _ => self.word_value()?,
        };
        Ok(Value {
            span: start..self.at,
            kind,
        })
    }

    fn object(&mut self, level: usize) -> Result<Object, BuildError> {
        let start = self.at;
        let mut names = BTreeSet::new();
        let members = self.list(level, '}', |reader| reader.member(level, &mut names))?;
        Ok(Object {
            members,
            span: start..self.at,
        })
    }

    /// One member; `names` are those that the object has already (JSON-05).
    fn member(&mut self, level: usize, names: &mut BTreeSet<String>) -> Result<Member, BuildError> {
        self.skip_whitespace();
        if self.peek() != Some('"') {
            return Err(self.unexpected());
        }
        let start = self.at;
        let name = self.string()?;
        let name_span = start..self.at;
        if !names.insert(name.clone()) {
            return Err(self.error(ErrorKind::DuplicateMember, name_span));
        }
        if !self.skip(':') {
            return Err(self.unexpected());
        }
        let value = self.value(level + 1)?;
        Ok(Member {
            name,
            name_span,
            value,
        })
    }

    /// From the opening bracket to `close`: items with commas between them.
    fn list<T>(
        &mut self,
        level: usize,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T, BuildError>,
    ) -> Result<Vec<T>, BuildError> {
        if level > limits::JSON_NESTING {
            return Err(self.error(ErrorKind::LimitExceeded, self.at..self.at + 1));
        }
        self.at += 1;
        let mut items = Vec::new();
        if self.skip(close) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.skip(close) {
                return Ok(items);
            }
            if !self.skip(',') {
                return Err(self.unexpected());
            }
        }
    }

    /// `null`, `true`, `false` or a number.
    fn word_value(&mut self) -> Result<Kind, BuildError> {
        let word = self.word();
        let kind = match word {
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            _ if is_number(word) => Kind::Number(word.to_owned()),
            _ => return Err(self.unexpected()),
        };
        self.at += word.len();
        Ok(kind)
    }

    /// The longest run of characters that a person would take for one word or number, so that
    /// errors point at `NaN` and `0x1F` as a whole.
    fn word(&self) -> &'a str {
        self.rest()
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')))
            .next()
            .unwrap_or_default()
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_whitespace(&mut self) {
        let rest = self.rest().trim_start_matches([' ', '\t', '\n', '\r']);
        self.at = self.text.len() - rest.len();
    }

    /// Steps over white space and then over `expected`; whether it was there.
    fn skip(&mut self, expected: char) -> bool {
        self.skip_whitespace();
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    /// The error about what stands here: a word, a character, or the end of the document.
    pub(super) fn unexpected(&self) -> BuildError {
        let character = self.peek().map_or(0, char::len_utf8);
        let length = self.word().len().max(character);
        self.error(ErrorKind::MalformedJson, self.at..self.at + length)
    }

    pub(super) fn error(&self, kind: ErrorKind, span: Range<usize>) -> BuildError {
        let piece = self.text.get(span.clone()).unwrap_or_default();
        BuildError::new(kind, self.place.clone(), piece, Some(span))
    }
}

/// Whether `text` is a number of RFC 8259 section 6.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = cut(unsigned, &['e', 'E']);
    let (integer, fraction) = cut(mantissa, &['.']);
    is_digits(integer)
        && (integer == "0" || !integer.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent
            .is_none_or(|signed| is_digits(signed.strip_prefix(['+', '-']).unwrap_or(signed)))
}

/// What stands before the first of `separators`, and what after it.
fn cut<'a>(text: &'a str, separators: &[char]) -> (&'a str, Option<&'a str>) {
    match text.split_once(separators) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
