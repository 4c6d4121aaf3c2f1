//! JSON documents of servers, read strictly and with positions (RFC 8259, JSON-01 to JSON-16).
//!
//! Of our own because identity checks need what readers usually hide: duplicate members, unpaired
//! surrogates, numbers as they were written, and the bytes at which each value stands. What is kept of
//! a value is its form and its place in the text.

mod reader;
mod string;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::Utf8Error;

use super::error::{BuildError, ErrorKind};
use super::limits;
use super::location::Input;

/// Reads a document that is one JSON object (JSON-09); spans count from the first byte of `bytes`.
///
/// A leading byte order mark is skipped (JSON-03). Errors are `MalformedJson`, `NotAnObject`,
/// `DuplicateMember`, `LoneSurrogate` or `LimitExceeded`, all in `place`.
pub fn read_object(bytes: &[u8], place: Input) -> Result<Document<'_>, BuildError> {
    if bytes.len() > limits::DOCUMENT_BYTES {
        return Err(BuildError::new(ErrorKind::LimitExceeded, place, ""));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => reader::read(text, place),
        Err(error) => Err(invalid_utf8(bytes, &error, place)),
    }
}

/// A document that is one JSON object.
#[derive(Clone)]
pub struct Document<'a> {
    text: &'a str,
    /// The object, and behind each value those inside of it, a name before its value.
    nodes: Vec<Node>,
}

impl Document<'_> {
    /// The object.
    pub fn object(&self) -> Object<'_> {
        Object(Value {
            text: self.text,
            nodes: &self.nodes,
        })
    }
}

/// A value or a name. Positions fit, because documents are shorter than [`limits::DOCUMENT_BYTES`].
#[derive(Debug, Clone, Copy)]
struct Node {
    form: Form,
    start: u32,
    end: u32,
    /// How many nodes are inside of it.
    inside: u32,
}

impl Node {
    fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Null,
    Bool(bool),
    Number,
    String,
    StringWithEscapes,
    Array,
    Object,
}

/// A value in a document.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    text: &'a str,
    /// Its own node, then those inside of it.
    nodes: &'a [Node],
}

/// The seven forms of a JSON value (RFC 8259 section 3).
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written, of any size.
    Number(&'a str),
    /// A string, unescaped.
    String(Cow<'a, str>),
    /// An array.
    Array(Array<'a>),
    /// An object inside the document.
    Object(Object<'a>),
}

impl<'a> Value<'a> {
    /// Where the value stands; of a string, with its quotes.
    pub fn span(self) -> Range<usize> {
        let node = self.nodes.first();
        node.map_or(0..0, |node| node.span())
    }

    /// The value itself.
    pub fn kind(self) -> Kind<'a> {
        match self.form() {
            Form::Null => Kind::Null,
            Form::Bool(value) => Kind::Bool(value),
            Form::Number => Kind::Number(self.written()),
            Form::String => Kind::String(Cow::Borrowed(self.between_quotes())),
            Form::StringWithEscapes => {
                Kind::String(Cow::Owned(string::unescaped(self.between_quotes())))
            }
            Form::Array => Kind::Array(Array(self)),
            Form::Object => Kind::Object(Object(self)),
        }
    }

    /// The text of a string, unescaped (JSON-07); borrowed if it has no escapes.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The array, if it is one.
    pub fn as_array(self) -> Option<Array<'a>> {
        (self.form() == Form::Array).then_some(Array(self))
    }

    /// The object, if it is one.
    pub fn as_object(self) -> Option<Object<'a>> {
        (self.form() == Form::Object).then_some(Object(self))
    }

    /// Where bytes `inner` of a string's text stand in the document; the whole value if it was
    /// written with escapes, because then the bytes do not correspond.
    pub fn locate(self, inner: Range<usize>) -> Range<usize> {
        let span = self.span();
        match self.form() {
            Form::String => span.start + 1 + inner.start..span.start + 1 + inner.end,
            _ => span,
        }
    }

    /// Whether it is the string `text`.
    fn is(self, text: &str) -> bool {
        match self
            .nodes
            .first()
            .map(|node| (node.form, node.end - node.start))
        {
            Some((Form::String, length)) => {
                length as usize == text.len() + 2 && self.between_quotes() == text
            }
            Some((Form::StringWithEscapes, _)) => self.as_str().is_some_and(|own| own == text),
            _ => false,
        }
    }

    fn form(self) -> Form {
        self.nodes.first().map_or(Form::Null, |node| node.form)
    }

    fn written(self) -> &'a str {
        self.text.get(self.span()).unwrap_or_default()
    }

    fn between_quotes(self) -> &'a str {
        let written = self.written();
        written.get(1..written.len() - 1).unwrap_or_default()
    }

    /// The values just inside of this one, names among them.
    fn inside(self) -> Inside<'a> {
        Inside {
            text: self.text,
            nodes: self.nodes.get(1..).unwrap_or_default(),
        }
    }
}

