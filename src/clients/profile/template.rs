//! Placeholders of profiles, and the ways to write a list of scopes.

use crate::scenario::scopes::{Separators, Spelled};
use crate::vocabulary::words;

/// Every placeholder, without braces.
pub const PLACEHOLDERS: &[&str] = &[
    "home",
    "work",
    "install",
    "driver",
    "node",
    "python",
    "name",
    "server_url",
    "scopes",
    "file_scopes",
];

words! {
    /// How a channel writes scopes.
    Format, "format of scopes" {
        /// `a,b`.
        Comma = "comma",
        /// `a b`.
        Space = "space",
        /// `["a", "b"]` in TOML.
        TomlList = "toml-list",
        /// `"a b"` in TOML.
        TomlString = "toml-string",
        /// `["a","b"]` in JSON.
        JsonList = "json-list",
        /// `"a b"` in JSON.
        JsonString = "json-string",
        /// Each scope by itself: the words are repeated.
        Each = "each",
    }
}

impl Format {
    /// Whether it takes a list of texts, not one text.
    pub fn is_list(self) -> bool {
        matches!(self, Format::TomlList | Format::JsonList | Format::Each)
    }

    /// The texts as this channel writes them; several for [`Format::Each`] only.
    pub fn written(self, texts: &[Spelled]) -> Vec<String> {
        let separators = match self {
            Format::Comma => Separators::Commas,
            _ => Separators::WhiteSpace,
        };
        let texts: Vec<String> = texts.iter().map(|text| text.text(separators)).collect();
        match self {
            Format::Comma => vec![texts.join(",")],
            Format::Space => vec![texts.join(" ")],
            Format::Each => texts,
            Format::TomlString | Format::JsonString => vec![quoted(&texts.join(" "))],
            Format::TomlList | Format::JsonList => {
                let elements: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                vec![format!("[{}]", elements.join(", "))]
            }
        }
    }
}

/// A string of JSON that is a basic string of TOML too, which wants DEL escaped.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

/// `text` with each `{name}` of `values` replaced; what else stands in braces stays.
pub fn filled(text: &str, values: &[(&str, impl AsRef<str>)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let value = values.iter().find(|(name, _)| {
            rest[1..]
                .strip_prefix(name)
                .is_some_and(|after| after.starts_with('}'))
        });
        let taken = match value {
            Some((name, value)) => {
                out.push_str(value.as_ref());
                name.len() + 2
            }
            None => {
                out.push('{');
                1
            }
        };
        rest = &rest[taken..];
    }
    out + rest
}

/// The first word in braces that looks like a placeholder and is none.
pub fn unknown(text: &str) -> Option<&str> {
    text.split('{').skip(1).find_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let word = |c: char| c.is_ascii_lowercase() || c == '_';
        let looks = !name.is_empty() && name.chars().all(word);
        (looks && !PLACEHOLDERS.contains(&name)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::scopes::Token;

    fn two() -> Vec<Spelled> {
        ["a", "b\"\u{7f}"]
            .map(|text| Spelled::one(Token::legal(text)))
            .into()
    }

    #[test]
    fn each_format_is_what_its_readers_read() {
        let expected = "b\"\u{7f}";
        assert_eq!(Format::Comma.written(&two()), [format!("a,{expected}")]);
        assert_eq!(Format::Space.written(&two()), [format!("a {expected}")]);
        assert_eq!(
            Format::Each.written(&two()),
            ["a".to_owned(), expected.to_owned()]
        );
        let toml = |format: Format| -> toml::Value {
            let text = format!("a = {}", format.written(&two())[0]);
            toml::from_str::<toml::Table>(&text).unwrap()["a"].clone()
        };
        assert_eq!(
            toml(Format::TomlString).as_str(),
            Some(&*format!("a {expected}"))
        );
        assert_eq!(toml(Format::TomlList)[1].as_str(), Some(expected));
        let json = |format: Format| -> serde_json::Value {
            serde_json::from_str(&format.written(&two())[0]).unwrap()
        };
        assert_eq!(json(Format::JsonString), format!("a {expected}"));
        assert_eq!(json(Format::JsonList)[1], expected);
    }

    #[test]
    fn only_named_placeholders_are_filled_and_values_are_not_looked_into() {
        let values = [("name", "{home}"), ("scopes", "\"a\"")];
        assert_eq!(
            filled("{\"scope\":{scopes}} {name} {x", &values),
            "{\"scope\":\"a\"} {home} {x"
        );
    }

    #[test]
    fn a_misspelled_placeholder_is_found_and_json_is_none() {
        assert_eq!(unknown("{hom}/x"), Some("hom"));
        assert_eq!(unknown("{\"scope\": {scopes}} {} {1} {Home}"), None);
    }
}
