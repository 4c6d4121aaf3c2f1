//! String literals and their escapes (RFC 8259 section 7).

use std::ops::Range;

use crate::protocol::error::ErrorKind;

/// What is wrong with a text, and which bytes of it are at fault.
type Fault = (ErrorKind, Range<usize>);

/// Whether the string whose opening quote stands at `start` has escapes, and where it ends.
// As a call of its own, its result goes through memory for each string.
#[inline]
pub(super) fn scan(text: &str, start: usize) -> Result<(bool, usize), Fault> {
    let octets = text.as_bytes();
    let (mut has_escapes, mut at) = (false, start + 1);
    loop {
        at += plain_octets(octets.get(at..).unwrap_or_default());
        match octets.get(at) {
            Some(b'"') => return Ok((has_escapes, at + 1)),
            Some(b'\\') => {
                has_escapes = true;
                let escape = escape(text.get(at..).unwrap_or_default());
                at += escape
                    .map_err(|(kind, fault)| (kind, at + fault.start..at + fault.end))?
                    .1;
            }
            Some(_) => return Err((ErrorKind::MalformedJson, at..at + 1)),
            None => return Err((ErrorKind::MalformedJson, start..at)),
        }
    }
}

/// What stands for itself or as escapes between two quotes, all of it read before.
pub(super) fn unescaped(between_quotes: &str) -> String {
    let mut unescaped = String::with_capacity(between_quotes.len());
    let mut rest = between_quotes;
    while let Some((plain, escapes)) = rest.split_at_checked(plain_octets(rest.as_bytes())) {
        unescaped.push_str(plain);
        let Ok((character, length)) = escape(escapes) else {
            break;
        };
        unescaped.push(character);
        rest = escapes.get(length..).unwrap_or_default();
    }
    unescaped
}

/// The character that the escape sequence at the start stands for, and its length; or which bytes of it
/// are at fault.
fn escape(text: &str) -> Result<(char, usize), Fault> {
    let character = match text.chars().nth(1) {
        Some('u') => return unicode_escape(text),
        Some(character @ ('"' | '\\' | '/')) => character,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        other => {
            let end = 1 + other.map_or(0, char::len_utf8);
            return Err((ErrorKind::MalformedJson, 0..end));
        }
    };
    Ok((character, 2))
}

/// One `\uXXXX`, or two that form a surrogate pair (JSON-06).
fn unicode_escape(text: &str) -> Result<(char, usize), Fault> {
    const LENGTH: usize = 6;
    let first = code_unit(text, 0)?;
    let is_high = (0xd800..0xdc00).contains(&first);
    let second = match text.get(LENGTH..) {
        Some(rest) if is_high && rest.starts_with("\\u") => Some(code_unit(text, LENGTH)?),
        _ => None,
    };
    let length = LENGTH * (1 + usize::from(second.is_some()));
    let mut decoded = char::decode_utf16([first].into_iter().chain(second));
    match decoded.next() {
        Some(Ok(character)) => Ok((character, length)),
        _ => Err((ErrorKind::LoneSurrogate, 0..LENGTH)),
    }
}

/// The four hexadecimal digits after the `\u` that stands at `start`.
fn code_unit(text: &str, start: usize) -> Result<u16, Fault> {
    let octets = text.bytes().skip(start + 2).take(4);
    let length = octets.take_while(u8::is_ascii_hexdigit).count();
    let end = start + 2 + length;
    match u16::from_str_radix(text.get(start + 2..end).unwrap_or_default(), 16) {
        Ok(unit) if length == 4 => Ok(unit),
        _ => Err((ErrorKind::MalformedJson, start..end)),
    }
}

/// How many octets come before the first quote, backslash or control character. Eight are looked at in
/// one step, because most of a document is strings.
fn plain_octets(octets: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    /// Marks the octets below `limit`; what stands behind the first of them may be marked wrongly.
    fn below(word: u64, limit: u64) -> u64 {
        word.wrapping_sub(ONES * limit) & !word & HIGHS
    }
    let (words, rest) = octets.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let quotes = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslashes = below(word ^ (ONES * u64::from(b'\\')), 1);
        let found = quotes | backslashes | below(word, 0x20);
        if found != 0 {
            return 8 * index + found.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |octet: &u8| matches!(octet, b'"' | b'\\' | 0..0x20);
    let plain = rest.iter().position(is_special).unwrap_or(rest.len());
    8 * words.len() + plain
}
