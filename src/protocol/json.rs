//! JSON documents of servers, read strictly and with positions (RFC 8259, JSON-01 to JSON-16).
//!
//! Of our own because identity checks need what readers usually hide: duplicate members, unpaired
//! surrogates, numbers as they were written, and the bytes at which each value stands.

mod reader;
mod string;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::str::Utf8Error;

use super::error::{BuildError, ErrorKind, Place};
use super::limits;

/// Reads a document that is one JSON object (JSON-09); spans count from the first byte of `bytes`.
///
/// A leading byte order mark is skipped (JSON-03). Errors are `MalformedJson`, `NotAnObject`,
/// `DuplicateMember`, `LoneSurrogate` or `LimitExceeded`, all in `place`.
pub fn read_object(bytes: &[u8], place: Place) -> Result<Object, BuildError> {
    if bytes.len() > limits::DOCUMENT_BYTES {
        return Err(BuildError::new(ErrorKind::LimitExceeded, place, "", None));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => reader::Reader::new(text, place).document(),
        Err(error) => Err(invalid_utf8(bytes, &error, place)),
    }
}

/// A JSON object: its members in the order of the document, each name once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The members, in order.
    pub members: Vec<Member>,
    /// From `{` to `}`.
    pub span: Range<usize>,
}

impl Object {
    /// The value of the member `name`, a `null` too.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|member| member.name == name)
            .map(|member| &member.value)
    }

    /// The value of the member `name`, unless it is `null`, which counts as absent (JSON-14).
    pub fn present(&self, name: &str) -> Option<&Value> {
        self.get(name).filter(|value| value.kind != Kind::Null)
    }
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, unescaped (JSON-07).
    pub name: String,
    /// Where the name stands, with its quotes.
    pub name_span: Range<usize>,
    /// What it stands for.
    pub value: Value,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Where the value stands; of a string, with its quotes.
    pub span: Range<usize>,
    /// The value itself.
    pub kind: Kind,
}

impl Value {
    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Where bytes `inner` of a string's text stand in the document; the whole value if it was
    /// written with escapes, because then the bytes do not correspond.
    pub fn locate(&self, inner: Range<usize>) -> Range<usize> {
        let first = self.span.start + 1;
        match self.as_str() {
            Some(text) if first + text.len() + 1 == self.span.end => {
                first + inner.start..first + inner.end
            }
            _ => self.span.clone(),
        }
    }
}

/// The seven forms of a JSON value (RFC 8259 section 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written, of any size.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// The elements of an array.
    Array(Vec<Value>),
    /// An object inside the document.
    Object(Object),
}

impl Kind {
    /// What messages call it, with its article.
    pub fn type_name(&self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

/// The error about the first bytes that are no UTF-8, spelled `\xff` in its piece.
fn invalid_utf8(bytes: &[u8], error: &Utf8Error, place: Place) -> BuildError {
    let start = error.valid_up_to();
    let end = error
        .error_len()
        .map_or(bytes.len(), |length| start + length);
    let piece = bytes.get(start..end).unwrap_or_default();
    BuildError::new(
        ErrorKind::MalformedJson,
        place,
        &piece.escape_ascii().to_string(),
        Some(start..end),
    )
}
