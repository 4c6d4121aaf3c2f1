//! Recursive descent over a document: objects, arrays and words.

use std::ops::Range;

use super::document::{Document, Form, Node};
use super::string::{self, unescaped};
use crate::protocol::distinct::Distinct;
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::limits;
use crate::protocol::location::Input;

/// What goes wrong, in one word of memory: results are handed up through every level.
type Failure = Box<BuildError>;

/// Reads the whole text, which has to be one object.
pub(super) fn read(text: &str, input: Input) -> Result<Document<'_>, BuildError> {
    let mut reader = Reader {
        text,
        at: if text.starts_with('\u{feff}') { 3 } else { 0 },
        input,
        // Documents have a name or a value every 20 octets or so.
        nodes: Vec::with_capacity(text.len() / 16),
        names: Distinct::ending_with(b'"'),
    };
    match reader.document() {
        Ok(()) => Ok(Document {
            text,
            nodes: reader.nodes,
        }),
        Err(error) => Err(*error),
    }
}

/// A position in a text, and what was read before it.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    input: Input,
    nodes: Vec<Node>,
    /// Names of the object that was read last.
    names: Distinct,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Failure> {
        self.value(1)?;
        self.skip_whitespace();
        if self.peek().is_some() {
            return Err(self.unexpected());
        }
        match self.nodes.first() {
            Some(node) if node.form != Form::Object => {
                Err(self.error(ErrorKind::NotAnObject, node.span()))
            }
            _ => Ok(()),
        }
    }

    /// A value; an object or array here would be at nesting `level`.
    fn value(&mut self, level: usize) -> Result<(), Failure> {
        self.skip_whitespace();
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'[') => self.container(Form::Array, level),
            Some(b'{') => self.container(Form::Object, level),
            _ => self.word_value(),
        }
    }

    /// The string whose opening quote stands here.
    fn string(&mut self) -> Result<(), Failure> {
        let start = self.at;
        match string::scan(self.text, start) {
            Ok((has_escapes, end)) => {
                self.at = end;
                let form = match has_escapes {
                    true => Form::StringWithEscapes,
                    false => Form::String,
                };
                self.push(form, start);
                Ok(())
            }
            Err((kind, fault)) => Err(self.error(kind, fault)),
        }
    }

    fn push(&mut self, form: Form, start: usize) {
        self.nodes.push(Node {
            form,
            start: start as u32,
            end: self.at as u32,
            inside: 0,
        });
    }

    /// From the opening bracket to the closing one: elements or members with commas between them.
    fn container(&mut self, form: Form, level: usize) -> Result<(), Failure> {
        if level > limits::JSON_NESTING {
            return Err(self.error(ErrorKind::LimitExceeded, self.at..self.at + 1));
        }
        let own = self.nodes.len();
        self.push(form, self.at);
        self.at += 1;
        let members = if form == Form::Object {
            self.items(b'}', |reader| reader.member(level))?
        } else {
            self.items(b']', |reader| reader.value(level + 1))?
        };
        let (end, inside) = (self.at as u32, self.nodes.len() - own - 1);
        if let Some(node) = self.nodes.get_mut(own) {
            node.end = end;
            node.inside = inside as u32;
        }
        if form == Form::Object && members > 1 {
            self.check_names(own, members)?;
        }
        Ok(())
    }

    /// How many items there are up to `close`.
    fn items(
        &mut self,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), Failure>,
    ) -> Result<usize, Failure> {
        if self.skip(close) {
            return Ok(0);
        }
        let mut count = 0;
        loop {
            item(self)?;
            count += 1;
            self.skip_whitespace();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(octet) if octet == close => {
                    self.at += 1;
                    return Ok(count);
                }
                _ => return Err(self.unexpected()),
            }
        }
    }

    fn member(&mut self, level: usize) -> Result<(), Failure> {
        self.skip_whitespace();
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        self.string()?;
        if !self.skip(b':') {
            return Err(self.unexpected());
        }
        self.value(level + 1)
    }

    /// The object at that node has no name twice (JSON-05).
    fn check_names(&mut self, object: usize, members: usize) -> Result<(), Failure> {
        self.names.clear_for(members);
        let mut at = object + 1;
        while let [name, value, ..] = self.nodes.get(at..).unwrap_or_default() {
            let span = name.span();
            let written = self.text.get(span.start + 1..span.end - 1);
            let written = written.unwrap_or_default();
            let is_new = match name.form {
                Form::String => self.names.insert(written, span.start + 1, self.text),
                _ => self.names.insert_apart(&unescaped(written), self.text),
            };
            if !is_new {
                return Err(self.error(ErrorKind::DuplicateMember, span));
            }
            at += 2 + value.inside as usize;
        }
        Ok(())
    }

    /// `null`, `true`, `false` or a number.
    fn word_value(&mut self) -> Result<(), Failure> {
        let word = self.word();
        let form = match word {
            "null" => Form::Null,
            "true" => Form::Bool(true),
            "false" => Form::Bool(false),
            _ if is_number(word) => Form::Number,
            _ => return Err(self.unexpected()),
        };
        let start = self.at;
        self.at += word.len();
        self.push(form, start);
        Ok(())
    }

    /// The longest run of characters that a user would take for one word or number, so that
    /// errors point at `NaN` and `0x1F` as a whole.
    fn word(&self) -> &str {
        let belongs = |octet: &u8| {
            octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-' | b'.' | b'_')
        };
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|octet| belongs(octet)).count();
        self.text.get(self.at..self.at + length).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Steps over white space and then over `expected`; whether it was there.
    fn skip(&mut self, expected: u8) -> bool {
        self.skip_whitespace();
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    /// The error about what stands here: a word, a character, or the end of the document.
    #[cold]
    fn unexpected(&self) -> Failure {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let character = rest.chars().next().map_or(0, char::len_utf8);
        let length = self.word().len().max(character);
        self.error(ErrorKind::MalformedJson, self.at..self.at + length)
    }

    #[cold]
    fn error(&self, kind: ErrorKind, span: Range<usize>) -> Failure {
        let piece = self.text.get(span.clone()).unwrap_or_default();
        Box::new(BuildError::new(kind, self.input.at(span), piece))
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
