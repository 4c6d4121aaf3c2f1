use std::ops::Range;

use super::*;

mod layers;
mod refusals;
mod values;

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
