//! What a session with a client program found, as data that is kept, compared and shown.

pub mod build;
pub mod case;
pub mod compare;
mod defects;
mod facts;
pub mod html;
pub mod human;
pub mod junit;
pub mod markdown;
mod matrix;
pub mod read;
pub mod sarif;

use serde::{Deserialize, Serialize};

use crate::declaration::Layer;
use crate::report::defect::Defect;
use crate::report::symptom;
use crate::vocabulary::{Basis, Consequence, ExpectedAction, FailOn, Revision, Standing};

pub use self::case::{ClientCase, VERSION};

/// Most characters of one piece of text that a report for users shows.
const LONGEST: usize = 1200;

/// `text` without anything that a terminal acts upon, cut at a length that a user reads.
pub fn shown(text: &str) -> String {
    crate::report::shown(text, LONGEST)
}

/// Everything that a session with one version of a client found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientReport {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The name of the profile.
    pub client: String,
    /// The client's full name, for users.
    pub title: String,
    /// The version of the client.
    pub client_version: Option<String>,
    /// The day of the session, `YYYY-MM-DD` in UTC.
    pub date: String,
    /// The layers that it declares to read, the winning one first.
    pub precedence: Vec<Layer>,
    /// Where its declaration differs from the requirements.
    pub policy_notes: Vec<String>,
    /// The MCP revision whose rules it is held to; the last one, if it names several.
    pub revision: Option<Revision>,
    /// The seed of the random cases.
    pub seed: u64,
    /// Size of the covering set.
    pub covering: usize,
    /// How many cases of the covering set were run.
    pub covered: usize,
    /// Judged cases.
    pub cases: u32,
    /// Runs of the program.
    pub runs: u32,
    /// How long the session took, in milliseconds.
    pub took_ms: u64,
    /// From the start of the program to its registration, in milliseconds; median.
    pub median_to_registration_ms: Option<u64>,
    /// What a run takes beyond the program's own time, in milliseconds; median.
    pub median_overhead_ms: Option<u64>,
    /// Whether every run had a network with nothing but loopback.
    pub alone_on_network: bool,
    /// The user interrupted the session.
    pub interrupted: bool,
    /// Why the client could not be run, if it could not.
    pub not_run: Option<String>,
    /// How the last run ended, and the end of what the client printed in it, if it never registered.
    pub last_words: Option<String>,
    /// Why runs failed through no fault of the client.
    pub broken: Vec<String>,
    /// Properties that were judged.
    pub properties: Vec<ClientProperty>,
    /// What fails, one entry for each property, winning layer and broken rule, the gravest first.
    pub failures: Vec<ClientFailure>,
    /// What is wrong with the client: the failures joined by what they look like, the worst first.
    pub defects: Vec<Defect>,
    /// Entries of the baseline that no longer fail.
    pub stale: Vec<String>,
}

/// A property that was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientProperty {
    /// Its id.
    pub id: String,
    /// What it states.
    pub statement: String,
    /// Cases in which it held.
    pub passed: u32,
    /// Cases in which it did not.
    pub failed: u32,
}

/// A failing property with its smallest counterexample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientFailure {
    /// The property.
    pub property: String,
    /// What it states.
    pub statement: String,
    /// The requirement that is broken, or `declaration`.
    pub rule: String,
    /// What kind of rule that is.
    pub basis: Basis,
    /// What breaking it does to the run.
    pub consequence: Consequence,
    /// What the rule says, and who says so.
    pub told: String,
    /// Where a standard says so.
    pub link: Option<String>,
    /// Public reports of the same defect in one client or another.
    pub references: Vec<String>,
    /// The layer that should have won.
    pub layer: Option<Layer>,
    /// Why it fails.
    pub reason: String,
    /// In how many cases it fails.
    pub times: u32,
    /// The shortest command line that fails.
    pub command_line: String,
    /// The scope that a conforming client registers; null for none.
    pub expected_scope: Option<String>,
    /// What a conforming client does.
    pub expected: ExpectedAction,
    /// The scope that was registered, as JSON text; null where the member is absent.
    pub sent_scope: Option<String>,
    /// The body that was registered.
    pub sent_body: Option<String>,
    /// The scope of the authorization request that followed.
    pub authorized_scope: Option<String>,
    /// How the run ended, in a few words.
    pub outcome: String,
    /// The status of the registration's answer.
    pub status: Option<u16>,
    /// The reason in the baseline, if the failure is known.
    pub known: Option<String>,
    /// The run, as `dcr-check replay --client` repeats it.
    pub case: ClientCase,
}

impl ClientFailure {
    /// The layer's name, for users.
    pub fn layer_name(&self) -> &'static str {
        layer_name(self.layer)
    }

    /// Whether it is about a document as a whole.
    fn is_of_documents(&self) -> bool {
        symptom::OF_DOCUMENTS.contains(&self.property.as_str())
    }

    /// Whether it is about other members than the scope.
    fn is_of_other_members(&self) -> bool {
        let of_scopes = symptom::OF_SCOPES.contains(&self.property.as_str());
        !of_scopes && !self.is_of_documents()
    }

    /// What a conforming client does; `quoted` writes the scope that it registers.
    fn expectation(&self, quoted: impl Fn(&str) -> String) -> String {
        match (self.expected, &self.expected_scope) {
            (ExpectedAction::Sent, Some(scope)) => quoted(scope),
            (ExpectedAction::Sent, None) => "no scope".to_owned(),
            (ExpectedAction::Refused, _) => "an error message, and no registration".to_owned(),
            (ExpectedAction::NoRegistration, _) => "no registration".to_owned(),
            (ExpectedAction::Anything, _) => "anything well-formed".to_owned(),
        }
    }
}

fn layer_name(layer: Option<Layer>) -> &'static str {
    layer.map_or("no layer", Layer::name)
}

impl ClientReport {
    /// Name and version.
    pub fn name(&self) -> String {
        match &self.client_version {
            Some(version) => format!("{} {version}", self.client),
            None => self.client.clone(),
        }
    }

    /// Whether cases were run and the client registered in none of them.
    pub fn never_registered(&self) -> bool {
        self.cases > 0 && self.median_to_registration_ms.is_none()
    }

    /// The ids of the properties that fail, each once.
    pub fn failing(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for failure in &self.failures {
            if !ids.contains(&failure.property.as_str()) {
                ids.push(&failure.property);
            }
        }
        ids
    }

    /// The failures that a defect joins, the one to show first.
    fn failures_behind<'r>(
        &'r self,
        defect: &'r Defect,
    ) -> impl Iterator<Item = &'r ClientFailure> + Clone {
        let indices = defect.failures.iter();
        indices.filter_map(|index| self.failures.get(*index))
    }

    /// The failures of a property, one for each layer that it fails for.
    pub fn failures_of(&self, property: &str) -> impl Iterator<Item = &ClientFailure> {
        self.failures
            .iter()
            .filter(move |failure| failure.property == property)
    }

    /// What became of a property.
    pub fn standing(&self, property: &str) -> Standing {
        if self.failures_of(property).next().is_some() {
            Standing::Fails
        } else if self.properties.iter().any(|one| one.id == property) {
            Standing::Holds
        } else {
            Standing::NotJudged
        }
    }

    /// The failures that no baseline knows, and that make a run with this bar fail.
    pub fn new_failures(&self, bar: FailOn) -> impl Iterator<Item = &ClientFailure> {
        self.failures.iter().filter(move |failure| {
            failure.known.is_none() && failure.consequence >= bar.consequence()
        })
    }
}
