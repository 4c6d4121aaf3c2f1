//! Reads one `-c key=value` override: a dotted TOML key and a TOML value or a bare string (CFG-11).

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use self::toml_text::{TOML_NESTING, Unreadable};
use super::arguments::OptionValue;
use super::error::{BuildError, ErrorKind};
use super::location::Input;

pub mod toml_text;

/// A TOML value for a key. The config file is one for the empty key.
#[derive(Debug, Clone)]
pub struct Assignment<'a> {
    /// The text it was read from.
    pub source: SourceText<'a>,
    /// The parts of the key.
    pub key: Vec<KeyPart>,
    /// The value. Its spans count from where the value starts, see [`Assignment::span`].
    pub value: Spanned<DeValue<'a>>,
    /// Where the value starts in the input.
    pub value_start: usize,
}

impl Assignment<'_> {
    /// A span of the value as bytes of the input.
    pub fn span(&self, in_value: Range<usize>) -> Range<usize> {
        self.value_start + in_value.start..self.value_start + in_value.end
    }
}

/// One part of a dotted key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPart {
    /// The part without quotes and escapes.
    pub text: String,
    /// Bytes of the part, with its quotes, inside the input.
    pub span: Range<usize>,
}

/// Text of an input, from some byte of it to its end.
#[derive(Debug, Clone)]
pub struct SourceText<'a> {
    /// The input.
    pub input: Input,
    /// The text.
    pub text: &'a str,
    /// Where the text starts in the input.
    pub start: usize,
}

impl<'a> SourceText<'a> {
    /// What is written at `span` of the input.
    pub fn raw(&self, span: &Range<usize>) -> &'a str {
        let start = span.start.saturating_sub(self.start);
        let end = span.end.saturating_sub(self.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The span of all of the text.
    pub fn whole(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// An error about what is written at `span` of the input.
    pub fn error(&self, kind: ErrorKind, span: Range<usize>) -> BuildError {
        let piece = self.raw(&span);
        BuildError::new(kind, self.input.at(span), piece)
    }
}

/// Reads the value of a `-c` option.
///
/// What stands after the `=` and is not TOML is a bare string, without the white space around it:
/// `-c key=a` is what a shell makes of `-c key="a"`.
pub fn read(option: &OptionValue) -> Result<Assignment<'_>, BuildError> {
    let source = SourceText {
        input: Input::Override(option.argument),
        text: &option.text,
        start: option.start,
    };
    let (key, value) = read_key(&source)?;
    let value = value.trim_ascii_start();
    let value_start = source.start + source.text.len() - value.len();
    let value = value.trim_ascii_end();
    let value = match toml_text::value(value) {
        Ok(value) => value,
        Err(Unreadable::Invalid(_)) => Spanned::new(0..value.len(), DeValue::String(value.into())),
        Err(Unreadable::TooDeep(span)) => {
            let span = value_start + span.start..value_start + span.end;
            return Err(source.error(ErrorKind::LimitExceeded, span));
        }
    };
    Ok(Assignment {
        source,
        key,
        value,
        value_start,
    })
}

/// The parts of the key, and the text after the `=` that ends it.
fn read_key<'a>(source: &SourceText<'a>) -> Result<(Vec<KeyPart>, &'a str), BuildError> {
    let mut key = Vec::new();
    let mut part_is_next = true;
    for token in toml_text::tokens(source.text) {
        let span = source.start + token.span.start..source.start + token.span.end;
        match (token.text, part_is_next) {
            (" " | "\t", _) => {}
            ("=", false) => return Ok((key, source.text.split_at(token.span.end).1)),
            (".", false) => part_is_next = true,
            (part, true) => {
                let Some(text) = decode_key_part(part) else {
                    return Err(malformed_key(source, span));
                };
                if key.len() == TOML_NESTING {
                    return Err(source.error(ErrorKind::LimitExceeded, span));
                }
                key.push(KeyPart { text, span });
                part_is_next = false;
            }
            (_, false) => return Err(malformed_key(source, span)),
        }
    }
    Err(source.error(ErrorKind::InvalidOverride, source.whole()))
}

/// The error about a token that cannot stand where it does in a key. Where no `=` follows, that is
/// what is wrong in the first place.
fn malformed_key(source: &SourceText<'_>, token: Range<usize>) -> BuildError {
    let whole = source.whole();
    if source.raw(&(token.start..whole.end)).contains('=') {
        source.error(ErrorKind::InvalidOverrideKey, token)
    } else {
        source.error(ErrorKind::InvalidOverride, whole)
    }
}

/// A bare or quoted part of a key as the text that it stands for.
fn decode_key_part(part: &str) -> Option<String> {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if part.bytes().all(is_bare) {
        return Some(part.to_owned());
    }
    let is_quoted = part.starts_with(['"', '\'']);
    let may_span_lines = part.starts_with("\"\"\"") || part.starts_with("'''");
    if !is_quoted || may_span_lines {
        return None;
    }
    let quoted = DeValue::parse(part).ok()?;
    quoted.get_ref().as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests;
