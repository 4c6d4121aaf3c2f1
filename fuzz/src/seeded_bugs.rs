//! Faults to put into the parsers, to see that the targets find them; and the table of the README
//! that tells how soon they do.

use serde::Deserialize;

/// Runs of the fuzzer for each bug.
pub const RUNS: u32 = 5;

/// The line above the table of the README.
pub const BEGIN: &str = "<!-- found bugs: written by a command -->";
/// The line below it.
pub const END: &str = "<!-- end of found bugs -->";

/// A fault, and which target has to find it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bug {
    /// A slug, where there is one that of the defect in the field.
    pub name: String,
    /// What is wrong, in one sentence.
    pub what: String,
    /// The target.
    pub target: String,
    /// The source file, from the root of the repository.
    pub file: String,
    /// What stands there once.
    pub find: String,
    /// What is put in its place.
    pub replace: String,
}

/// Every seeded bug of `fuzz/seeded-bugs.toml`.
///
/// # Panics
/// If the file is not of that form.
pub fn bugs() -> Vec<Bug> {
    #[derive(Deserialize)]
    struct File {
        bug: Vec<Bug>,
    }
    let text = include_str!("../seeded-bugs.toml");
    let file: File = toml::from_str(text).expect("fuzz/seeded-bugs.toml");
    file.bug
}

/// The rows of the README's table, cell by cell, without its head.
///
/// # Panics
/// If the README lacks one of the lines around the table.
pub fn rows(readme: &str) -> Vec<Vec<&str>> {
    let (_, rest) = readme.split_once(BEGIN).expect("the line above the table");
    let (table, _) = rest.split_once(END).expect("the line below the table");
    let lines = table.lines().filter(|line| line.starts_with('|')).skip(2);
    lines
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}
