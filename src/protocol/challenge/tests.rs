//! Shared by the tests of every part of the reader.

mod limits;
mod malformed;
mod printing;
mod schemes;
mod selection;
mod values;

use std::ops::Range;

use super::{Challenges, Parameter, read};
use crate::protocol::location::Input;
use crate::protocol::warning::WarningKind;

fn reading<T: AsRef<[u8]>>(fields: &[T]) -> Challenges {
    read(fields).unwrap()
}

/// Schemes and what belongs to them in short: `Basic(realm=x)Negotiate:YII=`.
fn outline(challenges: &Challenges) -> String {
    let mut out = String::new();
    for challenge in &challenges.list {
        out += &challenge.scheme;
        if let Some(token68) = &challenge.token68 {
            out += &format!(":{token68}");
        }
        for one in &challenge.parameters {
            out += &format!("({}={})", one.name, one.value.escape_ascii());
        }
    }
    out
}

/// The outline of one field value that has nothing to tolerate.
fn clean(value: &str) -> String {
    let challenges = reading(&[value]);
    assert_eq!(challenges.warnings, [], "{value}");
    outline(&challenges)
}

/// The warnings in short: kind, index of the field, span and piece.
fn warnings(challenges: &Challenges) -> Vec<(WarningKind, usize, Range<usize>, &str)> {
    let short = challenges.warnings.iter().map(|one| {
        let field = match one.location.input {
            Input::Challenge(field) => field,
            _ => usize::MAX,
        };
        let span = one.location.range.clone().unwrap();
        (one.kind, field, span, one.piece.as_str())
    });
    short.collect()
}

/// The only parameter of the only challenge.
fn only_parameter(value: &[u8]) -> Parameter {
    let mut challenges = reading(&[value]);
    assert_eq!(challenges.list.len(), 1);
    assert_eq!(challenges.list[0].parameters.len(), 1);
    challenges.list[0].parameters.remove(0)
}
