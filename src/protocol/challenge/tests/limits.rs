//! Every limit, exactly; and input at the limits that would show a second pass.

use std::ops::Range;

use super::{outline, reading};
use crate::protocol::challenge::read;
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::limits;
use crate::protocol::location::{Input, InputLocation};

fn exceeded(field: usize, piece: &str, span: Option<Range<usize>>) -> BuildError {
    let (input, range) = (Input::Challenge(field), span);
    BuildError::new(
        ErrorKind::LimitExceeded,
        InputLocation { input, range },
        piece,
    )
}

#[test]
fn so_many_fields_are_read_and_no_more() {
    for count in [limits::FIELD_VALUES - 1, limits::FIELD_VALUES] {
        assert_eq!(reading(&vec!["Bearer"; count]).list.len(), count);
    }
    let error = read(&vec![""; limits::FIELD_VALUES + 1]).unwrap_err();
    assert_eq!(error, exceeded(limits::FIELD_VALUES, "", None));
}

#[test]
fn a_field_of_so_many_bytes_is_read_and_no_longer_one() {
    let value = |length| format!("Bearer scope=a{}", " ".repeat(length - 14));
    for length in [limits::FIELD_VALUE_BYTES - 1, limits::FIELD_VALUE_BYTES] {
        assert_eq!(outline(&reading(&[value(length)])), "Bearer(scope=a)");
    }
    let length = limits::FIELD_VALUE_BYTES + 1;
    let error = read(&["", &value(length)]).unwrap_err();
    assert_eq!(
        error,
        exceeded(1, " ", Some(limits::FIELD_VALUE_BYTES..length))
    );
}

#[test]
fn each_field_may_be_of_full_length() {
    let value = " ".repeat(limits::FIELD_VALUE_BYTES);
    assert_eq!(outline(&reading(&[&value, &value, "Bearer"])), "Bearer");
}

#[test]
fn so_many_challenges_are_read_and_no_more() {
    let value = |count| vec!["Bearer"; count].join(",");
    for count in [limits::CHALLENGES - 1, limits::CHALLENGES] {
        assert_eq!(reading(&[value(count)]).list.len(), count);
    }
    let span = 7 * limits::CHALLENGES..7 * limits::CHALLENGES + 6;
    let error = read(&[value(limits::CHALLENGES + 1)]).unwrap_err();
    assert_eq!(error, exceeded(0, "Bearer", Some(span)));
}

#[test]
fn challenges_are_counted_over_all_fields() {
    let value = vec!["Bearer"; limits::CHALLENGES].join(",");
    assert_eq!(
        read(&[&value, " Basic"]).unwrap_err(),
        exceeded(1, "Basic", Some(1..6))
    );
    assert_eq!(reading(&[&value, "scope=a"]).scope().unwrap().value, b"a");
}

#[test]
fn a_challenge_of_so_many_parameters_is_read_and_no_more() {
    let value = |count| format!("Bearer {}", vec!["a=b"; count].join(","));
    for count in [
        limits::CHALLENGE_PARAMETERS - 1,
        limits::CHALLENGE_PARAMETERS,
    ] {
        assert_eq!(reading(&[value(count)]).list[0].parameters.len(), count);
    }
    let start = 7 + 4 * limits::CHALLENGE_PARAMETERS;
    let error = read(&[value(limits::CHALLENGE_PARAMETERS + 1)]).unwrap_err();
    assert_eq!(error, exceeded(0, "a", Some(start..start + 1)));
}

#[test]
fn parameters_are_counted_for_each_challenge_over_its_fields() {
    let value = format!(
        "Bearer {}",
        vec!["a=b"; limits::CHALLENGE_PARAMETERS].join(",")
    );
    assert_eq!(
        reading(&[&value, &value]).list[1].parameters.len(),
        limits::CHALLENGE_PARAMETERS
    );
    assert_eq!(
        read(&[&value, "c=d"]).unwrap_err(),
        exceeded(1, "c", Some(0..1))
    );
}

/// Reads every octet a few times at most: one more pass for each octet would take hours.
#[test]
fn the_largest_response_is_read_in_linear_time() {
    let fill = |start: &str, unit: &str, end: &str| {
        let count = (limits::FIELD_VALUE_BYTES - start.len() - end.len()) / unit.len();
        [start, &unit.repeat(count), end].concat()
    };
    let long_names: Vec<_> = (0..limits::CHALLENGE_PARAMETERS)
        .map(|index| format!("{}{index:03}=v", "n".repeat(500)))
        .collect();
    let values = [
        fill("", ",", ""),
        fill("", " \t", ""),
        fill("", "\0", ""),
        fill("", "\"", ""),
        fill("", "=", ""),
        fill("", "a ", ""),
        fill("", "a", "@"),
        fill("X ", "a", " b"),
        fill("X ", "=", "b"),
        fill("X a=\"", "\\", ""),
        fill("X a=\"", "\\\"", "\"b"),
        fill("X a=\"", "b", ""),
        fill("X a", " ", "b"),
        fill("X a=", " ", ""),
        fill("X a=", ":", " b"),
        fill("X a=b", ",", ""),
        format!("X {}", long_names.join(",")),
    ];
    for value in values {
        let fields = vec![value; limits::FIELD_VALUES];
        assert!(reading(&fields).list.len() <= limits::CHALLENGES);
    }
}
