//! Which requirements are covered, by which properties and vectors; derived, never written down.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::properties::catalogue::PROPERTIES;
use crate::requirement::{self, Reach, Requirement};
use crate::vocabulary::{Level, Party, Weight};

/// What covers one requirement.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// Its id.
    pub id: &'static str,
    /// How the document puts it.
    pub level: Level,
    /// Who breaks it.
    pub binds: Vec<Party>,
    /// Document and section.
    pub source: String,
    /// What a verdict that rests on it counts as.
    pub weight: Weight,
    /// The requirement in one sentence.
    pub statement: &'static str,
    /// The properties that cite it.
    pub properties: Vec<&'static str>,
    /// The worked vectors that cite it.
    pub vectors: Vec<String>,
    /// Why it is out of reach, where it is.
    pub out_of_reach: Option<String>,
}

impl Coverage {
    /// Whether a property or vector cites it.
    pub fn is_covered(&self) -> bool {
        !self.properties.is_empty() || !self.vectors.is_empty()
    }
}

/// The coverage of every requirement, in the order of the table. `vectors` are the texts of vector
/// files; one that is not of their form counts for nothing.
pub fn coverage(vectors: &[&str]) -> Vec<Coverage> {
    let cited = citations(vectors);
    requirement::all()
        .map(|requirement| of(requirement, &cited))
        .collect()
}

/// How many rows of weight there are, how many of them a property judges, and how many say why none does.
pub fn share(coverage: &[Coverage]) -> (usize, usize, usize) {
    let weighty = || coverage.iter().filter(|row| row.weight != Weight::None);
    let judged = weighty().filter(|row| !row.properties.is_empty());
    let explained = weighty().filter(|row| row.properties.is_empty() && row.out_of_reach.is_some());
    (weighty().count(), judged.count(), explained.count())
}

fn of(requirement: &Requirement, cited: &BTreeSet<(String, String)>) -> Coverage {
    let id = requirement.id;
    let properties = PROPERTIES
        .iter()
        .filter(|one| one.requirements.contains(&id));
    let vectors = cited.iter().filter(|(of, _)| of == id);
    Coverage {
        id,
        level: requirement.level,
        binds: requirement.binds.clone(),
        source: requirement.source(),
        weight: requirement.weight,
        statement: requirement.statement,
        properties: properties.map(|property| property.id).collect(),
        vectors: vectors.map(|(_, vector)| vector.clone()).collect(),
        out_of_reach: match requirement.reach {
            Reach::Request => None,
            Reach::BindsServer => Some("only a server can keep it".to_owned()),
            Reach::JudgedAs(other) => Some(format!("judged as {other}")),
            other => other.reason().map(str::to_owned),
        },
    }
}

/// Pairs of requirement and vector.
fn citations(vectors: &[&str]) -> BTreeSet<(String, String)> {
    let mut cited = BTreeSet::new();
    for text in vectors {
        let file: Value = serde_json::from_str(text).unwrap_or_default();
        for vector in file["vectors"].as_array().into_iter().flatten() {
            let id = vector["id"].as_str().unwrap_or_default();
            for requirement in vector["reqs"].as_array().into_iter().flatten() {
                let requirement = requirement.as_str().unwrap_or_default();
                cited.insert((requirement.to_owned(), id.to_owned()));
            }
        }
    }
    cited
}
