//! What holds for every reader of JSON metadata, whatever the members mean.

use std::fmt::Debug;
use std::iter;

use serde::Serializer;
use serde_json::{Map, Value};

use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::json::{self, Kind};
use dcr_check::protocol::limits;
use dcr_check::protocol::location::Input;

use crate::complaint::require;
use crate::second_reading::json::{self as second, Document};

/// Holds the JSON reader against serde_json; the members, if both read an object.
pub fn members(bytes: &[u8], place: Input) -> Option<Map<String, Value>> {
    let read = json::read_object(bytes, place);
    if let Err(error) = &read {
        points_inside(bytes, error);
    }
    match (read, second::read(bytes)) {
        (Ok(document), Document::Object(members)) => {
            let object = document.object();
            require(same_members(object, &members), bytes, || {
                format!("read {object:?}, by serde_json {members:?}")
            });
            for member in object.members() {
                let there = bytes.get(member.value.span()).unwrap_or_default();
                let value: Option<Value> = serde_json::from_slice(there).ok();
                require(value.as_ref() == members.get(&*member.name), bytes, || {
                    format!("{member:?} stands elsewhere")
                });
            }
            Some(members)
        }
        (Err(error), Document::Refused) => {
            let kinds = [
                ErrorKind::LimitExceeded,
                ErrorKind::NotAnObject,
                ErrorKind::DuplicateMember,
            ];
            // What stands behind the limit is not read, so it may be malformed for all we know.
            require(kinds.contains(&error.kind), bytes, || {
                format!("valid JSON is refused for {error}")
            });
            None
        }
        (_, Document::Unknown) | (Err(_), Document::Malformed) => None,
        (Err(error), Document::Object(_)) => {
            require(false, bytes, || {
                format!("a good document is refused: {error}")
            });
            None
        }
        (Ok(object), other) => {
            require(false, bytes, || {
                format!("read {object:?}, by a second reading {other:?}")
            });
            None
        }
    }
}

/// Complains about an error whose span does not lie in the document.
pub fn points_inside(bytes: &[u8], error: &BuildError) {
    let span = error.location.range.clone().unwrap_or_default();
    let is_inside = span.start <= span.end && span.end <= bytes.len();
    require(is_inside, bytes, || format!("{error} points to {span:?}"));
}

/// Complains if the document reads as something else once it is printed again, in other ways, with
/// members nobody knows, or with its members in another order.
pub fn changes_that_mean_nothing<T: PartialEq + Debug>(
    bytes: &[u8],
    members: &Map<String, Value>,
    said: &T,
    read: impl Fn(&[u8]) -> T,
) {
    let unknown = serde_json::json!([{"scope": "evil"}, null]);
    let (first, last) = (
        unknown_to(members, "x_first"),
        unknown_to(members, "x_last"),
    );
    let own = || members.iter().map(|(name, value)| (name.as_str(), value));
    let surrounded = iter::once((first.as_str(), &unknown))
        .chain(own())
        .chain([(last.as_str(), &unknown)]);
    for (way, text) in [
        ("compact", object(own())),
        (
            "with white space",
            serde_json::to_vec_pretty(members).unwrap_or_default(),
        ),
        ("with unknown members", object(surrounded)),
        ("from the end", object(own().rev())),
    ] {
        let again = read(&text);
        require(again == *said, bytes, || {
            format!("read {said:?}; printed {way}, {again:?}")
        });
    }
}

/// A name that begins so and that no member has.
fn unknown_to(members: &Map<String, Value>, name: &str) -> String {
    let longest = members.keys().map(String::len).max().unwrap_or(0);
    format!("{name:_<0$}", longest + 1)
}

/// The text of an object with these members, in this order.
fn object<'a>(members: impl Iterator<Item = (&'a str, &'a Value)>) -> Vec<u8> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    serializer.collect_map(members).unwrap_or_default();
    text
}

fn same_members(object: json::Object<'_>, members: &Map<String, Value>) -> bool {
    object.members().count() == members.len()
        && object.members().all(|member| {
            let value = members.get(&*member.name);
            value.is_some_and(|value| same(member.value, value))
        })
}

fn same(ours: json::Value<'_>, theirs: &Value) -> bool {
    match (ours.kind(), theirs) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool(one), Value::Bool(other)) => one == *other,
        (Kind::String(one), Value::String(other)) => one == *other,
        (Kind::Number(one), Value::Number(other)) => one.parse().ok() == other.as_f64(),
        (Kind::Array(one), Value::Array(other)) => {
            one.elements().count() == other.len()
                && one
                    .elements()
                    .zip(other)
                    .all(|(one, other)| same(one, other))
        }
        (Kind::Object(one), Value::Object(other)) => same_members(one, other),
        _ => false,
    }
}

/// Whether the error is about that URL, and the URL bears the sign of it. No second reader of URLs: each
/// kind of error only has to have its sign in the text.
pub fn is_about_the_url(error: &BuildError, url: Option<&Value>) -> bool {
    let Some(text) = url.and_then(Value::as_str) else {
        return false;
    };
    let scheme = text
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match error.kind {
        ErrorKind::LimitExceeded => text.len() > limits::URI_BYTES,
        ErrorKind::FragmentNotAllowed => text.contains('#'),
        ErrorKind::QueryNotAllowed => text.contains('?'),
        ErrorKind::UserinfoNotAllowed => text.contains('@'),
        ErrorKind::InsecureUrl => scheme == "http",
        ErrorKind::PrivateAddress => scheme == "https",
        ErrorKind::NotAbsoluteUri | ErrorKind::InvalidUri => !is_plain(text),
        _ => false,
    }
}

/// A URL that nobody can find fault with: https, a host of letters, a path of letters.
fn is_plain(text: &str) -> bool {
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"./-".contains(&octet);
    let rest = text.strip_prefix("https://").unwrap_or_default();
    rest.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.bytes().all(is_plain)
}