/// Values that stand side by side.
#[derive(Clone)]
struct Inside<'a> {
    text: &'a str,
    nodes: &'a [Node],
}

impl<'a> Iterator for Inside<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let first = self.nodes.first()?;
        let (nodes, rest) = self.nodes.split_at_checked(1 + first.inside as usize)?;
        self.nodes = rest;
        let text = self.text;
        Some(Value { text, nodes })
    }
}

/// A JSON array.
#[derive(Clone, Copy, PartialEq)]
pub struct Array<'a>(Value<'a>);

impl<'a> Array<'a> {
    /// The elements in order.
    pub fn elements(self) -> impl Iterator<Item = Value<'a>> {
        self.0.inside()
    }
}

/// A JSON object: its members in the order of the document, each name once.
#[derive(Clone, Copy, PartialEq)]
pub struct Object<'a>(Value<'a>);

/// A name and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    /// The name, unescaped (JSON-07).
    pub name: Cow<'a, str>,
    /// Where the name stands, with its quotes.
    pub name_span: Range<usize>,
    /// What it stands for.
    pub value: Value<'a>,
}

impl<'a> Object<'a> {
    /// From `{` to `}`.
    pub fn span(self) -> Range<usize> {
        self.0.span()
    }

    /// The members in order.
    pub fn members(self) -> impl Iterator<Item = Member<'a>> {
        self.pairs().map(|(name, value)| Member {
            name: name.as_str().unwrap_or_default(),
            name_span: name.span(),
            value,
        })
    }

    /// The value of the member `name`, a `null` too.
    pub fn get(self, name: &str) -> Option<Value<'a>> {
        self.pairs()
            .find(|(found, _)| found.is(name))
            .map(|(_, value)| value)
    }

    /// The value of the member `name`, unless it is `null`, which counts as absent (JSON-14).
    pub fn present(self, name: &str) -> Option<Value<'a>> {
        self.get(name).filter(|value| value.form() != Form::Null)
    }

    fn pairs(self) -> impl Iterator<Item = (Value<'a>, Value<'a>)> {
        let mut inside = self.0.inside();
        std::iter::from_fn(move || Some((inside.next()?, inside.next()?)))
    }
}

/// Equal if written the same.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.written() == other.written()
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written())
    }
}

impl fmt::Debug for Array<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The error about the first bytes that are no UTF-8, spelled `\xff` in its piece.
fn invalid_utf8(bytes: &[u8], error: &Utf8Error, place: Input) -> BuildError {
    let start = error.valid_up_to();
    let end = error
        .error_len()
        .map_or(bytes.len(), |length| start + length);
    let piece = bytes.get(start..end).unwrap_or_default();
    BuildError::new(
        ErrorKind::MalformedJson,
        place.at(start..end),
        &piece.escape_ascii().to_string(),
    )
}
