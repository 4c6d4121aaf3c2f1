//! TOML text as values, with bounded nesting.
//!
//! The `toml` crate bounds brackets and dotted keys one by one, but dotted keys inside of nested
//! inline tables multiply, and dropping such a tree exhausts the stack. So the nesting is counted
//! beforehand, over tokens cut as that crate cuts them, also where the text is no TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Deepest nesting of TOML: the brackets, braces and dots around a value (SEC-06). The point of a
/// number counts like the dot of a key.
pub const TOML_NESTING: usize = 64;

/// Why a text is not read, with the bytes that are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Nested deeper than [`TOML_NESTING`], from here on.
    TooDeep(Range<usize>),
    /// Not TOML.
    Invalid(Option<Range<usize>>),
}

/// One token of TOML: a comment, a string, a character of punctuation, or anything between those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token as written.
    pub text: &'a str,
    /// Where it stands.
    pub span: Range<usize>,
}

/// Reads a document, whose byte order mark is ignored, as a table.
pub fn document(text: &str) -> Result<Spanned<DeValue<'_>>, Unreadable> {
    check_nesting(text)?;
    let table = DeTable::parse(text).map_err(|error| Unreadable::Invalid(error.span()))?;
    let span = table.span();
    Ok(Spanned::new(span, DeValue::Table(table.into_inner())))
}

/// Reads a single value.
pub fn value(text: &str) -> Result<Spanned<DeValue<'_>>, Unreadable> {
    check_nesting(text)?;
    DeValue::parse(text).map_err(|error| Unreadable::Invalid(error.span()))
}

/// All tokens of `text`, in order and without gaps.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = text.len() - rest.len();
        let (token, after) = rest.split_at(rest.len() - after_token(rest).len());
        rest = after;
        let span = start..start + token.len();
        (!token.is_empty()).then_some(Token { text: token, span })
    })
}

const PUNCTUATION: [char; 11] = ['.', '=', ',', '[', ']', '{', '}', ' ', '\t', '\r', '\n'];

fn check_nesting(text: &str) -> Result<(), Unreadable> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body_start = text.len() - body.len();
    // What closes each open bracket, and the nesting inside of it.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut nesting = 0;
    for token in tokens(body) {
        match token.text {
            "." => nesting += 1,
            "[" | "{" => {
                nesting += 1;
                open.push((if token.text == "[" { "]" } else { "}" }, nesting));
            }
            // A bracket that closes nothing must not make the nesting look smaller than it is.
            "]" | "}" | "," | "\r" | "\n" => {
                open.pop_if(|(closing, _)| *closing == token.text);
                nesting = open.last().map_or(0, |(_, inside)| *inside);
            }
            _ => {}
        }
        if nesting > TOML_NESTING {
            let span = body_start + token.span.start..body_start + token.span.end;
            return Err(Unreadable::TooDeep(span));
        }
    }
    Ok(())
}

/// What follows the first token of `text`.
fn after_token(text: &str) -> &str {
    if text.starts_with('#') {
        return text.trim_start_matches(|character| !matches!(character, '\r' | '\n'));
    }
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(body) = text.strip_prefix(quotes) {
            return after_string(body, quotes);
        }
    }
    let is_plain = |character| character != '#' && !PUNCTUATION.contains(&character);
    text.strip_prefix(PUNCTUATION)
        .unwrap_or_else(|| text.trim_start_matches(is_plain))
}

/// What follows a string whose opening quotes stand before `body`. Without closing quotes, it ends
/// with the line or, opened by three quotes, with the text.
fn after_string<'a>(body: &'a str, quotes: &str) -> &'a str {
    let mut rest = body;
    loop {
        if let Some(mut after) = rest.strip_prefix(quotes) {
            // One or two quotes may stand right before the closing three.
            for _ in 1..quotes.len() {
                after = after
                    .strip_prefix(|next| quotes.contains(next))
                    .unwrap_or(after);
            }
            return after;
        }
        let mut characters = rest.chars();
        let next = characters.next();
        if next.is_none() || (next == Some('\n') && quotes.len() == 1) {
            return rest;
        }
        rest = characters.as_str();
        if next == Some('\\') && quotes.starts_with('"') {
            rest = rest.strip_prefix(['\\', '"']).unwrap_or(rest);
        }
    }
}

#[cfg(test)]
mod tests;
