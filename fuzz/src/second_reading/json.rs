//! A JSON document once more, by serde_json, with what that library lets pass unseen: members that occur
//! twice, and depth.

use serde_json::{Map, Value};

use dcr_check::protocol::limits;

/// What has to become of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// One object, each name once.
    Object(Map<String, Value>),
    /// Valid JSON that is refused: another value, a member twice, too deep, too long.
    Refused,
    /// Not JSON, or so deep that serde_json gives up, far beyond the limit.
    Malformed,
    /// A number that serde_json has no room for; what else there is, it does not say.
    Unknown,
}

/// Reads a document, after the byte order mark that may stand in front (JSON-03).
pub fn read(bytes: &[u8]) -> Document {
    if bytes.len() > limits::DOCUMENT_BYTES {
        return Document::Refused;
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        Err(error) if error.to_string().contains("number out of range") => Document::Unknown,
        Err(_) => Document::Malformed,
        Ok(Value::Object(members)) => {
            let value = Value::Object(members.clone());
            // A colon outside of strings is a member; those that are missing were there twice.
            let shape = Shape::of(bytes);
            let is_refused =
                shape.depth > limits::JSON_NESTING || shape.colons > members_in(&value);
            if is_refused {
                Document::Refused
            } else {
                Document::Object(members)
            }
        }
        Ok(_) => Document::Refused,
    }
}

fn members_in(value: &Value) -> usize {
    match value {
        Value::Array(elements) => elements.iter().map(members_in).sum(),
        Value::Object(members) => members.len() + members.values().map(members_in).sum::<usize>(),
        _ => 0,
    }
}

/// What can be counted without reading: colons and the deepest nesting outside of strings.
#[derive(Default)]
struct Shape {
    colons: usize,
    depth: usize,
}

impl Shape {
    fn of(bytes: &[u8]) -> Self {
        let mut shape = Shape::default();
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        for octet in bytes {
            match octet {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b':' => shape.colons += 1,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            shape.depth = shape.depth.max(depth);
        }
        shape
    }
}
