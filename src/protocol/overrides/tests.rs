use super::*;

fn option(text: &str) -> OptionValue {
    OptionValue {
        argument: 7,
        start: 3,
        text: text.to_owned(),
    }
}

fn key(text: &str) -> Vec<String> {
    let option = option(text);
    let assignment = read(&option).unwrap();
    assignment.key.into_iter().map(|part| part.text).collect()
}

/// The value if it is a string, and its span in the argument.
fn string(text: &str) -> (String, Range<usize>) {
    let option = option(text);
    let assignment = read(&option).unwrap();
    let value = assignment.value.get_ref().as_str().unwrap().to_owned();
    (value, assignment.span(assignment.value.span()))
}

fn refused(text: &str) -> (ErrorKind, String, Range<usize>) {
    let error = read(&option(text)).unwrap_err();
    assert_eq!(error.location.input, Input::Override(7));
    (error.kind, error.piece, error.location.range.unwrap())
}

#[test]
fn an_override_is_a_key_and_a_value() {
    let option = option("a.b=[\"c\"]");
    let assignment = read(&option).unwrap();
    assert_eq!(assignment.source.input, Input::Override(7));
    let part = |text: &str, span| KeyPart {
        text: text.to_owned(),
        span,
    };
    assert_eq!(assignment.key, [part("a", 3..4), part("b", 5..6)]);
    assert_eq!(assignment.value_start, 7);
    let list = assignment.value.get_ref().as_array().unwrap();
    let element = assignment.span(list[0].span());
    assert_eq!(element, 8..11);
    assert_eq!(assignment.source.raw(&element), "\"c\"");
}

#[test]
fn a_source_text_knows_nothing_outside_of_itself() {
    let source = SourceText {
        input: Input::Override(7),
        text: "abc",
        start: 3,
    };
    assert_eq!(source.raw(&(3..5)), "ab");
    assert_eq!(source.raw(&(4..6)), "bc");
    assert_eq!(source.raw(&(4..7)), "");
    assert_eq!(source.whole(), 3..6);
}

#[test]
fn the_first_equals_sign_after_the_key_ends_it() {
    assert_eq!(string("a=b=c"), ("b=c".to_owned(), 5..8));
    assert_eq!(key("a=b=c"), ["a"]);
}

#[test]
fn an_equals_sign_inside_quotes_belongs_to_the_key() {
    assert_eq!(key("a.\"b=c\".'d=e'=f"), ["a", "b=c", "d=e"]);
}

#[test]
fn a_dot_inside_quotes_separates_nothing() {
    assert_eq!(key("a.\"b.c\"=d"), ["a", "b.c"]);
    assert_eq!(key("a.'b.c'=d"), ["a", "b.c"]);
}

