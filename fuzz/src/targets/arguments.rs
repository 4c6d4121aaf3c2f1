//! Command lines: the real reader against a naive one, and against itself with the options elsewhere.

use dcr_check::protocol::arguments::{self, Arguments};
use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::limits;
use dcr_check::protocol::location::Input;

use crate::complaint::require;
use crate::second_reading::arguments::{self as second, CommandLine, Wrong};
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "arguments",
    reads_one_layer: true,
    statement: "The command line after the program's name, words separated by NUL: held against a \
                naive reading, and read again with its options moved and joined.",
    body,
};

fn body(bytes: &[u8]) {
    growth::check(bytes, |bytes| drop(arguments::read(&words(bytes))));
    let words = words(bytes);
    let naive = second::read(&words);
    match arguments::read(&words) {
        Ok(read) => {
            let said = said(&read);
            require(Ok(&said) == naive.as_ref(), bytes, || {
                format!("read {said:?}, by a second reading {naive:?}")
            });
            stands_where_it_says(bytes, &words, &read);
            options_may_stand_anywhere(bytes, &said);
        }
        Err(error) => {
            require(wrong(error.kind) == naive.clone().err(), bytes, || {
                format!("refused: {error}; by a second reading {naive:?}")
            });
            points_into_the_words(bytes, &words, &error);
        }
    }
}

fn words(bytes: &[u8]) -> Vec<String> {
    let words = bytes
        .split(|octet| *octet == 0)
        .filter(|_| !bytes.is_empty());
    words
        .map(|word| String::from_utf8_lossy(word).into_owned())
        .collect()
}

fn said(read: &Arguments) -> CommandLine {
    let texts =
        |values: &[arguments::OptionValue]| values.iter().map(|value| value.text.clone()).collect();
    CommandLine {
        name: read.server_name.clone(),
        scopes: texts(&read.scopes),
        overrides: texts(&read.overrides),
    }
}

fn wrong(kind: ErrorKind) -> Option<Wrong> {
    match kind {
        ErrorKind::LimitExceeded => Some(Wrong::Limit),
        ErrorKind::UnknownOption => Some(Wrong::UnknownOption),
        ErrorKind::MissingValue => Some(Wrong::MissingValue),
        ErrorKind::WrongCommand => Some(Wrong::Command),
        ErrorKind::MissingServerName => Some(Wrong::NoName),
        ErrorKind::UnexpectedArgument => Some(Wrong::TooManyWords),
        _ => None,
    }
}

fn stands_where_it_says(bytes: &[u8], words: &[String], read: &Arguments) {
    let name = words.get(read.server_name_index);
    require(name == Some(&read.server_name), bytes, || {
        "the name stands elsewhere".to_owned()
    });
    for value in read.scopes.iter().chain(&read.overrides) {
        let there = words
            .get(value.argument)
            .and_then(|word| word.get(value.start..));
        require(there == Some(&value.text), bytes, || {
            format!("{value:?} stands elsewhere")
        });
    }
}

fn points_into_the_words(bytes: &[u8], words: &[String], error: &BuildError) {
    let is_there = match error.location.input {
        Input::CommandLine => error.location.range.is_none(),
        Input::Argument(index) => words.get(index).is_some_and(|word| {
            let there = error.location.range.clone().and_then(|span| word.get(span));
            there.is_some_and(|there| there.starts_with(&error.piece))
        }),
        _ => false,
    };
    require(is_there, bytes, || format!("{error:?} points nowhere"));
}

/// In front, in between and behind, apart or joined: the same name, and the same values in order.
fn options_may_stand_anywhere(bytes: &[u8], said: &CommandLine) {
    let own = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<String>>()
    };
    let joined = |option: &str, values: &[String]| -> Vec<String> {
        values
            .iter()
            .map(|value| format!("{option}={value}"))
            .collect()
    };
    let scopes = joined("--scopes", &said.scopes);
    let overrides = joined("--config", &said.overrides);
    let short = joined("-c", &said.overrides);
    let name = own(&["--", &said.name]);
    let lines = [
        [
            scopes.clone(),
            overrides.clone(),
            own(&["mcp", "login"]),
            name.clone(),
        ]
        .concat(),
        [
            overrides,
            own(&["mcp"]),
            scopes.clone(),
            own(&["login"]),
            name.clone(),
        ]
        .concat(),
        [own(&["mcp", "login"]), scopes, short, name].concat(),
    ];
    for words in lines {
        let is_too_long = words.iter().any(|word| word.len() > limits::ARGUMENT_BYTES);
        if is_too_long || words.len() > limits::ARGUMENTS {
            continue;
        }
        let again = arguments::read(&words).map(|read| self::said(&read));
        require(again.as_ref() == Ok(said), bytes, || {
            format!("read {said:?}; written as {words:?}, {again:?}")
        });
    }
}
