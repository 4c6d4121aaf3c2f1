//! TOML text as values, with bounded nesting.
//!
//! The `toml` crate bounds brackets and dotted keys one by one, but dotted keys inside of nested
//! inline tables multiply, and dropping such a tree exhausts the stack. So the nesting is counted
//! beforehand, over tokens cut as that crate cuts them, also where the text is no TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Deepest nesting of TOML, in brackets, braces and dots of keys around a value (SEC-06).
pub const TOML_NESTING: usize = 64;

/// Why a text is not read, with the bytes that are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Nested deeper than [`TOML_NESTING`], from here on.
    TooDeep(Range<usize>),
    /// Not TOML.
    Invalid(Range<usize>),
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
    let table = DeTable::parse(text).map_err(invalid)?;
    Ok(Spanned::new(
        0..text.len(),
        DeValue::Table(table.into_inner()),
    ))
}

/// Reads a single value.
pub fn value(text: &str) -> Result<Spanned<DeValue<'_>>, Unreadable> {
    check_nesting(text)?;
    DeValue::parse(text).map_err(invalid)
}

fn invalid(error: toml::de::Error) -> Unreadable {
    // The crate knows the span of all errors but that of its own, wider bound on nesting.
    Unreadable::Invalid(error.span().unwrap_or_default())
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

/// What is open around a token: a bracket, or at the top level nothing.
#[derive(Default)]
struct Level {
    closing: &'static str,
    /// Nesting of what stands inside.
    inside: usize,
    /// Dots since the last comma or line.
    dots: usize,
    /// Most dots that were counted between two commas or lines.
    most_dots: usize,
}

/// Counts what is open around every token. Where the text is no TOML, the dots before a comma may
/// still belong to a key whose value comes after it, so a bracket counts the most dots before it.
fn check_nesting(text: &str) -> Result<(), Unreadable> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body_start = text.len() - body.len();
    let mut outer = Vec::new();
    let mut level = Level::default();
    for token in tokens(body) {
        match token.text {
            "." => {
                level.dots += 1;
                level.most_dots = level.most_dots.max(level.dots);
            }
            "[" | "{" => {
                let opened = Level {
                    closing: if token.text == "[" { "]" } else { "}" },
                    inside: level.inside + level.most_dots + 1,
                    ..Level::default()
                };
                outer.push(std::mem::replace(&mut level, opened));
            }
            "\r" | "\n" if outer.is_empty() => level = Level::default(),
            "," | "\r" | "\n" => level.dots = 0,
            closing if closing == level.closing => level = outer.pop().unwrap_or_default(),
            _ => {}
        }
        if level.inside + level.most_dots > TOML_NESTING {
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
