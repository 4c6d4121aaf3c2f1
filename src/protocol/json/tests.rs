//! Tests of reading.

mod strings;

use std::borrow::Cow;
use std::ops::Range;

use super::*;

const INPUT: Input = Input::ServerMetadata;

/// The object of a document that lives as long as its text.
fn read(text: &str) -> Object<'_> {
    let document = read_object(text.as_bytes(), INPUT).unwrap();
    Box::leak(Box::new(document)).object()
}

fn members(object: Object<'_>) -> Vec<Member<'_>> {
    object.members().collect()
}

fn elements(value: Value<'_>) -> Vec<Value<'_>> {
    value.as_array().unwrap().elements().collect()
}

fn part<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap()
}

/// Kind, piece and span of the refusal.
fn refusal(text: &str) -> (ErrorKind, String, Range<usize>) {
    let error = read_object(text.as_bytes(), INPUT).unwrap_err();
    assert_eq!(error.location.input, INPUT);
    (error.kind, error.piece, error.location.range.unwrap())
}

/// Piece and start of what is malformed.
fn malformed(text: &str) -> (String, usize) {
    let (kind, piece, span) = refusal(text);
    assert_eq!(kind, ErrorKind::MalformedJson, "{text}");
    assert_eq!(span.len(), piece.len(), "{text}");
    (piece, span.start)
}

fn string(literal: &str) -> String {
    let text = format!("{{\"x\":{literal}}}");
    let object = read(&text);
    object.get("x").unwrap().as_str().unwrap().into_owned()
}

fn number_is_read(literal: &str) -> bool {
    match read_object(format!("{{\"x\":{literal}}}").as_bytes(), INPUT) {
        Ok(document) => document.object().get("x").unwrap().kind() == Kind::Number(literal),
        Err(error) => {
            assert_eq!(error.kind, ErrorKind::MalformedJson);
            assert_eq!(error.piece, literal);
            assert_eq!(error.location.range, Some(5..5 + literal.len()));
            false
        }
    }
}

/// `levels` containers inside each other, the root object being the first.
fn nested(levels: usize, open: &str, innermost: &str, close: &str) -> String {
    let inner = levels - 1;
    format!(
        "{{\"a\":{}{innermost}{}}}",
        open.repeat(inner),
        close.repeat(inner)
    )
}

#[test]
fn every_value_and_name_knows_where_it_stands() {
    let text = " {\"a\" : [1, \"b\\n\"],\r\n\t\"c\":{\"d\":null}, \"e\":true } ";
    let object = read(text);
    assert_eq!(object.span(), 1..text.len() - 1);
    let [a, c, e] = members(object).try_into().unwrap();
    assert_eq!((a.name.as_ref(), part(text, &a.name_span)), ("a", "\"a\""));
    assert_eq!(part(text, &a.value.span()), "[1, \"b\\n\"]");
    let elements = elements(a.value);
    assert_eq!(elements[0].kind(), Kind::Number("1"));
    assert_eq!(part(text, &elements[0].span()), "1");
    assert_eq!(elements[1].as_str().as_deref(), Some("b\n"));
    assert_eq!(part(text, &elements[1].span()), "\"b\\n\"");
    let inner = c.value.as_object().unwrap();
    assert_eq!(part(text, &inner.span()), "{\"d\":null}");
    assert_eq!(inner.span(), c.value.span());
    assert_eq!(part(text, &members(inner)[0].name_span), "\"d\"");
    assert_eq!(members(inner)[0].value.kind(), Kind::Null);
    assert_eq!(e.value.kind(), Kind::Bool(true));
    assert_eq!(part(text, &e.value.span()), "true");
    assert_eq!(
        read(r#"{"x":false}"#).get("x").unwrap().kind(),
        Kind::Bool(false)
    );
}

#[test]
fn a_member_is_found_by_its_exact_name() {
    let object = read(r#"{"a":1,"b":null,"A":2}"#);
    assert_eq!(object.get("A").unwrap().kind(), Kind::Number("2"));
    assert_eq!(object.get("b").unwrap().kind(), Kind::Null);
    assert_eq!(object.get("c"), None);
}

#[test]
fn null_counts_as_absent() {
    let object = read(r#"{"a":1,"b":null}"#);
    assert_eq!(object.present("a"), object.get("a"));
    assert_eq!(object.present("b"), None);
    assert_eq!(object.present("c"), None);
}

#[test]
fn an_escaped_name_equals_the_plain_one() {
    assert!(read(r#"{"\u0069ssuer":"x"}"#).get("issuer").is_some());
}

#[test]
fn each_type_has_its_accessor() {
    let object = read(r#"{"n":null,"b":true,"d":1,"s":"x","a":[],"o":{}}"#);
    let values: Vec<Value<'_>> = object.members().map(|member| member.value).collect();
    let with_text: Vec<_> = values.iter().map(|value| value.as_str()).collect();
    let text = Some(Cow::Borrowed("x"));
    assert_eq!(with_text, [None, None, None, text, None, None]);
    let is_array: Vec<_> = values
        .iter()
        .map(|value| value.as_array().is_some())
        .collect();
    assert_eq!(is_array, [false, false, false, false, true, false]);
    let is_object: Vec<_> = values
        .iter()
        .map(|value| value.as_object().is_some())
        .collect();
    assert_eq!(is_object, [false, false, false, false, false, true]);
}

#[test]
fn a_part_of_a_string_is_located_unless_escapes_moved_it() {
    let text = r#"{"a":"0123","b":"01\u00323","c":12345}"#;
    let object = read(text);
    let located = |name: &str| part(text, &object.get(name).unwrap().locate(1..3));
    assert_eq!(located("a"), "12");
    assert_eq!(located("b"), r#""01\u00323""#);
    assert_eq!(located("c"), "12345");
}

#[test]
fn a_byte_order_mark_is_skipped_once_and_counted() {
    assert_eq!(read("\u{feff}{}").span(), 3..5);
    assert_eq!(malformed("\u{feff}\u{feff}{}"), ("\u{feff}".to_owned(), 3));
    assert_eq!(malformed(" \u{feff}{}"), ("\u{feff}".to_owned(), 1));
}

#[test]
fn only_the_four_characters_of_json_are_white_space() {
    assert!(members(read(" \t\r\n{ \t\r\n} \t\r\n")).is_empty());
    for other in ["\u{b}", "\u{c}", "\u{a0}", "\u{2028}", "\0"] {
        assert_eq!(malformed(&format!("{{}}{other}")), (other.to_owned(), 2));
    }
}

#[test]
fn bytes_that_are_no_utf8_are_malformed() {
    let refusal = |bytes: &[u8]| {
        let error = read_object(bytes, INPUT).unwrap_err();
        assert_eq!(
            (error.kind, &error.location.input),
            (ErrorKind::MalformedJson, &INPUT)
        );
        (error.piece, error.location.range.unwrap())
    };
    assert_eq!(refusal(b"{\"a\":\"\xff\"}"), ("\\xff".to_owned(), 6..7));
    assert_eq!(
        refusal(b"{\"a\":\"\xe2\x82\"}"),
        ("\\xe2\\x82".to_owned(), 6..8)
    );
    assert_eq!(refusal(b"{}\xe2\x82"), ("\\xe2\\x82".to_owned(), 2..4));
    assert_eq!(
        refusal(b"{\"a\":\"\xed\xa0\x80\"}"),
        ("\\xed".to_owned(), 6..7)
    );
}

#[test]
fn the_top_level_is_an_object() {
    for text in ["[]", "\"x\"", "null", "1", "true"] {
        let expected = (ErrorKind::NotAnObject, text.to_owned(), 1..1 + text.len());
        assert_eq!(refusal(&format!(" {text} ")), expected);
    }
}

#[test]
fn nothing_follows_the_object() {
    assert_eq!(malformed("{} x1 y"), ("x1".to_owned(), 3));
    assert_eq!(malformed("{}{}"), ("{".to_owned(), 2));
    assert_eq!(malformed("{}é"), ("é".to_owned(), 2));
    assert_eq!(malformed("[] 1"), ("1".to_owned(), 3));
}

#[test]
fn an_error_points_at_the_offending_word_or_character() {
    let cases = [
        ("", "", 0),
        (" ", "", 1),
        ("{", "", 1),
        ("{,}", ",", 1),
        ("{a:1}", "a", 1),
        ("{'a':1}", "'", 1),
        ("{1:1}", "1", 1),
        ("{\"a\"", "", 4),
        ("{\"a\" \"b\"}", "\"", 5),
        ("{\"a\":}", "}", 5),
        ("{\"a\":,}", ",", 5),
        ("{\"a\":1", "", 6),
        ("{\"a\":1,}", "}", 7),
        ("{\"a\":1,,\"b\":2}", ",", 7),
        ("{\"a\":1 \"b\":2}", "\"", 7),
        ("{\"a\":1]", "]", 6),
        ("{\"a\":[1}", "}", 7),
        ("{\"a\":[1,]}", "]", 8),
        ("{\"a\":[,1]}", ",", 6),
        ("{\"a\":[1 2]}", "2", 8),
        ("{\"a\":[", "", 6),
        ("{\"a\":NaN}", "NaN", 5),
        ("{\"a\":Infinity}", "Infinity", 5),
        ("{\"a\":-Infinity}", "-Infinity", 5),
        ("{\"a\":undefined}", "undefined", 5),
        ("{\"a\":True}", "True", 5),
        ("{\"a\":nullx}", "nullx", 5),
        ("{\"a\":null_}", "null_", 5),
        ("{\"a\":'x'}", "'", 5),
        ("{\"a\":1é}", "é", 6),
        ("/* c */{}", "/", 0),
        ("{} // c", "/", 3),
        ("{\"a\":1}}", "}", 7),
        ("]", "]", 0),
    ];
    for (text, piece, start) in cases {
        assert_eq!(malformed(text), (piece.to_owned(), start), "{text}");
    }
}

#[test]
fn numbers_of_the_grammar_are_kept_as_written() {
    for number in [
        "0",
        "-0",
        "7",
        "10",
        "-12",
        "0.5",
        "1.250",
        "-0.0",
        "1e3",
        "1E3",
        "1e+3",
        "1E-03",
        "1.5e10",
        "0e0",
        "1e999",
        "9007199254740993",
        "123456789012345678901234567890.000000001",
    ] {
        assert!(number_is_read(number), "{number}");
    }
    assert!(number_is_read(&"9".repeat(150)));
}

#[test]
fn what_only_resembles_a_number_is_malformed_as_a_whole() {
    for word in [
        "01", "-01", "00", "+1", "-", "--1", "1.", ".5", "-.5", "1.e3", "1e", "1e+", "1e++1",
        "1e1.5", "1.2.3", "1e2e3", "0x1F", "1_000", "1a", "1e-", "1-2", "e5", "1.+5", "1.-5",
    ] {
        assert!(!number_is_read(word), "{word}");
    }
}

#[test]
fn a_name_that_occurs_twice_is_refused_at_any_level() {
    for (text, name, start) in [
        (r#"{"a":1,"b":2,"a":3}"#, r#""a""#, 13),
        (r#"{"a":1, "\u0061":1}"#, r#""\u0061""#, 8),
        (r#"{"x":[{"a":1,"a":1}]}"#, r#""a""#, 13),
        (r#"{"":1,"":1}"#, r#""""#, 6),
    ] {
        let span = start..start + name.len();
        let expected = (ErrorKind::DuplicateMember, name.to_owned(), span);
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn names_that_only_look_alike_are_different() {
    let object = read("{\"a\":1,\"A\":1,\"\u{e9}\":1,\"e\u{301}\":1,\"x\":{\"a\":1}}");
    assert_eq!(object.members().count(), 5);
}

#[test]
fn many_members_are_read_in_their_order() {
    let members: Vec<_> = (0..50_000).map(|n| format!("\"{n}\":{n}")).collect();
    let text = format!("{{{}}}", members.join(","));
    let names = read(&text).members().map(|member| member.name.into_owned());
    assert!(names.eq((0..50_000).map(|number| number.to_string())));
}

#[test]
fn nesting_ends_at_the_limit() {
    let limit = limits::JSON_NESTING;
    read(&nested(limit, "[", "", "]"));
    read(&nested(limit, "{\"a\":", "1", "}"));
    let bracket = 5 + (limit - 1);
    let expected = (
        ErrorKind::LimitExceeded,
        "[".to_owned(),
        bracket..bracket + 1,
    );
    assert_eq!(refusal(&nested(limit + 1, "[", "", "]")), expected);
    let brace = 5 * limit;
    let expected = (ErrorKind::LimitExceeded, "{".to_owned(), brace..brace + 1);
    assert_eq!(refusal(&nested(limit + 1, "{\"a\":", "1", "}")), expected);
}

#[test]
fn siblings_do_not_add_to_the_nesting() {
    read(&format!(
        "{{\"a\":[{}[]]}}",
        "[],".repeat(limits::JSON_NESTING)
    ));
}

#[test]
fn a_hundred_thousand_levels_do_not_overflow_the_stack() {
    assert_eq!(refusal(&"[".repeat(100_000)).0, ErrorKind::LimitExceeded);
    assert_eq!(
        refusal(&"{\"a\":".repeat(100_000)).0,
        ErrorKind::LimitExceeded
    );
}

#[test]
fn a_document_ends_at_the_limit() {
    let limit = limits::DOCUMENT_BYTES;
    let padded = |length: usize| format!("{{}}{}", " ".repeat(length - 2));
    read(&padded(limit - 1));
    read(&padded(limit));
    let error = read_object(padded(limit + 1).as_bytes(), INPUT).unwrap_err();
    assert_eq!(error, BuildError::new(ErrorKind::LimitExceeded, INPUT, ""));
}
