//! What cannot be read ends its field and yields nothing (HTTP-20).

use proptest::prelude::*;

use super::{outline, reading, warnings};
use crate::protocol::challenge::read;
use crate::protocol::warning::WarningKind::{ControlReadAsSpace, MalformedRemainder};

/// What is read of `value`; the rest of it, from `rest` on, has to be reported and nothing else.
fn before(value: &str, rest: &str) -> String {
    let challenges = reading(&[value]);
    let start = value.len() - rest.len();
    assert_eq!(
        warnings(&challenges),
        [(MalformedRemainder, 0, start..value.len(), rest)]
    );
    outline(&challenges)
}

#[test]
fn parameters_before_an_unterminated_quote_stay() {
    let rest = "resource_metadata=\"https://m/x";
    let value = format!("Bearer scope=a, {rest}");
    assert_eq!(before(&value, rest), "Bearer(scope=a)");
}

#[test]
fn an_unterminated_value_is_no_value() {
    assert_eq!(
        before("Bearer error=x, scope=\"a b", "scope=\"a b"),
        "Bearer(error=x)"
    );
    assert_eq!(before("Bearer scope=\"", "scope=\""), "Bearer");
    assert_eq!(before("Bearer scope=\"a\\", "scope=\"a\\"), "Bearer");
    assert_eq!(before("Bearer scope=\"a\\\"", "scope=\"a\\\""), "Bearer");
}

#[test]
fn a_challenge_behind_an_unterminated_quote_is_not_read() {
    let rest = "realm=\"x, Bearer scope=admin";
    assert_eq!(before(&format!("Basic {rest}"), rest), "Basic");
}

#[test]
fn a_value_that_goes_on_before_the_comma_is_no_value() {
    assert_eq!(before("Bearer scope=a b, x=y", "scope=a b, x=y"), "Bearer");
    assert_eq!(before("Bearer scope=\"a\" b", "scope=\"a\" b"), "Bearer");
    assert_eq!(before("Bearer scope=\"a\"b", "scope=\"a\"b"), "Bearer");
    assert_eq!(before("Bearer scope=a\"b\"", "scope=a\"b\""), "Bearer");
    assert_eq!(
        before("Bearer x=y, scope=\"a \"b\" c\"", "scope=\"a \"b\" c\""),
        "Bearer(x=y)"
    );
}

#[test]
fn parameters_without_a_comma_between_them_are_malformed() {
    assert_eq!(
        before("Bearer x=y, scope=a error=b", "scope=a error=b"),
        "Bearer(x=y)"
    );
}

#[test]
fn an_unquoted_value_is_not_empty() {
    assert_eq!(
        before("Bearer x=y, scope=, a=b", "scope=, a=b"),
        "Bearer(x=y)"
    );
    assert_eq!(before("Bearer x=y, scope=", "scope="), "Bearer(x=y)");
    assert_eq!(before("Bearer x=y, scope= ", "scope= "), "Bearer(x=y)");
}

#[test]
fn a_parameter_without_a_scheme_belongs_to_nothing() {
    assert_eq!(before("scope=a, Bearer", "scope=a, Bearer"), "");
    assert_eq!(before(" scope = \"a\"", "scope = \"a\""), "");
    assert_eq!(before("Bearer = a", "Bearer = a"), "");
}

#[test]
fn a_token68_has_no_parameters() {
    assert_eq!(
        before("Negotiate YII==, scope=a", "scope=a"),
        "Negotiate:YII=="
    );
    assert_eq!(
        before("Negotiate YII, scope = a", "scope = a"),
        "Negotiate:YII"
    );
    assert_eq!(before("Bearer scope=, error=x", "error=x"), "Bearer:scope=");
}

#[test]
fn two_words_behind_a_scheme_are_malformed() {
    assert_eq!(before("Bearer a b", "a b"), "Bearer");
    assert_eq!(before("Bearer Basic realm=x", "Basic realm=x"), "Bearer");
}

#[test]
fn what_is_neither_token68_nor_parameter_is_malformed() {
    assert_eq!(before("Bearer a!b", "a!b"), "Bearer");
    assert_eq!(before("Bearer a/b=c", "a/b=c"), "Bearer");
    assert_eq!(before("Bearer @", "@"), "Bearer");
    assert_eq!(before("Bearer \"a\"", "\"a\""), "Bearer");
}

#[test]
fn a_word_that_is_not_a_token_is_no_scheme() {
    assert_eq!(before("Bearer\"a\"", "Bearer\"a\""), "");
    assert_eq!(before("Bearer/x scope=a", "Bearer/x scope=a"), "");
    assert_eq!(
        before("Basic realm=x, B\u{e9}arer scope=a", "B\u{e9}arer scope=a"),
        "Basic(realm=x)"
    );
    assert_eq!(before("\u{1}Bearer", "\u{1}Bearer"), "");
}

#[test]
fn garbage_holds_no_challenge() {
    assert_eq!(before("\"\"\"===,,,\\", "\"\"\"===,,,\\"), "");
    assert_eq!(before("=", "="), "");
    assert_eq!(before(", @", "@"), "");
}

#[test]
fn the_remainder_is_shown_as_it_was_sent() {
    let challenges = reading(&["Bearer @\r\n"]);
    let expected = [
        (ControlReadAsSpace, 0, 8..9, "\r"),
        (MalformedRemainder, 0, 7..10, "@\r\n"),
    ];
    assert_eq!(warnings(&challenges), expected);
}

/// Octets that mean something to the reader, and a few that do not.
fn hostile_octet() -> impl Strategy<Value = u8> {
    prop_oneof![
        8 => prop::sample::select(b"aB=,\"\\ \t/\r\n\0:".to_vec()),
        1 => any::<u8>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_span_lies_in_its_field_whatever_was_sent(
        fields in prop::collection::vec(prop::collection::vec(hostile_octet(), 0..40), 0..4),
    ) {
        let challenges = read(&fields).unwrap();
        for challenge in &challenges.list {
            let scheme = &fields[challenge.field][challenge.scheme_span.clone()];
            prop_assert_eq!(scheme, challenge.scheme.as_bytes());
            for parameter in &challenge.parameters {
                let field = &fields[parameter.field];
                prop_assert_eq!(&field[parameter.name_span.clone()], parameter.name.as_bytes());
                prop_assert_eq!(parameter.raw_span(0..parameter.value.len()), parameter.span.clone());
                prop_assert!(parameter.span.end <= field.len());
            }
        }
        let places = warnings(&challenges);
        prop_assert!(places.iter().all(|(_, field, span, _)| span.end <= fields[*field].len()));
    }
}
