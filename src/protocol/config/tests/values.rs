use super::*;

#[test]
fn spans_count_from_the_start_of_the_argument() {
    let option = OptionValue {
        argument: 4,
        start: 2,
        text: "mcp_servers.s.scopes=a".to_owned(),
    };
    let scopes = read(None, &[option], "s").unwrap().scopes.unwrap();
    let text = LocatedText {
        text: "a".to_owned(),
        input: Input::Override(4),
        range: 23..24,
        text_start: Some(23),
    };
    assert_eq!(scopes.value, ScopesValue::Text(text));
    assert_eq!(scopes.input, Input::Override(4));
}

#[test]
fn scopes_may_be_one_string() {
    let scopes = config("scopes = 'a b  c'", &[]);
    assert_eq!(
        scopes_of(scopes),
        given(Input::ConfigFile, &["text a b  c"])
    );
    let scopes = overridden(&["mcp_servers.s.scopes=a b"]);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &["text a b"]));
}

#[test]
fn parts_of_a_plain_string_are_known_to_the_byte() {
    for (value, start) in [
        ("'a b'", 1),
        ("\"a b\"", 1),
        ("'''a b'''", 3),
        ("\"\"\"a b\"\"\"", 3),
    ] {
        let config = config(&format!("scopes = {value}"), &[]).unwrap();
        let text = only_text(config);
        assert_eq!(text.text_start, Some(25 + start));
        assert_eq!(
            text.locate(2..3),
            Input::ConfigFile.at(27 + start..28 + start)
        );
    }
}

#[test]
fn parts_of_a_string_with_escapes_are_known_as_the_whole() {
    for value in [r#""a\u0020b""#, r#""a b\\""#, "'''\na b'''", r#""\n""#] {
        let config = config(&format!("scopes = {value}"), &[]).unwrap();
        let text = only_text(config);
        assert_eq!(text.text_start, None);
        assert_eq!(
            text.locate(0..1),
            Input::ConfigFile.at(25..25 + value.len())
        );
    }
}

#[test]
fn an_empty_string_starts_after_its_quote() {
    let config = overridden(&["mcp_servers.s.scopes=['']"]).unwrap();
    let text = LocatedText {
        text: String::new(),
        input: Input::Override(0),
        range: 22..24,
        text_start: Some(23),
    };
    assert_eq!(config.scopes.unwrap().value, ScopesValue::List(vec![text]));
}

#[test]
fn a_byte_order_mark_before_the_file_is_ignored() {
    let config = read(Some("\u{feff}mcp_servers.s.url = 'u'"), &[], "s").unwrap();
    assert_eq!(config.url.unwrap().range, 23..26);
}
