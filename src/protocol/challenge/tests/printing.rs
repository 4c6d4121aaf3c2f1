//! What is printed is read back.

use proptest::prelude::*;

use super::{clean, outline, reading};

fn printed(value: &str) -> String {
    String::from_utf8(reading(&[value]).to_field_value()).unwrap()
}

#[test]
fn nothing_is_printed_as_nothing() {
    assert_eq!(printed(""), "");
}

#[test]
fn a_comma_and_a_space_stand_between_challenges_and_between_parameters() {
    let value = "Bearer  scope = \"a b\",x=\"y\" , Basic,Negotiate YII==";
    assert_eq!(
        printed(value),
        "Bearer scope=\"a b\", x=\"y\", Basic, Negotiate YII=="
    );
}

#[test]
fn every_value_is_printed_in_quotes() {
    assert_eq!(
        printed("Bearer , scope=a, x=="),
        "Bearer scope=\"a\", x=\"=\""
    );
}

#[test]
fn quotes_and_backslashes_are_escaped_and_nothing_else() {
    assert_eq!(printed(r#"Bearer a="\b\"\\,""#), r#"Bearer a="b\"\\,""#);
}

#[test]
fn scheme_and_names_keep_their_case() {
    assert_eq!(printed("bEARER Scope=A"), "bEARER Scope=\"A\"");
}

#[test]
fn octets_that_are_not_text_are_printed_as_they_are() {
    let value = b"Bearer a=\"\xff\x01\"";
    assert_eq!(reading(&[value]).to_field_value(), value);
}

fn token() -> impl Strategy<Value = String> {
    "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,6}"
}

/// A challenge as it may be sent, with the outline that it has to have.
fn challenge() -> impl Strategy<Value = (Vec<u8>, String)> {
    let octet = prop_oneof![
        prop::sample::select(b"\"\\, =a".to_vec()),
        any::<u8>().prop_filter("read as a space", |octet| !b"\r\n\0".contains(octet)),
    ];
    let parameters = prop::collection::vec((token(), prop::collection::vec(octet, 0..8)), 0..4);
    let with_parameters = (token(), parameters).prop_map(|(scheme, parameters)| {
        let (mut sent, mut expected) = (scheme.clone().into_bytes(), scheme);
        for (index, (name, value)) in parameters.into_iter().enumerate() {
            sent.extend(if index == 0 { b" " } else { b"," });
            sent.extend(format!("{name}=\"").bytes());
            sent.extend(value.iter().flat_map(|octet| [b'\\', *octet]));
            sent.push(b'"');
            expected += &format!("({name}={})", value.escape_ascii());
        }
        (sent, expected)
    });
    let with_token68 = (token(), "[-._~+/0-9A-Za-z]{1,6}={0,2}").prop_map(|(scheme, token68)| {
        (
            format!("{scheme} {token68}").into_bytes(),
            format!("{scheme}:{token68}"),
        )
    });
    prop_oneof![4 => with_parameters, 1 => with_token68]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_sent_is_read_and_what_was_read_is_printed(
        challenges in prop::collection::vec(challenge(), 0..5),
    ) {
        let (sent, expected): (Vec<_>, Vec<_>) = challenges.into_iter().unzip();
        let first = reading(&[sent.join(&b", "[..])]);
        prop_assert_eq!(outline(&first), expected.concat());
        let second = reading(&[first.to_field_value()]);
        prop_assert_eq!(outline(&second), outline(&first));
        prop_assert_eq!(second.to_field_value(), first.to_field_value());
    }

    #[test]
    fn whatever_is_read_can_be_printed_and_read_again(
        value in prop::collection::vec(prop::sample::select(b"aB=,\"\\ /:\n\xff".to_vec()), 0..60),
    ) {
        let first = reading(&[&value]);
        let second = reading(&[first.to_field_value()]);
        prop_assert_eq!(outline(&second), outline(&first));
    }
}

#[test]
fn what_is_printed_needs_no_tolerance() {
    let value = "Bearer\tscope=read:data,\n error=x y";
    assert_eq!(clean(&printed(value)), "Bearer(scope=read:data)");
}
