use super::*;

fn cut(text: &str) -> Vec<&str> {
    tokens(text).map(|token| token.text).collect()
}

fn too_deep(text: &str) -> Option<Range<usize>> {
    match document(text) {
        Err(Unreadable::TooDeep(span)) => Some(span),
        _ => None,
    }
}

#[test]
fn a_document_is_a_table_with_spans() {
    let read = document("a = 'b'").unwrap();
    let table = read.get_ref().as_table().unwrap();
    assert_eq!(table.get("a").unwrap().span(), 4..7);
    assert_eq!(read.span(), 0..7);
}

#[test]
fn a_byte_order_mark_is_ignored_and_counted_in_spans() {
    let read = document("\u{feff}a = 'b'").unwrap();
    let table = read.get_ref().as_table().unwrap();
    assert_eq!(table.get("a").unwrap().span(), 7..10);
}

#[test]
fn what_is_no_document_is_invalid_at_its_span() {
    assert_eq!(document("a = [b]").unwrap_err(), Unreadable::Invalid(5..6));
    assert_eq!(
        document("a = 1\na = 2").unwrap_err(),
        Unreadable::Invalid(6..7)
    );
}

#[test]
fn a_value_stands_alone() {
    assert_eq!(value("'b'").unwrap().get_ref().as_str(), Some("b"));
    assert_eq!(value("b").unwrap_err(), Unreadable::Invalid(0..1));
    assert_eq!(value("'b' c").unwrap_err(), Unreadable::Invalid(3..3));
}

#[test]
fn nothing_has_no_tokens() {
    assert_eq!(cut(""), [""; 0]);
}

#[test]
fn punctuation_is_cut_into_single_characters() {
    assert_eq!(
        cut(".=,[]{} \t\r\n.."),
        [
            ".", "=", ",", "[", "]", "{", "}", " ", "\t", "\r", "\n", ".", "."
        ]
    );
}

#[test]
fn an_atom_ends_at_punctuation_and_comments_but_not_at_quotes() {
    assert_eq!(cut("a-b\"c'd.e#f"), ["a-b\"c'd", ".", "e", "#f"]);
}

#[test]
fn tokens_know_where_they_stand() {
    let spans: Vec<_> = tokens("ab.'c'").map(|token| token.span).collect();
    assert_eq!(spans, [0..2, 2..3, 3..6]);
}

#[test]
fn a_comment_ends_with_the_line() {
    assert_eq!(cut("#a.'\nb"), ["#a.'", "\n", "b"]);
    assert_eq!(cut("#a\r\n"), ["#a", "\r", "\n"]);
}

#[test]
fn a_string_hides_punctuation() {
    assert_eq!(cut("\"[.\"a"), ["\"[.\"", "a"]);
    assert_eq!(cut("'[.'a"), ["'[.'", "a"]);
    assert_eq!(cut("''''[.''''''a"), ["''''[.'''''", "'a"]);
}

