//! Runs vectors against the core and compares.
//!
//! A `kind` says which part of the core a vector is about; [`kinds`] has one function for each.

mod checks;
mod command_line;
mod comparison;
mod file;
mod kinds;
mod login;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use libtest_mimic::{Completion, Conclusion, Trial};

use file::{File, Unreadable, Vector};
use kinds::Kind;

/// Runs what the arguments ask for: the files they name, else the committed ones with their checks.
///
/// # Errors
/// An argument without value, or a file that holds no vectors.
pub fn run(arguments: Vec<OsString>) -> Result<Conclusion, Unreadable> {
    let Arguments {
        named_files,
        others,
    } = split(arguments)?;
    let mut trials = Vec::new();
    if named_files.is_empty() {
        let committed = Arc::new(file::committed()?);
        trials.extend(committed.iter().flat_map(trials_of));
        trials.extend(checks::trials(&committed));
        trials.extend(command_line::trials());
    }
    for path in named_files {
        trials.extend(trials_of(&File::read(&path)?));
    }
    let others = libtest_mimic::Arguments::from_iter(others);
    Ok(libtest_mimic::run(&others, trials))
}

fn trials_of(file: &File) -> Vec<Trial> {
    let trial = |vector: &Vector| {
        let name = format!("{} {}", vector.id, vector.title);
        let (file, own) = (file.clone(), vector.clone());
        Trial::ignorable_test(name, move || match Kind::named(&own.kind) {
            Ok(kind) => match judge(kind, &own, &file) {
                Ok(()) => Ok(Completion::Completed),
                Err(why) => Err(format!("{}: {why}", file.path.display()).into()),
            },
            Err(why) => Ok(Completion::ignored_with(why)),
        })
        .with_kind(&vector.kind)
    };
    file.vectors.iter().map(trial).collect()
}

/// What is wrong with a vector, if anything is.
fn judge(kind: &Kind, vector: &Vector, file: &File) -> Result<(), String> {
    let observed = (kind.observe)(vector, file)?;
    comparison::compare(&observed, &vector.expect)
}

/// The one option of this program; all others are for libtest-mimic.
const OPTION: &str = "--vectors";

/// The arguments, told apart.
struct Arguments {
    /// The values of `--vectors`, which may be repeated.
    named_files: Vec<PathBuf>,
    /// The name of this program and all other arguments.
    others: Vec<OsString>,
}

/// Takes `--vectors FILE` and `--vectors=FILE` out.
///
/// # Errors
/// A `--vectors` without value.
fn split(arguments: Vec<OsString>) -> Result<Arguments, Unreadable> {
    let (mut named_files, mut others) = (Vec::new(), Vec::new());
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let joined = argument.to_str().and_then(|text| text.strip_prefix(OPTION));
        let value = match joined {
            Some("") => rest.next(),
            Some(joined) if joined.starts_with('=') => Some(joined[1..].into()),
            _ => {
                others.push(argument);
                continue;
            }
        };
        let value = value.filter(|value| !value.is_empty());
        let value =
            value.ok_or_else(|| Unreadable::new(OPTION, "the name of a file is missing"))?;
        named_files.push(value.into());
    }
    Ok(Arguments {
        named_files,
        others,
    })
}
