//! The pieces of one field value, told apart by what follows a token (RFC 9110, section 11.6.1).

use std::ops::Range;

use super::challenges::Parameter;

/// What a field value is made of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A scheme, which begins a challenge.
    Scheme(Range<usize>),
    /// The token68 of the scheme before it.
    Token68(Range<usize>),
    /// A parameter, whole up to its comma.
    Parameter(Parameter),
    /// What follows cannot be read (HTTP-20). Always the last piece.
    Malformed(Range<usize>),
}

/// What may stand where a piece begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum State {
    /// A scheme: at the start, behind a token68, and behind what could not be read, since that
    /// may have begun another challenge.
    #[default]
    Closed,
    /// A scheme, or a parameter of the last challenge.
    Open,
    /// A token68 or a parameter: a scheme and white space stand just before it.
    AfterScheme,
}

/// Reads a field value from front to back; nothing but a token68 is looked at twice.
pub(super) struct Pieces<'a> {
    field: usize,
    text: &'a [u8],
    position: usize,
    state: State,
}

impl<'a> Pieces<'a> {
    /// The pieces of `text`, which is the field of that index without CR, LF and NUL.
    pub(super) fn new(field: usize, text: &'a [u8], state: State) -> Self {
        Pieces {
            field,
            text,
            position: 0,
            state,
        }
    }

    /// What may follow; after the last piece, what may begin the next field.
    pub(super) fn state(&self) -> State {
        self.state
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        self.take_while(|octet| is_whitespace(octet) || octet == b',');
        let start = self.position;
        if start == self.text.len() {
            return None;
        }
        let piece = if self.state == State::AfterScheme {
            self.token68().or_else(|| self.parameter())
        } else {
            self.scheme_or_parameter()
        };
        let piece = piece.unwrap_or_else(|| {
            self.position = self.text.len();
            Piece::Malformed(start..self.position)
        });
        self.state = match &piece {
            Piece::Scheme(_) if !self.ends_element() => State::AfterScheme,
            Piece::Scheme(_) | Piece::Parameter(_) => State::Open,
            Piece::Token68(_) | Piece::Malformed(_) => State::Closed,
        };
        Some(piece)
    }
}

impl<'a> Pieces<'a> {
    fn scheme_or_parameter(&mut self) -> Option<Piece> {
        let token = self.token()?;
        let space = self.whitespace();
        match (self.peek(), self.state) {
            (Some(b'='), State::Open) => self.value_of(token),
            (Some(b'='), _) => None,
            (Some(b',') | None, _) => Some(Piece::Scheme(token)),
            (Some(_), _) => (!space.is_empty()).then_some(Piece::Scheme(token)),
        }
    }

    /// A token68 is one only up to a comma or the end: `a=` is, `a=b` is a parameter (HTTP-12).
    fn token68(&mut self) -> Option<Piece> {
        let start = self.position;
        let characters = self.take_while(is_token68_character);
        let span = start..self.take_while(|octet| octet == b'=').end;
        if !characters.is_empty() && self.ends_element() {
            return Some(Piece::Token68(span));
        }
        self.position = start;
        None
    }

    fn parameter(&mut self) -> Option<Piece> {
        let name = self.token()?;
        self.whitespace();
        self.value_of(name)
    }

    /// `=` and a value up to its comma, else nothing: `a=b c` has no value `b` (HTTP-20).
    fn value_of(&mut self, name: Range<usize>) -> Option<Piece> {
        if !self.eat(b'=') {
            return None;
        }
        self.whitespace();
        let quoted = self.eat(b'"');
        let start = self.position;
        let (value, escaped) = if quoted {
            self.quoted_value()?
        } else {
            (self.unquoted_value()?, Vec::new())
        };
        let span = start..self.position - usize::from(quoted);
        self.ends_element().then(|| {
            Piece::Parameter(Parameter {
                name: String::from_utf8_lossy(self.slice(&name)).into_owned(),
                value,
                field: self.field,
                name_span: name,
                span,
                quoted,
                escaped,
            })
        })
    }

    /// The value up to its closing quote, and which of its octets were quoted pairs (HTTP-09).
    fn quoted_value(&mut self) -> Option<(Vec<u8>, Vec<usize>)> {
        let (mut value, mut escaped) = (Vec::new(), Vec::new());
        loop {
            let plain = self.take_while(|octet| octet != b'"' && octet != b'\\');
            value.extend_from_slice(self.slice(&plain));
            if self.eat(b'"') {
                return Some((value, escaped));
            }
            escaped.push(value.len());
            value.push(*self.rest().get(1)?);
            self.position += 2;
        }
    }

    /// More than a token, because servers send it: all up to a comma, white space or a quote
    /// (HTTP-22).
    fn unquoted_value(&mut self) -> Option<Vec<u8>> {
        let span = self.take_while(|octet| !is_whitespace(octet) && octet != b',' && octet != b'"');
        (!span.is_empty()).then(|| self.slice(&span).to_vec())
    }

    fn token(&mut self) -> Option<Range<usize>> {
        let token = self.take_while(is_token_character);
        (!token.is_empty()).then_some(token)
    }

    fn whitespace(&mut self) -> Range<usize> {
        self.take_while(is_whitespace)
    }

    fn ends_element(&mut self) -> bool {
        self.whitespace();
        matches!(self.peek(), Some(b',') | None)
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.position;
        let end = self.rest().iter().position(|octet| !belongs(*octet));
        self.position = end.map_or(self.text.len(), |length| start + length);
        start..self.position
    }

    fn eat(&mut self, octet: u8) -> bool {
        let found = self.peek() == Some(octet);
        self.position += usize::from(found);
        found
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn slice(&self, span: &Range<usize>) -> &[u8] {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// `tchar` (RFC 9110, section 5.6.2).
pub(super) fn is_token_character(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(
            octet,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~'
        )
}

fn is_token68_character(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
}

fn is_whitespace(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}
