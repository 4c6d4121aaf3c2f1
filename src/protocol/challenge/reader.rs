//! Joins the pieces of all fields into challenges, and keeps the limits.

use std::borrow::Cow;
use std::ops::Range;

use super::challenges::{Challenge, Challenges, Parameter};
use super::grammar::{Piece, Pieces, State, is_token_character};
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::limits;
use crate::protocol::location::{Input, InputLocation};
use crate::protocol::warning::{Warning, WarningKind};

/// Reads the WWW-Authenticate field values of one response, in order.
///
/// The fields are one list, so a challenge may go on in the next field (HTTP-02). An error means
/// that a limit was passed (SEC-06); everything else is tolerated and becomes a warning.
pub fn read(fields: &[impl AsRef<[u8]>]) -> Result<Challenges, BuildError> {
    if fields.len() > limits::FIELD_VALUES {
        let input = Input::Challenge(limits::FIELD_VALUES);
        return Err(BuildError::new(ErrorKind::LimitExceeded, input, ""));
    }
    let mut reader = Reader::default();
    for (index, value) in fields.iter().enumerate() {
        reader.read(Field {
            index,
            value: value.as_ref(),
        })?;
    }
    Ok(reader.challenges)
}

#[derive(Default)]
struct Reader {
    challenges: Challenges,
    /// What may begin the next field.
    state: State,
}

impl Reader {
    fn read(&mut self, field: Field<'_>) -> Result<(), BuildError> {
        let length = field.value.len();
        if length > limits::FIELD_VALUE_BYTES {
            return Err(field.past_limit(limits::FIELD_VALUE_BYTES..length));
        }
        let text = match field.value.iter().position(is_replaced) {
            None => Cow::Borrowed(field.value),
            // One warning stands for all control characters of a field.
            Some(first) => {
                self.report(field, WarningKind::ControlReadAsSpace, first..first + 1);
                Cow::Owned(field.without_controls())
            }
        };
        let mut pieces = Pieces::new(field.index, &text, self.state);
        for piece in pieces.by_ref() {
            match piece {
                Piece::Scheme(span) => self.begin(field, span)?,
                Piece::Token68(span) => self.set_token68(field, &span),
                Piece::Parameter(parameter) => self.add(field, parameter)?,
                Piece::Malformed(rest) => {
                    self.report(field, WarningKind::MalformedRemainder, rest);
                }
            }
        }
        self.state = pieces.state();
        Ok(())
    }

    fn begin(&mut self, field: Field<'_>, span: Range<usize>) -> Result<(), BuildError> {
        if self.challenges.list.len() == limits::CHALLENGES {
            return Err(field.past_limit(span));
        }
        self.challenges.list.push(Challenge {
            scheme: field.text(&span),
            field: field.index,
            scheme_span: span,
            token68: None,
            parameters: Vec::new(),
        });
        Ok(())
    }

    fn set_token68(&mut self, field: Field<'_>, span: &Range<usize>) {
        if let Some(challenge) = self.challenges.list.last_mut() {
            challenge.token68 = Some(field.text(span));
        }
    }

    fn add(&mut self, field: Field<'_>, parameter: Parameter) -> Result<(), BuildError> {
        let own = self.challenges.list.last().map(|last| &*last.parameters);
        let own = own.unwrap_or_default();
        // A limit bounds how many there are to compare with.
        if own.len() == limits::CHALLENGE_PARAMETERS {
            return Err(field.past_limit(parameter.name_span));
        }
        let is_same = |other: &Parameter| other.name.eq_ignore_ascii_case(&parameter.name);
        if own.iter().any(is_same) {
            let span = parameter.name_span.clone();
            self.report(field, WarningKind::RepeatedParameter, span);
        }
        if !parameter.quoted && !parameter.value.iter().copied().all(is_token_character) {
            self.report(field, WarningKind::UnquotedValue, parameter.span.clone());
        }
        if let Some(challenge) = self.challenges.list.last_mut() {
            challenge.parameters.push(parameter);
        }
        Ok(())
    }

    fn report(&mut self, field: Field<'_>, kind: WarningKind, span: Range<usize>) {
        let text = field.text(&span);
        let warning = Warning::new(kind, field.at(span), &text);
        self.challenges.warnings.push(warning);
    }
}

/// A field value as it was sent.
#[derive(Clone, Copy)]
struct Field<'a> {
    index: usize,
    value: &'a [u8],
}

impl Field<'_> {
    /// CR, LF and NUL become spaces, so that no position moves (HTTP-16).
    fn without_controls(self) -> Vec<u8> {
        let replace = |octet| if is_replaced(octet) { b' ' } else { *octet };
        self.value.iter().map(replace).collect()
    }

    fn text(self, span: &Range<usize>) -> String {
        let bytes = self.value.get(span.clone()).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn at(self, span: Range<usize>) -> InputLocation {
        Input::Challenge(self.index).at(span)
    }

    fn past_limit(self, span: Range<usize>) -> BuildError {
        let piece = self.text(&span);
        BuildError::new(ErrorKind::LimitExceeded, self.at(span), &piece)
    }
}

fn is_replaced(octet: &u8) -> bool {
    matches!(octet, b'\r' | b'\n' | b'\0')
}
