//! The arguments: `--vectors FILE` for this program, all others for libtest-mimic.

use std::ffi::OsString;
use std::path::PathBuf;

use super::file::Unreadable;

const OPTION: &str = "--vectors";

/// The arguments, told apart.
pub struct Arguments {
    /// The values of `--vectors`, which may be repeated.
    pub named_files: Vec<PathBuf>,
    /// The name of this program and all other arguments.
    pub others: Vec<OsString>,
}

/// Takes `--vectors FILE` and `--vectors=FILE` out.
///
/// # Errors
/// A `--vectors` without value.
pub fn split(arguments: Vec<OsString>) -> Result<Arguments, Unreadable> {
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