#[test]
fn an_escaped_quote_ends_no_basic_string() {
    assert_eq!(cut(r#""a\"b"c"#), [r#""a\"b""#, "c"]);
    assert_eq!(cut(r#""a\\"b"#), [r#""a\\""#, "b"]);
    assert_eq!(cut(r#""a\n"b"#), [r#""a\n""#, "b"]);
    assert_eq!(cut(r#""""a\"""b"""c"#), [r#""""a\"""b""""#, "c"]);
}

#[test]
fn a_backslash_is_no_escape_in_a_literal_string() {
    assert_eq!(cut(r"'a\'b"), [r"'a\'", "b"]);
    assert_eq!(cut(r"'''\'''b"), [r"'''\'''", "b"]);
}

#[test]
fn a_backslash_hides_no_end_of_line() {
    assert_eq!(cut("\"a\\\nb"), ["\"a\\", "\n", "b"]);
}

#[test]
fn an_open_string_of_one_line_ends_with_the_line() {
    assert_eq!(cut("\"a\nb"), ["\"a", "\n", "b"]);
    assert_eq!(cut("'a\nb"), ["'a", "\n", "b"]);
    assert_eq!(cut("'a"), ["'a"]);
}

#[test]
fn a_string_of_several_lines_ends_with_three_quotes_and_up_to_two_more() {
    assert_eq!(cut("\"\"\"a\n\"\"b\"\"\"c"), ["\"\"\"a\n\"\"b\"\"\"", "c"]);
    assert_eq!(cut("\"\"\"a\"\"\"\"c"), ["\"\"\"a\"\"\"\"", "c"]);
    assert_eq!(cut("\"\"\"a\"\"\"\"\"c"), ["\"\"\"a\"\"\"\"\"", "c"]);
    assert_eq!(cut("\"\"\"a\"\"\"'c"), ["\"\"\"a\"\"\"", "'c"]);
    assert_eq!(cut("'''a\nb"), ["'''a\nb"]);
}

#[test]
fn a_string_of_one_line_takes_no_quote_after_its_end() {
    assert_eq!(cut("'a''b'"), ["'a'", "'b'"]);
}

#[test]
fn brackets_nest_up_to_the_limit() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let nested = |depth| format!("{}{}", open.repeat(depth), close.repeat(depth));
        let inner = |depth| nested(depth).replace("=}", "=1}");
        let allowed = inner(TOML_NESTING);
        assert!(value(&allowed).is_ok(), "{allowed}");
        let last = TOML_NESTING * open.len();
        let refused = value(&inner(TOML_NESTING + 1)).unwrap_err();
        assert_eq!(refused, Unreadable::TooDeep(last..last + 1));
    }
}

#[test]
fn dots_of_a_key_count_up_to_the_limit() {
    let key = |dots| format!("a{}=1", ".a".repeat(dots));
    assert_eq!(too_deep(&key(TOML_NESTING)), None);
    assert!(document(&key(TOML_NESTING)).is_ok());
    let last = 1 + 2 * TOML_NESTING;
    assert_eq!(too_deep(&key(TOML_NESTING + 1)), Some(last..last + 1));
}

#[test]
fn the_span_of_what_is_too_deep_counts_the_byte_order_mark() {
    let text = format!("\u{feff}a{}=1", ".a".repeat(TOML_NESTING + 1));
    let last = 4 + 2 * TOML_NESTING;
    assert_eq!(too_deep(&text), Some(last..last + 1));
}

#[test]
fn dots_and_brackets_add_up() {
    let text = |dots| format!("a = {{b{} = [[1]]}}", ".b".repeat(dots));
    assert!(document(&text(TOML_NESTING - 3)).is_ok());
    let bracket = 6 + 2 * (TOML_NESTING - 2) + 3;
    assert_eq!(
        too_deep(&text(TOML_NESTING - 2)),
        Some(bracket + 1..bracket + 2)
    );
}

#[test]
fn dots_and_brackets_of_other_lines_do_not_add_up() {
    let half = TOML_NESTING / 2 + 1;
    let line = |key: &str| format!("{key}{} = [1, 2]", ".a".repeat(half));
    for newline in ["\n", "\r\n"] {
        let text = [line("x"), line("y"), line("z")].join(newline);
        assert!(document(&text).is_ok(), "{text}");
    }
}

#[test]
fn a_new_line_forgets_the_longest_key_of_the_lines_before() {
    let text = format!("a{} = 1\nb = [1]", ".a".repeat(TOML_NESTING));
    assert!(document(&text).is_ok());
}

#[test]
fn a_new_line_inside_brackets_closes_none_of_them() {
    assert_eq!(
        too_deep(&format!("a = {}", "[\n".repeat(TOML_NESTING))),
        None
    );
    for newline in ["\n", "\r"] {
        let text = format!("a = {}", format!("[{newline}").repeat(TOML_NESTING + 1));
        let last = 4 + 2 * TOML_NESTING;
        assert_eq!(too_deep(&text), Some(last..last + 1));
    }
}

#[test]
fn a_carriage_return_alone_ends_a_line_as_well() {
    let text = format!(
        "a{}\ra{}",
        ".a".repeat(TOML_NESTING),
        ".a".repeat(TOML_NESTING)
    );
    assert_eq!(too_deep(&text), None);
}

#[test]
fn neighbours_in_brackets_do_not_add_up() {
    let key = ".a".repeat(TOML_NESTING - 1);
    for comma in [",", ",\n", "\n,", ",\r\n"] {
        let text = format!("t = {{x{key} = 1{comma}y{key} = 2}}");
        assert!(document(&text).is_ok(), "{text}");
    }
    let numbers = format!("a = [{}]", "1.5,".repeat(TOML_NESTING));
    assert!(document(&numbers).is_ok());
    let lists = format!("a = [{}]", "[], {},".repeat(TOML_NESTING));
    assert!(document(&lists).is_ok());
    let lines = format!("a = [{}]", "1.5\n".repeat(TOML_NESTING));
    assert_eq!(too_deep(&lines), None);
}

#[test]
fn the_longest_key_before_a_bracket_counts_for_it() {
    let text = |dots| format!("a = {{b{} = 1, c.c = [1]}}", ".b".repeat(dots));
    assert!(document(&text(TOML_NESTING - 2)).is_ok());
    assert!(too_deep(&text(TOML_NESTING - 1)).is_some());
}

#[test]
fn a_comma_outside_of_brackets_separates_keys_but_keeps_the_longest() {
    let half = ".a".repeat(TOML_NESTING);
    assert_eq!(too_deep(&format!("a{half},a{half}")), None);
    assert!(too_deep(&format!("a{half},[")).is_some());
}

#[test]
fn a_bracket_that_closes_nothing_does_not_count() {
    let mismatched = format!("a = {}", "[}".repeat(TOML_NESTING + 1));
    assert!(too_deep(&mismatched).is_some());
    let mismatched = format!("a = {}", "{]".repeat(TOML_NESTING + 1));
    assert!(too_deep(&mismatched).is_some());
    assert_eq!(too_deep(&"]}".repeat(TOML_NESTING + 1)), None);
}

#[test]
fn brackets_in_strings_and_comments_do_not_count() {
    let brackets = "[".repeat(TOML_NESTING + 1);
    let text = format!("\u{feff}\"{brackets}\" = '{brackets}' # {brackets}");
    assert!(document(&text).is_ok());
}

#[test]
fn no_nesting_exhausts_the_stack() {
    for unit in ["[", "{a=", "[{a=", "{a.b=", "a.", "[a."] {
        for start in ["", "a=", "[a]\na="] {
            let text = format!("{start}{}", unit.repeat(100_000));
            assert!(too_deep(&text).is_some(), "{start}{unit}");
        }
    }
}

#[test]
fn dotted_keys_inside_inline_tables_do_not_multiply() {
    let key = ["a"; 60].join(".");
    let text = format!("[{key}]\n{key}={}", format!("{{{key}=").repeat(60));
    assert!(too_deep(&text).is_some());
}
