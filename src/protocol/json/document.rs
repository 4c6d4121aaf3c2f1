//! A document that was read: values by their form and their place in the text.

use std::borrow::Cow;
use std::ops::Range;

use super::string::unescaped;

/// A document that is one JSON object.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    pub(super) text: &'a str,
    /// The object, and behind each value those inside of it, a name before its value.
    pub(super) nodes: Vec<Node>,
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
pub(super) struct Node {
    pub form: Form,
    pub start: u32,
    pub end: u32,
    /// How many nodes are inside of it.
    pub inside: u32,
}

impl Node {
    pub fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Null,
    Bool(bool),
    Number,
    String,
    StringWithEscapes,
    Array,
    Object,
}

/// A value in a document.
#[derive(Debug, Clone, Copy)]
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
            Form::StringWithEscapes => Kind::String(Cow::Owned(unescaped(self.between_quotes()))),
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Array<'a>(Value<'a>);

impl<'a> Array<'a> {
    /// The elements in order.
    pub fn elements(self) -> impl Iterator<Item = Value<'a>> {
        self.0.inside()
    }
}

/// A JSON object: its members in the order of the document, each name once.
#[derive(Debug, Clone, Copy, PartialEq)]
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
