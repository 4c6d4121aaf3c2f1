//! Writing JSON documents member by member, right ones and broken ones.

use serde_json::Value;

use super::scopes::{Separators, Spelled, distinct};

/// How a document is written; nothing of it changes what the document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// How far the members are rotated.
    pub rotation: u8,
    /// White space and line ends between the parts.
    pub spaced: bool,
    /// A byte order mark stands in front (JSON-03).
    pub byte_order_mark: bool,
    /// The first letter of every name and of every string is an escape (JSON-07).
    pub escaped: bool,
    /// Members that no specification knows.
    pub unknown: bool,
    /// Optional members that are null (JSON-14).
    pub nulls: bool,
    /// Unimportant members of a wrong type (JSON-15).
    pub wrong_types: bool,
}

/// What makes a document unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakage {
    /// The second member occurs again, with another value.
    Duplicate,
    /// An unknown member occurs twice.
    DuplicateUnknown,
    /// A lone surrogate stands in an unknown member.
    LoneSurrogate,
    /// The object stands in an array.
    Array,
    /// `null`.
    Null,
    /// Something follows the object.
    Trailing,
    /// `NaN` as a value.
    NotANumber,
    /// A comment.
    Comment,
    /// Nothing at all.
    Empty,
    /// The closing brace is missing.
    Unclosed,
}

impl Breakage {
    /// Every way.
    pub const ALL: &[Breakage] = &[
        Breakage::Duplicate,
        Breakage::DuplicateUnknown,
        Breakage::LoneSurrogate,
        Breakage::Array,
        Breakage::Null,
        Breakage::Trailing,
        Breakage::NotANumber,
        Breakage::Comment,
        Breakage::Empty,
        Breakage::Unclosed,
    ];
}

/// A list of scopes in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Listed {
    /// The member is absent.
    #[default]
    Absent,
    /// The member is null.
    Null,
    /// A list, perhaps empty; an element may hold several tokens.
    Texts(Vec<Spelled>),
    /// A list with an element that is no string, so that it does not count (AMB-12).
    WithNumber(Vec<Spelled>),
    /// One string instead of a list, so that it does not count.
    OneString(Spelled),
    /// An object.
    Object,
}

impl Listed {
    /// The member's value.
    pub fn value(&self) -> Option<Value> {
        let texts = |texts: &[Spelled]| -> Vec<Value> {
            let text = |text: &Spelled| Value::from(text.text(Separators::WhiteSpace));
            texts.iter().map(text).collect()
        };
        match self {
            Listed::Absent => None,
            Listed::Null => Some(Value::Null),
            Listed::Texts(list) => Some(Value::Array(texts(list))),
            Listed::WithNumber(list) => {
                let mut elements = texts(list);
                elements.push(Value::from(1));
                Some(Value::Array(elements))
            }
            Listed::OneString(text) => Some(Value::from(text.text(Separators::WhiteSpace))),
            Listed::Object => Some(serde_json::json!({"admin": true})),
        }
    }

    /// The tokens it supplies: distinct, legal ones of a proper list.
    pub fn scopes(&self) -> Vec<String> {
        match self {
            Listed::Texts(texts) => distinct(texts),
            _ => Vec::new(),
        }
    }
}

/// A document under construction.
#[derive(Debug, Default)]
pub struct Document {
    members: Vec<(String, Value)>,
}

impl Document {
    /// Adds a member, if there is a value.
    pub fn set(&mut self, name: &str, value: impl Into<Option<Value>>) {
        if let Some(value) = value.into() {
            self.members.push((name.to_owned(), value));
        }
    }

    /// The text.
    pub fn text(mut self, style: &Style, breakage: Option<Breakage>) -> String {
        if style.unknown {
            self.set(
                "x_unknown",
                serde_json::json!([1, {"scope": "nested", "issuer": null}]),
            );
            self.set("scope", Value::from("member"));
            self.set("scopes", serde_json::json!(["plural"]));
        }
        let mut members: Vec<String> = self
            .members
            .iter()
            .map(|(name, value)| member(name, value, style))
            .collect();
        if !members.is_empty() {
            let by = usize::from(style.rotation) % members.len();
            members.rotate_left(by);
        }
        members.extend(extra_member(breakage, self.members.get(1)));
        let between = if style.spaced { ",\r\n\t " } else { "," };
        let mut text = format!("{{{}}}", members.join(between));
        match breakage {
            Some(Breakage::Array) => text = format!("[{text}]"),
            Some(Breakage::Null) => text = "null".to_owned(),
            Some(Breakage::Trailing) => text.push_str("{}"),
            Some(Breakage::Empty) => text.clear(),
            Some(Breakage::Unclosed) => {
                text.pop();
            }
            _ => {}
        }
        if style.spaced {
            text = format!("\n {text} \n");
        }
        if style.byte_order_mark {
            text.insert(0, '\u{feff}');
        }
        text
    }
}

fn extra_member(breakage: Option<Breakage>, again: Option<&(String, Value)>) -> Option<String> {
    let name = again.map_or("a", |(name, _)| name.as_str());
    match breakage? {
        Breakage::Duplicate => Some(format!("\"{name}\":\"https://second.example\"")),
        Breakage::DuplicateUnknown => Some("\"y\":1,\"\\u0079\":2".to_owned()),
        Breakage::LoneSurrogate => Some("\"y\":\"\\ud800\"".to_owned()),
        Breakage::NotANumber => Some("\"y\":NaN".to_owned()),
        Breakage::Comment => Some("\"y\":1/* scope */".to_owned()),
        _ => None,
    }
}

fn member(name: &str, value: &Value, style: &Style) -> String {
    let colon = if style.spaced { " : " } else { ":" };
    let name = string(name, style);
    let value = match value {
        Value::String(text) => string(text, style),
        other => other.to_string(),
    };
    format!("{name}{colon}{value}")
}

fn string(text: &str, style: &Style) -> String {
    let plain = Value::from(text).to_string();
    match text.chars().next() {
        Some(first) if style.escaped && first.is_ascii_alphanumeric() => {
            format!("\"\\u{:04x}{}", u32::from(first), &plain[2..])
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_changes_the_text_and_not_what_it_says() {
        let document = || {
            let mut document = Document::default();
            document.set("issuer", Value::from("https://a.example"));
            document.set("absent", None);
            document
        };
        let plain = document().text(&Style::default(), None);
        assert_eq!(plain, r#"{"issuer":"https://a.example"}"#);
        let style = Style {
            rotation: 1,
            spaced: true,
            escaped: true,
            ..Style::default()
        };
        let odd = document().text(&style, None);
        assert_ne!(odd, plain);
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(read(&odd), read(&plain));
    }

    #[test]
    fn every_breakage_changes_the_text() {
        for breakage in Breakage::ALL {
            let mut document = Document::default();
            document.set("issuer", Value::from("https://a.example"));
            let text = document.text(&Style::default(), Some(*breakage));
            assert_ne!(text, r#"{"issuer":"https://a.example"}"#, "{breakage:?}");
        }
    }
}
