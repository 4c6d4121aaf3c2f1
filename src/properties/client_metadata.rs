//! The client metadata that is registered at IANA, from `client_metadata.json`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// A registered member.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    /// Its name.
    pub name: &'static str,
    /// The form of its value.
    pub kind: Kind,
    /// The requirement that says so; the definition of the body where there is no row of its own.
    #[serde(default = "body_row")]
    pub row: &'static str,
    /// Whether a language tag may follow the name (RFC 7591, section 2.2).
    #[serde(default)]
    pub tagged: bool,
}

fn body_row() -> &'static str {
    "DCR-02"
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    String,
    Strings,
    Object,
    Boolean,
    Number,
    /// Its specification leaves it open, or this project does not judge it.
    Any,
}

impl Kind {
    pub fn fits(self, value: &Value) -> bool {
        match self {
            Kind::String => value.is_string(),
            Kind::Strings => {
                let elements = value.as_array();
                elements.is_some_and(|elements| elements.iter().all(Value::is_string))
            }
            Kind::Object => value.is_object(),
            Kind::Boolean => value.is_boolean(),
            Kind::Number => value.is_number(),
            Kind::Any => true,
        }
    }

    /// For a user.
    pub fn name(self) -> &'static str {
        match self {
            Kind::String => "a string",
            Kind::Strings => "a list of strings",
            Kind::Object => "an object",
            Kind::Boolean => "true or false",
            Kind::Number => "a number",
            Kind::Any => "anything",
        }
    }
}

/// The registry, and the day of which it is the state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    #[expect(dead_code, reason = "for those who read the file")]
    registry: &'static str,
    #[expect(dead_code, reason = "for those who read the file")]
    as_of: &'static str,
    members: Vec<Member>,
}

/// Every registered member.
pub(super) static REGISTERED: LazyLock<Vec<Member>> =
    LazyLock::new(|| {
        match serde_json::from_str::<Registry>(include_str!("client_metadata.json")) {
            Ok(registry) => registry.members,
            Err(error) => unreachable!("client_metadata.json, which the tests read: {error}"),
        }
    });

/// Whether the name is registered, its language tag aside where it may have one.
pub(super) fn is_registered(name: &str) -> bool {
    let fits = |one: &Member| one.name == name || (one.tagged && one.name == untagged(name));
    REGISTERED.iter().any(fits)
}

/// The name without its language tag.
pub(super) fn untagged(name: &str) -> &str {
    name.split_once('#').map_or(name, |(untagged, _)| untagged)
}
