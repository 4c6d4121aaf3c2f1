//! Escapes, surrogates and broken strings.

use super::*;

#[test]
fn a_string_is_unescaped() {
    assert_eq!(string(r#""""#), "");
    assert_eq!(string(r#""\"\\\/\b\f\n\r\t""#), "\"\\/\u{8}\u{c}\n\r\t");
    assert_eq!(string(r#""é\u00e9\u00E9\u0041B\u0000""#), "ééé\u{41}B\0");
    assert_eq!(string(r#""\uABCDEF \uabcdef""#), "\u{abcd}EF \u{abcd}ef");
    assert_eq!(string(r#""\u0041\u0042\u0043""#), "ABC");
    assert_eq!(string("\"\u{7f}\u{2028}\""), "\u{7f}\u{2028}");
}

#[test]
fn a_surrogate_pair_is_one_character() {
    assert_eq!(string(r#""\ud83d\uDE00!""#), "😀!");
    assert_eq!(
        string(r#""\ud800\udc00\udbff\udfff""#),
        "\u{10000}\u{10ffff}"
    );
    assert_eq!(string(r#""\ud7ff\ue000""#), "\u{d7ff}\u{e000}");
}

#[test]
fn an_unpaired_surrogate_is_refused_wherever_it_stands() {
    for (text, escape, start) in [
        (r#"{"a":"\uD800"}"#, r"\uD800", 6),
        (r#"{"a":"x\udfff"}"#, r"\udfff", 7),
        (r#"{"a":"\udc00\ud800"}"#, r"\udc00", 6),
        (r#"{"a":"\udbff\udbff"}"#, r"\udbff", 6),
        (r#"{"a":"\ud800\u0041"}"#, r"\ud800", 6),
        (r#"{"a":"\ud800\n"}"#, r"\ud800", 6),
        (r#"{"a":"\ud800u0041"}"#, r"\ud800", 6),
        (r#"{"\ud800":1}"#, r"\ud800", 2),
        (r#"{"a":[{"b":"\ud800"}]}"#, r"\ud800", 12),
    ] {
        let expected = (
            ErrorKind::LoneSurrogate,
            escape.to_owned(),
            start..start + 6,
        );
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn a_broken_string_is_malformed() {
    for (text, piece, start) in [
        (r#"{"a"#, "\"a", 1),
        (r#"{"a":"bc"#, "\"bc", 5),
        (r#"{"a":"\x"}"#, "\\x", 6),
        (r#"{"a":"\é"}"#, "\\é", 6),
        (r#"{"a":"\U0041"}"#, "\\U", 6),
        (r#"{"a":"\"#, "\\", 6),
        (r#"{"a":"\u"}"#, "\\u", 6),
        (r#"{"a":"\u004"}"#, "\\u004", 6),
        (r#"{"a":"\u00g1"}"#, "\\u00", 6),
        (r#"{"a":"\u+041"}"#, "\\u", 6),
        (r#"{"a":"\u00"#, "\\u00", 6),
        (r#"{"a":"\ud83d\u12"}"#, "\\u12", 12),
        ("{\"a\":\"b\nc\"}", "\n", 7),
        ("{\"a\":\"\0\"}", "\0", 6),
        ("{\"a\":\"\u{1f}\"}", "\u{1f}", 6),
        ("{\"a\tb\":1}", "\t", 3),
    ] {
        assert_eq!(malformed(text), (piece.to_owned(), start), "{text}");
    }
}
