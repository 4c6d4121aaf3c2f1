//! JSON documents of servers, read strictly and with positions (RFC 8259, JSON-01 to JSON-16).
//!
//! This is a reader of our own, because identity checks need what readers usually hide: duplicate members, unpaired
//! surrogates, numbers as they were written, and the bytes at which each value stands. What is kept of
//! a value is its form and its input in the text.

mod document;
mod reader;
mod string;
#[cfg(test)]
mod tests;

use std::str::Utf8Error;

use super::error::{BuildError, ErrorKind};
use super::limits;
use super::location::Input;

pub use document::{Array, Document, Kind, Member, Object, Value};

/// Reads a document that is one JSON object (JSON-09); spans count from the first byte of `bytes`.
///
/// A leading byte order mark is skipped (JSON-03). Errors are `MalformedJson`, `NotAnObject`,
/// `DuplicateMember`, `LoneSurrogate` or `LimitExceeded`, all in `input`.
pub fn read_object(bytes: &[u8], input: Input) -> Result<Document<'_>, BuildError> {
    if bytes.len() > limits::DOCUMENT_BYTES {
        return Err(BuildError::new(ErrorKind::LimitExceeded, input, ""));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => reader::read(text, input),
        Err(error) => Err(invalid_utf8(bytes, &error, input)),
    }
}

/// The error about the first bytes that are no UTF-8, spelled `\xff` in its piece.
fn invalid_utf8(bytes: &[u8], error: &Utf8Error, input: Input) -> BuildError {
    let start = error.valid_up_to();
    let end = error
        .error_len()
        .map_or(bytes.len(), |length| start + length);
    let piece = bytes.get(start..end).unwrap_or_default();
    BuildError::new(
        ErrorKind::MalformedJson,
        input.at(start..end),
        &piece.escape_ascii().to_string(),
    )
}
