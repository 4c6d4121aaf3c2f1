//! Runs vectors against the core and compares.
//!
//! A `kind` says which part of the core a vector is about; [`kinds`] has one function for each.

mod arguments;
mod checks;
mod command_line;
mod comparison;
mod file;
mod kinds;
mod login;
mod toml_text;

use std::ffi::OsString;
use std::sync::Arc;

use libtest_mimic::{Completion, Conclusion, Trial};

use arguments::Arguments;
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
    } = arguments::split(arguments)?;
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
