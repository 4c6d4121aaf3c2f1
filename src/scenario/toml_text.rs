//! Writing TOML, as far as scenarios need it.

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

/// `text` as part of a dotted key: bare where that is possible and `spelling` is 0, else quoted.
pub(super) fn key(text: &str, spelling: u8) -> String {
    let bare = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    match spelling % 3 {
        0 if bare => text.to_owned(),
        2 if !text.contains('\'') => format!("'{text}'"),
        _ => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_keys_are_quoted_where_they_must_be() {
        assert_eq!(quoted("a\"\\\t\u{1}"), "\"a\\\"\\\\\\t\\u0001\"");
        assert_eq!(key("fast-mail", 0), "fast-mail");
        assert_eq!(key("fast-mail", 1), "\"fast-mail\"");
        assert_eq!(key("my.server", 0), "\"my.server\"");
        assert_eq!(key("my.server", 2), "'my.server'");
    }
}
