//! Reads the command line `mcp login NAME` with its options, in whatever order they stand (CFG-01).
//!
//! It is written by hand, because parsers with global options tend to forget the occurrences before a subcommand
//! as soon as there are some after it (clap-rs/clap#1570), which is one of the bugs to be found.

use super::error::{BuildError, ErrorKind};
use super::limits;
use super::location::Input;

/// What a command line says: which server, and the values of its options in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// The server's name, as written.
    pub server_name: String,
    /// Index of the argument that is the server's name.
    pub server_name_index: usize,
    /// Values of `--scopes` (CFG-03).
    pub scopes: Vec<OptionValue>,
    /// Values of `-c` and `--config` (CFG-06).
    pub overrides: Vec<OptionValue>,
}

/// The value of one option, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionValue {
    /// Index of the argument that holds the value, which may hold the option as well.
    pub argument: usize,
    /// Byte offset of the value inside that argument.
    pub start: usize,
    /// The value, as written.
    pub text: String,
}

/// Reads what follows the program's name.
///
/// An argument that starts with a dash is no value of the option before it, so `--scopes --x` lacks
/// its value; such values are written `--scopes=--x` (CFG-12). A lone `-` is a value like any other.
pub fn read(arguments: &[String]) -> Result<Arguments, BuildError> {
    check_limits(arguments)?;
    let mut words = Words::default();
    let mut scopes = Vec::new();
    let mut overrides = Vec::new();
    let mut options_ended = false;
    let mut rest = arguments.iter().map(String::as_str).enumerate();
    while let Some((index, argument)) = rest.next() {
        if argument == "--" && !options_ended {
            options_ended = true;
            continue;
        }
        let Some((name, joined)) = option_parts(argument).filter(|_| !options_ended) else {
            words.push(index, argument)?;
            continue;
        };
        let values = match name {
            "--scopes" => &mut scopes,
            "-c" | "--config" => &mut overrides,
            _ => return Err(error(ErrorKind::UnknownOption, index, name)),
        };
        values.push(match joined {
            Some(value) => OptionValue {
                argument: index,
                start: argument.len() - value.len(),
                text: value.to_owned(),
            },
            None => match rest.next() {
                Some((next, value)) if option_parts(value).is_none() => OptionValue {
                    argument: next,
                    start: 0,
                    text: value.to_owned(),
                },
                _ => return Err(error(ErrorKind::MissingValue, index, name)),
            },
        });
    }
    let (server_name_index, server_name) = words.server_name()?;
    Ok(Arguments {
        server_name: server_name.to_owned(),
        server_name_index,
        scopes,
        overrides,
    })
}

fn check_limits(arguments: &[String]) -> Result<(), BuildError> {
    let too_many = arguments.iter().enumerate().nth(limits::ARGUMENTS);
    let too_long = || {
        let long = |(_, argument): &(usize, &String)| argument.len() > limits::ARGUMENT_BYTES;
        arguments.iter().enumerate().find(long)
    };
    match too_many.or_else(too_long) {
        Some((index, argument)) => Err(error(ErrorKind::LimitExceeded, index, argument)),
        None => Ok(()),
    }
}

/// An option's name and the value joined to it, or `None` for what is no option.
/// As in clap, a value joined to a short option may have an `=` in front.
fn option_parts(argument: &str) -> Option<(&str, Option<&str>)> {
    if argument.starts_with("--") {
        return Some(match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (argument, None),
        });
    }
    let letter = argument.strip_prefix('-')?.chars().next()?;
    let (name, joined) = argument.split_at("-".len() + letter.len_utf8());
    let value = joined.strip_prefix('=').unwrap_or(joined);
    Some((name, (!joined.is_empty()).then_some(value)))
}

/// The arguments that are neither options nor their values.
#[derive(Default)]
struct Words<'a> {
    count: usize,
    server_name: Option<(usize, &'a str)>,
}

impl<'a> Words<'a> {
    fn push(&mut self, index: usize, word: &'a str) -> Result<(), BuildError> {
        match (self.count, word) {
            (0, "mcp") | (1, "login") => {}
            (0 | 1, _) => return Err(error(ErrorKind::WrongCommand, index, word)),
            (2, _) => self.server_name = Some((index, word)),
            _ => return Err(error(ErrorKind::UnexpectedArgument, index, word)),
        }
        self.count += 1;
        Ok(())
    }

    fn server_name(self) -> Result<(usize, &'a str), BuildError> {
        self.server_name.ok_or_else(|| {
            let kind = match self.count {
                2 => ErrorKind::MissingServerName,
                _ => ErrorKind::WrongCommand,
            };
            BuildError::new(kind, Input::CommandLine, "")
        })
    }
}

/// An error about `piece`, with which the argument starts.
fn error(kind: ErrorKind, index: usize, piece: &str) -> BuildError {
    BuildError::new(kind, Input::Argument(index).at(0..piece.len()), piece)
}

#[cfg(test)]
mod tests;
