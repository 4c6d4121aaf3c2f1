//! Writes JSON documents member by member, valid and broken ones.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::choices;
use super::json::parts;
use super::scopes::{Separators, Spelled, distinct};

parts! {
    /// How a document is written; nothing of it changes what the document says.
    pub struct Style {
        /// By how many places the members are rotated.
        pub rotation: usize,
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
}

choices! {
    /// What makes a document unusable, and the member that is put in for it if that is the same in every document.
    Breakage, extra_member -> Option<&'static str> {
        /// The second member occurs again, with another value.
        Duplicate => None,
        /// An unknown member occurs twice.
        DuplicateUnknown => Some("\"y\":1,\"\\u0079\":2"),
        /// A lone surrogate stands in an unknown member.
        LoneSurrogate => Some("\"y\":\"\\ud800\""),
        /// The object stands in an array.
        Array => None,
        /// `null`.
        Null => None,
        /// Something follows the object.
        Trailing => None,
        /// `NaN` as a value.
        NotANumber => Some("\"y\":NaN"),
        /// A comment.
        Comment => Some("\"y\":1/* scope */"),
        /// Nothing at all.
        Empty => None,
        /// The closing brace is missing.
        Unclosed => None,
    }
}

/// A list of scopes in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

    /// Whether the member is there and is no list of strings.
    pub fn is_ill_typed(&self) -> bool {
        matches!(
            self,
            Listed::WithNumber(_) | Listed::OneString(_) | Listed::Object
        )
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
    members: Vec<(&'static str, Value)>,
}

impl Document {
    /// Sets a member, if there is a value.
    pub fn set(&mut self, name: &'static str, value: impl Into<Option<Value>>) {
        let Some(value) = value.into() else {
            return;
        };
        match self.members.iter_mut().find(|(known, _)| *known == name) {
            Some(member) => member.1 = value,
            None => self.members.push((name, value)),
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
        let mut text = match breakage {
            Some(Breakage::Null) => "null".to_owned(),
            Some(Breakage::Empty) => String::new(),
            Some(Breakage::Array) => format!("[{}]", self.object(style, breakage)),
            Some(Breakage::Trailing) => self.object(style, breakage) + "{}",
            _ => self.object(style, breakage),
        };
        if style.spaced {
            text = format!("\n {text} \n");
        }
        if style.byte_order_mark {
            text.insert(0, '\u{feff}');
        }
        text
    }

    /// Writes all members into one buffer, because documents are written more often than anything else.
    fn object(&self, style: &Style, breakage: Option<Breakage>) -> String {
        let between = if style.spaced { ",\r\n\t " } else { "," };
        let colon = if style.spaced { " : " } else { ":" };
        let by = style.rotation % self.members.len().max(1);
        let (last, first) = self.members.split_at(by);
        let mut object = Vec::with_capacity(1024);
        object.push(b'{');
        for (name, value) in first.iter().chain(last) {
            write_string(&mut object, name, style);
            object.extend(colon.bytes());
            match value {
                Value::String(text) => write_string(&mut object, text, style),
                other => write_json(&mut object, other),
            }
            object.extend(between.bytes());
        }
        match extra_member(breakage, self.members.get(1)) {
            Some(extra) => object.extend(extra.bytes()),
            None if self.members.is_empty() => {}
            None => object.truncate(object.len() - between.len()),
        }
        if breakage != Some(Breakage::Unclosed) {
            object.push(b'}');
        }
        String::from_utf8(object).unwrap_or_default()
    }
}

fn extra_member(
    breakage: Option<Breakage>,
    again: Option<&(&'static str, Value)>,
) -> Option<String> {
    match breakage? {
        Breakage::Duplicate => {
            let name = again.map_or("a", |(name, _)| name);
            Some(format!("\"{name}\":\"https://second.example\""))
        }
        other => other.extra_member().map(str::to_owned),
    }
}

fn write_string(object: &mut Vec<u8>, text: &str, style: &Style) {
    let start = object.len() + "\"".len();
    write_json(object, text);
    let first = text.chars().next().filter(char::is_ascii_alphanumeric);
    if let Some(first) = first.filter(|_| style.escaped) {
        let escape = format!("\\u{:04x}", u32::from(first));
        object.splice(start..=start, escape.into_bytes());
    }
}

/// Appends `value`. Writing to a buffer cannot fail, so there is no error to return.
fn write_json<T: Serialize + ?Sized>(object: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(object, value).unwrap_or_default();
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