#[test]
fn escapes_count_in_basic_quotes_only() {
    assert_eq!(key(r#""a\"b\u0041"=c"#), ["a\"bA"]);
    assert_eq!(key(r"'a\u0041'=c"), [r"a\u0041"]);
}

#[test]
fn a_quoted_part_may_be_empty() {
    assert_eq!(key("a.\"\".''=b"), ["a", "", ""]);
}

#[test]
fn blanks_around_parts_do_not_count() {
    let option = option(" a\t. 'b' = c");
    let assignment = read(&option).unwrap();
    assert_eq!(assignment.key[0].span, 4..5);
    assert_eq!(assignment.key[1].span, 8..11);
    assert_eq!(string(" a\t. 'b' = c").1, 14..15);
}

#[test]
fn bare_parts_hold_letters_digits_dashes_and_underscores() {
    assert_eq!(key("aZ_-09=b"), ["aZ_-09"]);
    assert_eq!(key("1.true.-=b"), ["1", "true", "-"]);
}

#[test]
fn other_characters_need_quotes() {
    for part in ["a@b", "é", "+1", "07:32:00", "a\"b", "+inf", "\u{feff}'a'"] {
        let kind = ErrorKind::InvalidOverrideKey;
        let (span, piece) = (5..5 + part.len(), part.to_owned());
        assert_eq!(refused(&format!("k.{part}=v")), (kind, piece, span));
    }
}

#[test]
fn a_key_needs_a_part_on_both_sides_of_every_dot() {
    let refusal = |piece: &str, span| (ErrorKind::InvalidOverrideKey, piece.to_owned(), span);
    assert_eq!(refused("=v"), refusal("=", 3..4));
    assert_eq!(refused(".a=v"), refusal(".", 3..4));
    assert_eq!(refused("a..b=v"), refusal(".", 5..6));
    assert_eq!(refused("a.=v"), refusal("=", 5..6));
}

#[test]
fn parts_need_a_dot_in_between() {
    let refusal = |piece: &str, span| (ErrorKind::InvalidOverrideKey, piece.to_owned(), span);
    assert_eq!(refused("a b=v"), refusal("b", 5..6));
    assert_eq!(refused("'a''b'=v"), refusal("'b'", 6..9));
    assert_eq!(refused("a[b]=v"), refusal("[", 4..5));
}

#[test]
fn a_quoted_part_keeps_to_its_line_and_is_closed() {
    for part in ["\"\"\"b\"\"\"", "'''b'''", "\"b=v", "'b=v", "\"\\x\"", "\n"] {
        assert_eq!(
            refused(&format!("{part}=v")).0,
            ErrorKind::InvalidOverrideKey,
            "{part}"
        );
    }
}

#[test]
fn comments_have_no_place_in_a_key() {
    assert_eq!(refused("a#b=v").1, "#b=v");
}

#[test]
fn without_an_equals_sign_it_is_no_override() {
    for text in ["", "a", "a.b", "a.", "a b", "a@b", "\"a=b\"", "\"a", " "] {
        let all = (
            ErrorKind::InvalidOverride,
            text.to_owned(),
            3..3 + text.len(),
        );
        assert_eq!(refused(text), all);
    }
}

#[test]
fn a_key_has_as_many_parts_as_toml_may_nest() {
    let text = |parts| format!("{}=v", vec!["a"; parts].join("."));
    assert_eq!(key(&text(TOML_NESTING)).len(), TOML_NESTING);
    let last = 3 + 2 * TOML_NESTING;
    let refusal = (ErrorKind::LimitExceeded, "a".to_owned(), last..last + 1);
    assert_eq!(refused(&text(TOML_NESTING + 1)), refusal);
}

#[test]
fn a_long_key_is_read_in_linear_time() {
    let long = "a".repeat(1 << 20);
    assert_eq!(key(&format!("{long}=v")), [long]);
    assert_eq!(refused(&"a.".repeat(1 << 19)).0, ErrorKind::LimitExceeded);
}

#[test]
fn toml_strings_lose_their_quotes() {
    assert_eq!(string("a=\"b\""), ("b".to_owned(), 5..8));
    assert_eq!(string("a='b'"), ("b".to_owned(), 5..8));
    assert_eq!(string("a= \t'b' \n"), ("b".to_owned(), 7..10));
    assert_eq!(string("a='''\nb'''"), ("b".to_owned(), 5..13));
}

#[test]
fn other_toml_values_keep_their_type() {
    for value in ["1", "1.5", "true", "2020-01-01", "[]", "{}", "inf"] {
        let option = option(&format!("a={value}"));
        assert!(
            read(&option).unwrap().value.get_ref().as_str().is_none(),
            "{value}"
        );
    }
}

#[test]
fn what_is_not_toml_is_a_bare_string() {
    for bare in [
        "b",
        "b c",
        "[b",
        "[b]",
        "\"b\" c",
        "'b",
        "1979-99-99",
        "b\nc=d",
        "\"b\" # c",
    ] {
        assert_eq!(
            string(&format!("a={bare}")),
            (bare.to_owned(), 5..5 + bare.len())
        );
    }
}

#[test]
fn a_bare_string_loses_the_white_space_around_it() {
    assert_eq!(string("a= \t\r\nb c\n "), ("b c".to_owned(), 9..12));
    assert_eq!(string("a=\u{a0}b"), ("\u{a0}b".to_owned(), 5..8));
}

#[test]
fn a_bare_string_may_be_empty() {
    assert_eq!(string("a="), (String::new(), 5..5));
    assert_eq!(string("a=  "), (String::new(), 7..7));
}

#[test]
fn a_value_nests_as_deep_as_toml_may() {
    let text = |depth| format!("a= {}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&option(&text(TOML_NESTING))).is_ok());
    let last = 6 + TOML_NESTING;
    let refusal = (ErrorKind::LimitExceeded, "[".to_owned(), last..last + 1);
    assert_eq!(refused(&text(TOML_NESTING + 1)), refusal);
}
