//! What metadata says once more, from the values of serde_json.

use serde_json::{Map, Value};

use dcr_check::protocol::limits;

/// A list of strings in a document (AMB-12, JSON-14, JSON-15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// Absent, null or empty.
    Absent,
    /// Strings only.
    Strings(Vec<String>),
    /// Something else.
    WrongType,
}

/// The list `name` of a document.
pub fn list(document: &Map<String, Value>, name: &str) -> List {
    let elements = match document.get(name) {
        None | Some(Value::Null) => return List::Absent,
        Some(Value::Array(elements)) => elements,
        Some(_) => return List::WrongType,
    };
    let strings: Option<Vec<String>> = elements
        .iter()
        .map(|element| element.as_str().map(str::to_owned))
        .collect();
    match strings {
        None => List::WrongType,
        Some(strings) if strings.is_empty() => List::Absent,
        Some(strings) => List::Strings(strings),
    }
}

/// The strings of a list that counts, none of one that does not.
pub fn strings(document: &Map<String, Value>, name: &str) -> Vec<String> {
    match list(document, name) {
        List::Strings(strings) => strings,
        _ => Vec::new(),
    }
}

/// The scope tokens of `scopes_supported`, distinct and legal, in order; none past a limit (SEC-06).
pub fn scopes(document: &Map<String, Value>) -> Option<Vec<String>> {
    let mut tokens: Vec<String> = Vec::new();
    for text in strings(document, "scopes_supported") {
        for token in text.split([' ', '\t', '\n', '\r', '\u{c}']) {
            let is_legal = |character: char| {
                character.is_ascii_graphic() && character != '"' && character != '\\'
            };
            if token.is_empty() || !token.chars().all(is_legal) {
                continue;
            }
            if token.len() > limits::SCOPE_TOKEN_BYTES {
                return None;
            }
            if !tokens.iter().any(|known| known == token) {
                tokens.push(token.to_owned());
            }
        }
    }
    (tokens.len() <= limits::SCOPE_TOKENS).then_some(tokens)
}

/// The member `name`, unless it is null, which counts as absent.
pub fn present<'a>(document: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    document.get(name).filter(|value| !value.is_null())
}
