//! What a parameter value stands for, and where it stands.

use super::{clean, only_parameter, outline, reading, warnings};
use crate::protocol::location::Input;
use crate::protocol::warning::WarningKind::{ControlReadAsSpace, RepeatedParameter, UnquotedValue};

#[test]
fn token_and_quoted_string_mean_the_same() {
    assert_eq!(clean("Bearer scope=read"), clean("Bearer scope=\"read\""));
    assert!(!only_parameter(b"Bearer scope=read").quoted);
    assert!(only_parameter(b"Bearer scope=\"read\"").quoted);
}

#[test]
fn a_quoted_value_may_be_empty() {
    assert_eq!(clean("Bearer scope=\"\""), "Bearer(scope=)");
}

#[test]
fn white_space_around_the_equals_sign_is_removed() {
    let value = "Bearer scope\t =  \"a b\" , error = invalid_token";
    assert_eq!(clean(value), "Bearer(scope=a b)(error=invalid_token)");
}

#[test]
fn white_space_inside_quotes_is_kept() {
    assert_eq!(
        only_parameter(b"Bearer scope=\" a\t b \"").value,
        b" a\t b "
    );
}

#[test]
fn a_quoted_pair_stands_for_its_second_octet() {
    assert_eq!(only_parameter(br#"Bearer scope="\r\e\ad""#).value, b"read");
    assert_eq!(
        only_parameter(br#"Bearer scope="a\"b\\c""#).value,
        br#"a"b\c"#
    );
}

#[test]
fn a_comma_or_an_equals_sign_inside_quotes_separates_nothing() {
    assert_eq!(
        clean("Basic realm=\"a, b=c,, d\", x=y"),
        "Basic(realm=a, b=c,, d)(x=y)"
    );
}

#[test]
fn a_challenge_inside_quotes_is_text() {
    let value = r#"Basic realm="Bearer scope=\"x\", y", Bearer error_description="scope=admin""#;
    let expected = r#"Basic(realm=Bearer scope=\"x\", y)Bearer(error_description=scope=admin)"#;
    assert_eq!(clean(value), expected);
}

#[test]
fn an_escaped_quote_does_not_end_the_value() {
    let value = r#"Bearer error_description="x\", scope=\"admin", scope="read""#;
    assert_eq!(
        clean(value),
        r#"Bearer(error_description=x\", scope=\"admin)(scope=read)"#
    );
}

#[test]
fn octets_that_are_not_ascii_are_kept() {
    assert_eq!(
        only_parameter(b"Bearer scope=\"\xff\xc3\x80\"").value,
        b"\xff\xc3\x80"
    );
}

#[test]
fn other_control_characters_inside_quotes_are_kept() {
    let challenges = reading(&[b"Bearer scope=\"\x01\x0b\x0c\x1f\x7f\""]);
    assert_eq!(
        challenges.list[0].parameters[0].value,
        b"\x01\x0b\x0c\x1f\x7f"
    );
    assert_eq!(challenges.warnings, []);
}

#[test]
fn line_breaks_and_nul_are_read_as_spaces() {
    for control in ["\r", "\n", "\0"] {
        let challenges = reading(&[format!("Bearer scope=\"a{control}b\"")]);
        assert_eq!(outline(&challenges), "Bearer(scope=a b)");
        assert_eq!(
            warnings(&challenges),
            [(ControlReadAsSpace, 0, 15..16, control)]
        );
    }
    let folded = reading(&["Bearer\r\n scope\0=\"a\r\n b\"\n"]);
    assert_eq!(outline(&folded), "Bearer(scope=a   b)");
}

#[test]
fn one_warning_for_each_field_reports_control_characters() {
    let challenges = reading(&["Bearer\r\n", "\0\0", "Basic"]);
    let expected = [
        (ControlReadAsSpace, 0, 6..7, "\r"),
        (ControlReadAsSpace, 1, 0..1, "\0"),
    ];
    assert_eq!(warnings(&challenges), expected);
}

#[test]
fn an_escaped_line_break_is_a_space_too() {
    assert_eq!(only_parameter(b"Bearer scope=\"a\\\nb\"").value, b"a b");
}

#[test]
fn an_unquoted_value_may_hold_other_characters_but_is_reported() {
    let challenges = reading(&["Bearer scope=read:data/x, error=insufficient_scope"]);
    assert_eq!(
        outline(&challenges),
        "Bearer(scope=read:data/x)(error=insufficient_scope)"
    );
    assert_eq!(
        warnings(&challenges),
        [(UnquotedValue, 0, 13..24, "read:data/x")]
    );
}

#[test]
fn an_unquoted_value_may_be_any_octets_without_separator() {
    let challenges = reading(&[b"Bearer a=\\x\xff\x01,b=;@ ,c=="]);
    assert_eq!(outline(&challenges), "Bearer(a=\\\\x\\xff\\x01)(b=;@)(c==)");
    let kinds: Vec<_> = challenges.warnings.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [UnquotedValue; 3]);
}

#[test]
fn a_quoted_value_needs_no_token_characters() {
    assert_eq!(
        clean("Bearer scope=\"read:data\""),
        "Bearer(scope=read:data)"
    );
}

#[test]
fn a_repeated_parameter_is_kept_and_reported_and_the_first_counts() {
    let challenges = reading(&["Bearer scope=a, x=y, Scope=b"]);
    assert_eq!(outline(&challenges), "Bearer(scope=a)(x=y)(Scope=b)");
    assert_eq!(
        warnings(&challenges),
        [(RepeatedParameter, 0, 21..26, "Scope")]
    );
    assert_eq!(challenges.list[0].parameter("scope").unwrap().value, b"a");
}

#[test]
fn every_repeat_is_reported() {
    let challenges = reading(&["Bearer realm=a, realm=b, REALM=c:"]);
    let expected = [
        (RepeatedParameter, 0, 16..21, "realm"),
        (RepeatedParameter, 0, 25..30, "REALM"),
        (UnquotedValue, 0, 31..33, "c:"),
    ];
    assert_eq!(warnings(&challenges), expected);
}

#[test]
fn two_challenges_may_have_parameters_of_one_name() {
    assert_eq!(
        clean("Basic realm=a, Bearer realm=b"),
        "Basic(realm=a)Bearer(realm=b)"
    );
}

#[test]
fn a_parameter_knows_where_name_and_value_stand() {
    let parameter = only_parameter(b"Bearer  scope = \"a b\" ");
    assert_eq!((parameter.name_span, parameter.span), (8..13, 17..20));
    let parameter = only_parameter(b"Bearer scope= ab ");
    assert_eq!((parameter.name_span, parameter.span), (7..12, 14..16));
}

#[test]
fn a_parameter_knows_its_field() {
    let challenges = reading(&["Basic", "Bearer scope=a"]);
    let scope = challenges.scope().unwrap();
    assert_eq!(
        (scope.field, scope.location().input),
        (1, Input::Challenge(1))
    );
}

#[test]
fn a_part_of_a_value_is_found_again_behind_quoted_pairs() {
    let text = br#"Bearer scope="\ab\"c d\\""#;
    let parameter = only_parameter(text);
    assert_eq!(parameter.value, br#"ab"c d\"#);
    assert_eq!(parameter.escaped, [0, 2, 6]);
    let raw = |part| String::from_utf8_lossy(&text[parameter.raw_span(part)]).into_owned();
    assert_eq!(raw(0..1), r"\a");
    assert_eq!(raw(1..2), "b");
    assert_eq!(raw(0..3), r#"\ab\""#);
    assert_eq!(raw(2..4), r#"\"c"#);
    assert_eq!(raw(5..6), "d");
    assert_eq!(raw(6..7), r"\\");
    assert_eq!(parameter.raw_span(0..7), parameter.span);
    assert_eq!(parameter.raw_span(3..3), 19..19);
}
