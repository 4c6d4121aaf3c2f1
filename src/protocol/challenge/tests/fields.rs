//! Several fields are one list.

use proptest::prelude::*;

use super::{outline, reading, warnings};
use crate::protocol::warning::WarningKind::MalformedRemainder;

#[test]
fn each_field_may_hold_its_own_challenge() {
    let challenges = reading(&["Negotiate YII+/=", "Bearer scope=a"]);
    assert_eq!(outline(&challenges), "Negotiate:YII+/=Bearer(scope=a)");
}

#[test]
fn a_challenge_may_go_on_in_the_next_field() {
    let challenges = reading(&["Bearer scope=a", "", "error=x, Basic realm=y"]);
    assert_eq!(
        outline(&challenges),
        "Bearer(scope=a)(error=x)Basic(realm=y)"
    );
    assert_eq!(challenges.warnings, []);
    let parameters = &challenges.list[0].parameters;
    assert_eq!((parameters[0].field, parameters[1].field), (0, 2));
    assert_eq!(parameters[1].name_span, 0..5);
}

#[test]
fn a_lone_scheme_may_have_its_parameters_in_the_next_field() {
    assert_eq!(
        outline(&reading(&["Bearer ", " scope=a"])),
        "Bearer(scope=a)"
    );
}

#[test]
fn a_word_in_the_next_field_is_a_scheme_and_no_token68() {
    assert_eq!(outline(&reading(&["Negotiate ", "YII"])), "NegotiateYII");
}

#[test]
fn a_repeat_in_the_next_field_is_a_repeat() {
    let challenges = reading(&["Bearer scope=a", "scope=b"]);
    assert_eq!(challenges.warnings.len(), 1);
    assert_eq!(challenges.scope().unwrap().value, b"a");
}

#[test]
fn a_token68_takes_no_parameter_from_the_next_field() {
    let challenges = reading(&["Negotiate YII", "scope=a", "Bearer"]);
    assert_eq!(outline(&challenges), "Negotiate:YIIBearer");
    assert_eq!(
        warnings(&challenges),
        [(MalformedRemainder, 1, 0..7, "scope=a")]
    );
}

#[test]
fn behind_a_malformed_field_only_a_scheme_is_read() {
    let challenges = reading(&["Bearer error=x, \"", "scope=a, Basic", "Bearer scope=b"]);
    assert_eq!(outline(&challenges), "Bearer(error=x)Bearer(scope=b)");
    let expected = [
        (MalformedRemainder, 0, 16..17, "\""),
        (MalformedRemainder, 1, 0..14, "scope=a, Basic"),
    ];
    assert_eq!(warnings(&challenges), expected);
}

/// The list elements of one challenge that goes on, or of one that does not.
fn elements() -> impl Strategy<Value = Vec<&'static str>> {
    let first = prop::sample::select(vec!["Bearer", "Basic realm=x", "DPoP a=\"\\\"\"", "X\t"]);
    let others = prop::sample::select(vec!["scope=\"a, b\"", "error = x", "", " ", "Basic"]);
    let open = (first, prop::collection::vec(others, 0..4)).prop_map(|(first, mut others)| {
        others.insert(0, first);
        others
    });
    prop_oneof![4 => open, 1 => Just(vec!["Negotiate YII=="])]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splitting_at_the_commas_of_the_list_changes_nothing(
        challenges in prop::collection::vec(elements(), 0..5),
    ) {
        let split = challenges.concat();
        let joined = reading(&[split.join(",")]);
        let split = reading(&split);
        prop_assert_eq!(outline(&joined), outline(&split));
        prop_assert!(split.list.len() >= challenges.len());
    }
}
