//! What real authorization servers do with a body that has a defect, from `servers.json`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::symptom::Symptom;

/// What one server does with such a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// The server and its version.
    pub server: String,
    /// What it answers or stores.
    pub answer: String,
}

/// The table: when the servers were tried, and what each does with each kind of body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Year and month.
    tried: String,
    bodies: Vec<Tried>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    /// The symptoms that such a body shows; a property's id where it is that property's own.
    shows: Vec<String>,
    servers: Vec<Harm>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(
        || match serde_json::from_str(include_str!("servers.json")) {
            Ok(table) => table,
            Err(error) => unreachable!("servers.json, which the tests read: {error}"),
        },
    );

/// When the servers were tried.
pub fn tried() -> &'static str {
    &TABLE.tried
}

/// The servers of `harms`, those with one answer together.
pub fn told(harms: &[Harm]) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for one in harms {
        match groups.iter_mut().find(|(answer, _)| *answer == one.answer) {
            Some((_, servers)) => servers.push(&one.server),
            None => groups.push((&one.answer, vec![&one.server])),
        }
    }
    let groups = groups.into_iter();
    let groups: Vec<String> = groups
        .map(|(answer, servers)| format!("{}: {answer}", servers.join(", ")))
        .collect();
    groups.join("; ")
}

/// What the servers do with such a body that refuse it or store something else.
pub fn harm(symptom: Symptom, own: Option<&str>) -> Vec<Harm> {
    let name = own.unwrap_or(symptom.name());
    let mut bodies = TABLE.bodies.iter();
    let body = bodies.find(|body| body.shows.iter().any(|one| one == name));
    body.map_or_else(Vec::new, |body| body.servers.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::catalogue;

    #[test]
    fn every_body_shows_a_symptom_or_a_property_that_there_is() {
        for name in TABLE.bodies.iter().flat_map(|body| &body.shows) {
            let is_known =
                Symptom::WORDS.contains(&name.as_str()) || catalogue::find(name).is_some();
            assert!(is_known, "{name}");
        }
        assert!(tried().starts_with("20"));
    }
}
