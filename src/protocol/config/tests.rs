use std::ops::Range;

use super::*;

mod layers;
mod refusals;

const TABLE: &str = "[mcp_servers.s]\n";

fn options(overrides: &[&str]) -> Vec<OptionValue> {
    let option = |(index, text): (usize, &&str)| OptionValue {
        argument: index,
        start: 0,
        text: (*text).to_owned(),
    };
    overrides.iter().enumerate().map(option).collect()
}

/// The settings of server `s` with `lines` in its table of the file.
fn config(lines: &str, overrides: &[&str]) -> Result<ServerConfig, BuildError> {
    read(Some(&format!("{TABLE}{lines}")), &options(overrides), "s")
}

fn overridden(overrides: &[&str]) -> Result<ServerConfig, BuildError> {
    read(None, &options(overrides), "s")
}

/// The scopes that count, as texts, and where they were given.
fn scopes_of(config: Result<ServerConfig, BuildError>) -> Option<(Input, Vec<String>)> {
    let scopes = config.unwrap().scopes?;
    let texts = match scopes.value {
        ScopesValue::Text(text) => vec![format!("text {}", text.text)],
        ScopesValue::List(list) => list.into_iter().map(|text| text.text).collect(),
        ScopesValue::Wrong(error) => vec![format!("wrong {}", error.piece)],
    };
    Some((scopes.input, texts))
}

/// The scopes if they are one string.
fn only_text(config: ServerConfig) -> LocatedText {
    match config.scopes.unwrap().value {
        ScopesValue::Text(text) => Some(text),
        _ => None,
    }
    .unwrap()
}

fn given(input: Input, scopes: &[&str]) -> Option<(Input, Vec<String>)> {
    Some((
        input,
        scopes.iter().map(|&scope| scope.to_owned()).collect(),
    ))
}

fn url_of(config: Result<ServerConfig, BuildError>) -> Option<String> {
    Some(config.unwrap().url?.text)
}

fn error(kind: ErrorKind, input: Input, piece: &str, span: Range<usize>) -> BuildError {
    BuildError {
        kind,
        location: input.at(span),
        piece: piece.to_owned(),
    }
}

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
