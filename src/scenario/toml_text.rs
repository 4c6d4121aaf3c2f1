//! Writes TOML, as far as scenarios need it.

use super::choices::choices;

choices! {
    /// How a part of a key is written; quotes are used where they are needed.
    KeyQuotes {
        /// Without quotes.
        Bare,
        /// `"basic"`.
        Basic,
        /// `'literal'`.
        Literal,
    }
}

/// `text` as a basic string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// `text` as part of a dotted key: bare where that is wanted and possible, else quoted.
pub(super) fn key(text: &str, quotes: KeyQuotes) -> String {
    let bare = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    match quotes {
        KeyQuotes::Bare if bare => text.to_owned(),
        KeyQuotes::Literal if !text.contains('\'') => format!("'{text}'"),
        _ => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_keys_are_quoted_where_they_must_be() {
        assert_eq!(quoted("a\"\\\t\u{1}"), "\"a\\\"\\\\\\t\\u0001\"");
        assert_eq!(key("fast-mail", KeyQuotes::Bare), "fast-mail");
        assert_eq!(key("fast-mail", KeyQuotes::Basic), "\"fast-mail\"");
        assert_eq!(key("my.server", KeyQuotes::Bare), "\"my.server\"");
        assert_eq!(key("my.server", KeyQuotes::Literal), "'my.server'");
    }
}
