//! What came out against what was expected.

use dcr_check::protocol::error::BuildError;
use serde_json::Value;

/// What the core makes of an input.
#[derive(Debug)]
pub enum Observed {
    /// One value, expected as a whole.
    Whole(Value),
    /// An object, of which each expected member is compared on its own.
    Members(Value),
    /// Nothing but an error.
    Refused(BuildError),
}

impl Observed {
    /// One value, or the error instead of it.
    pub fn whole<T: Into<Value>>(result: Result<T, BuildError>) -> Self {
        result.map_or_else(Observed::Refused, |value| Observed::Whole(value.into()))
    }

    /// An object, or the error instead of it.
    pub fn members(result: Result<Value, BuildError>) -> Self {
        result.map_or_else(Observed::Refused, Observed::Members)
    }
}

/// Says where `observed` differs from `expected`.
///
/// A member that is not there counts as null; `a.b` names the member `b` of the member `a`.
pub fn compare(observed: &Observed, expected: &Value) -> Result<(), String> {
    match observed {
        Observed::Refused(error) => match only_error(expected) {
            Some(name) if name == error.kind.name() => Ok(()),
            _ => Err(format!(
                "expected {expected}, refused as {}: {error}",
                error.kind.name()
            )),
        },
        Observed::Whole(value) => equal(None, value, expected),
        Observed::Members(value) => {
            let members = expected.as_object().filter(|members| !members.is_empty());
            let members = members.ok_or("`expect` has to name at least one member")?;
            members
                .iter()
                .try_for_each(|(name, expected)| equal(Some(name), find(value, name), expected))
        }
    }
}

/// The name of the error in an expectation that is nothing else.
fn only_error(expected: &Value) -> Option<&str> {
    let members = expected.as_object().filter(|members| members.len() == 1)?;
    members.get("error")?.as_str()
}

fn find<'a>(value: &'a Value, name: &str) -> &'a Value {
    match name.split_once('.') {
        Some((first, rest)) => &value[first][rest],
        None => &value[name],
    }
}

fn equal(name: Option<&str>, observed: &Value, expected: &Value) -> Result<(), String> {
    if observed == expected {
        return Ok(());
    }
    let name = name.map_or(String::new(), |name| format!("{name}: "));
    Err(format!("{name}expected {expected}, came out as {observed}"))
}
