//! What the WWW-Authenticate fields of one response say, and that as a field value again.

use std::ops::Range;

use crate::protocol::location::{Input, InputLocation};
use crate::protocol::warning::Warning;

/// The challenges of all fields of one response, in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Challenges {
    /// One entry for each scheme that was met.
    pub list: Vec<Challenge>,
    /// What was tolerated, in the order of the text.
    pub warnings: Vec<Warning>,
}

impl Challenges {
    /// The Bearer challenge that counts: the first with `resource_metadata`, else the first with
    /// `scope`, else the first. Parameters of two challenges are never mixed (AMB-10).
    pub fn bearer(&self) -> Option<&Challenge> {
        let first_with = |name| self.bearers().find(|one| one.parameter(name).is_some());
        first_with("resource_metadata")
            .or_else(|| first_with("scope"))
            .or_else(|| self.bearers().next())
    }

    /// `scope` of the Bearer challenge that counts; that of another scheme means nothing (HTTP-18).
    pub fn scope(&self) -> Option<&Parameter> {
        self.bearer()?.parameter("scope")
    }

    /// `error` of the Bearer challenge that counts.
    pub fn error(&self) -> Option<&Parameter> {
        self.bearer()?.parameter("error")
    }

    /// `resource_metadata` of the Bearer challenge that counts. Without any Bearer challenge:
    /// the first one that another scheme gives (PRM-29).
    pub fn resource_metadata(&self) -> Option<&Parameter> {
        let name = "resource_metadata";
        match self.bearer() {
            Some(bearer) => bearer.parameter(name),
            None => self.list.iter().find_map(|one| one.parameter(name)),
        }
    }

    fn bearers(&self) -> impl Iterator<Item = &Challenge> {
        self.list.iter().filter(|one| one.is_bearer())
    }

    /// All challenges in one field value, every parameter value as a quoted-string. It is bytes, because values
    /// need not be UTF-8.
    pub fn to_field_value(&self) -> Vec<u8> {
        let printed: Vec<_> = self.list.iter().map(printed).collect();
        printed.join(&b", "[..])
    }
}

/// A scheme and what belongs to it (RFC 9110, section 11.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The scheme as it was written; compared without regard to case (HTTP-04).
    pub scheme: String,
    /// Index of the field that holds the scheme.
    pub field: usize,
    /// Bytes of the scheme in that field.
    pub scheme_span: Range<usize>,
    /// The token68, as in `Negotiate YII=`. A challenge with one has no parameters (HTTP-12).
    pub token68: Option<String>,
    /// The parameters in order, repeated ones included.
    pub parameters: Vec<Parameter>,
}

impl Challenge {
    /// Whether the scheme is Bearer, in any case (BEAR-01).
    pub fn is_bearer(&self) -> bool {
        self.scheme.eq_ignore_ascii_case("Bearer")
    }

    /// The first parameter of that name, in any case (HTTP-05, BEAR-05).
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|one| one.name.eq_ignore_ascii_case(name))
    }
}

/// A parameter of a challenge (RFC 9110, section 11.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name as it was written.
    pub name: String,
    /// What the value stands for, quoted pairs resolved. Not always UTF-8 (HTTP-11).
    pub value: Vec<u8>,
    /// Index of the field that holds it, not always that of the scheme (HTTP-02).
    pub field: usize,
    /// Bytes of the name in that field.
    pub name_span: Range<usize>,
    /// Bytes of the value in that field, without the quotes around it.
    pub span: Range<usize>,
    /// Whether the value is a quoted-string.
    pub quoted: bool,
    /// Indexes into the value, ascending: the octets that were written as quoted pairs.
    pub escaped: Vec<usize>,
}

impl Parameter {
    /// Where the value stands, without the quotes around it.
    pub fn location(&self) -> InputLocation {
        Input::Challenge(self.field).at(self.span.clone())
    }

    /// Where bytes of the value stand in the field; a quoted pair counts with its backslash.
    pub fn raw_span(&self, part: Range<usize>) -> Range<usize> {
        let raw = |index| {
            let backslashes = self.escaped.partition_point(|&escaped| escaped < index);
            self.span.start + index + backslashes
        };
        raw(part.start)..raw(part.end)
    }
}

fn printed(challenge: &Challenge) -> Vec<u8> {
    let mut out = challenge.scheme.clone().into_bytes();
    let token68 = challenge.token68.iter().map(|one| one.clone().into_bytes());
    let contents: Vec<_> = token68
        .chain(challenge.parameters.iter().map(printed_parameter))
        .collect();
    if !contents.is_empty() {
        out.push(b' ');
        out.extend(contents.join(&b", "[..]));
    }
    out
}

fn printed_parameter(parameter: &Parameter) -> Vec<u8> {
    let mut out = parameter.name.clone().into_bytes();
    out.extend(b"=\"");
    for &octet in &parameter.value {
        if matches!(octet, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(octet);
    }
    out.push(b'"');
    out
}
