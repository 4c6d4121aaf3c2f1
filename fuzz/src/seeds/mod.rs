//! What the fuzzers begin with: small inputs with readable names, derived and never written by hand.

mod from_comparisons;
mod from_documents;
mod from_strategies;
mod from_vectors;

use std::collections::BTreeMap;
use std::path::PathBuf;

/// An input of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The name of the target.
    pub target: &'static str,
    /// What it shows, in words that make a file name.
    pub name: String,
    /// The input.
    pub bytes: Vec<u8>,
}

impl Seed {
    fn new(target: &'static str, words: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Seed {
            target,
            name: file_name(words),
            bytes: bytes.into(),
        }
    }
}

/// Every seed by its path, `TARGET/what-it-shows`. Of equal inputs of a target the first stays.
pub fn all() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut seeds: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let mut derived = from_documents::seeds();
    derived.extend(from_vectors::seeds());
    derived.extend(from_strategies::seeds());
    derived.extend(from_comparisons::seeds(&derived));
    for seed in derived {
        let folder = PathBuf::from(seed.target);
        let known = seeds
            .iter()
            .any(|(path, bytes)| path.starts_with(&folder) && *bytes == seed.bytes);
        if !known {
            seeds.insert(folder.join(seed.name), seed.bytes);
        }
    }
    seeds
}

/// Words as a file name: letters and digits in lower case, hyphens between them.
fn file_name(words: &str) -> String {
    let lower = words.to_ascii_lowercase();
    let parts = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
