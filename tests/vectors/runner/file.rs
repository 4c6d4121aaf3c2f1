//! Files of vectors.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The folder of the committed files, the schema and the read-me.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");

/// The file in that folder that describes the others.
pub const SCHEMA: &str = "schema.json";

/// A file of vectors.
#[derive(Debug, Clone, Deserialize)]
pub struct File {
    /// Where it lies.
    #[serde(skip)]
    pub path: PathBuf,
    /// The authorization server metadata of vectors of kind `resolve`.
    pub base_as_metadata: Option<Map<String, Value>>,
    /// The vectors.
    pub vectors: Vec<Vector>,
}

/// An input and what has to come of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vector {
    /// A letter and a number; never given to another vector.
    pub id: String,
    /// Which part of the core it is about.
    pub kind: String,
    /// What it shows.
    pub title: String,
    /// What goes in; the form depends on the kind.
    pub input: Value,
    /// What has to come out; the form depends on the kind.
    pub expect: Value,
    /// The requirements that say so.
    pub reqs: Vec<String>,
}

impl File {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// It is not there, or not in the form that the read-me describes.
    pub fn read(path: &Path) -> Result<File, Unreadable> {
        let unreadable = |why: &dyn fmt::Display| Unreadable::new(path.display(), why);
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
        let mut file: File = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        file.path = path.to_owned();
        Ok(file)
    }
}

/// The committed files, in the order of their names.
///
/// # Errors
/// As [`File::read`].
pub fn committed() -> Result<Vec<File>, Unreadable> {
    let unreadable = |error| Unreadable::new(FOLDER, error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(FOLDER).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        if is_json && !path.ends_with(SCHEMA) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| File::read(path)).collect()
}

/// Why there are no vectors to run.
#[derive(Debug)]
pub struct Unreadable(String);

impl Unreadable {
    /// `what` was asked for, and `why` it cannot be had.
    pub fn new(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Unreadable(format!("{what}: {why}"))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
