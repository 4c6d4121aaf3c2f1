//! Kept regressions: a folder for each implementation with a file for each property, which holds seeds
//! and decoded cases. A file above the folders is for every implementation.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use serde::{Deserialize, Serialize};

use crate::case::Case;

/// The version of the files.
pub const VERSION: u32 = 1;

/// The regressions of one property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regressions {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The id of the property.
    pub property: String,
    /// The regressions, the oldest first.
    pub regressions: Vec<Regression>,
}

/// One counterexample that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regression {
    /// The seed of the run.
    pub seed: u64,
    /// The number of the case in that run.
    pub case_number: u32,
    /// What it shows, in the words of the finder.
    pub note: String,
    /// The smallest counterexample, for readers and for properties that need no scenario.
    pub case: Case,
}

/// Why regressions cannot be read or kept.
#[derive(Debug)]
pub struct RegressionsError {
    path: PathBuf,
    why: String,
}

impl fmt::Display for RegressionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.why)
    }
}

impl std::error::Error for RegressionsError {}

fn path(directory: &Path, property: &str) -> PathBuf {
    directory.join(format!("{property}.json"))
}

/// The folder of an implementation, named by the letters and digits of its name.
fn folder(directory: &Path, implementation: &str) -> PathBuf {
    let words = implementation.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    directory.join(words.join("-"))
}

/// The regressions of `property` in `directory`: those for every implementation, then those of this
/// one. None if there is no file.
///
/// # Errors
/// A file that cannot be read or is not of the form.
pub fn load(
    directory: &Path,
    implementation: &str,
    property: &str,
) -> Result<Vec<Regression>, RegressionsError> {
    let mut regressions = read(directory, property)?;
    let own = folder(directory, implementation);
    if own != directory {
        regressions.extend(read(&own, property)?);
    }
    Ok(regressions)
}

fn read(directory: &Path, property: &str) -> Result<Vec<Regression>, RegressionsError> {
    let path = path(directory, property);
    let fail = |why: String| RegressionsError {
        path: path.clone(),
        why,
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error.to_string())),
    };
    let regressions: Regressions =
        serde_json::from_str(&text).map_err(|error| fail(error.to_string()))?;
    if regressions.version != VERSION || regressions.property != property {
        return Err(fail(format!(
            "not version {VERSION} of the regressions of {property}"
        )));
    }
    Ok(regressions.regressions)
}

/// Keeps a regression of an implementation, unless one of that seed and number is kept already, and
/// says in which file.
///
/// # Errors
/// A directory or file that cannot be written, or an existing file that is not of the form.
pub fn keep(
    directory: &Path,
    implementation: &str,
    property: &str,
    new: Regression,
) -> Result<PathBuf, RegressionsError> {
    let directory = folder(directory, implementation);
    let path = path(&directory, property);
    let mut regressions = read(&directory, property)?;
    let known = |one: &Regression| one.seed == new.seed && one.case_number == new.case_number;
    if regressions.iter().any(known) {
        return Ok(path);
    }
    regressions.push(new);
    let file = Regressions {
        version: VERSION,
        property: property.to_owned(),
        regressions,
    };
    let text = serde_json::to_string_pretty(&file).unwrap_or_default() + "\n";
    let written = fs::create_dir_all(directory).and_then(|()| fs::write(&path, text));
    match written {
        Ok(()) => Ok(path),
        Err(error) => Err(RegressionsError {
            path,
            why: error.to_string(),
        }),
    }
}
