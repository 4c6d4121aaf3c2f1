//! What a session with a client program found, as data that is kept, compared and shown.

pub mod case;
pub mod compare;
pub mod html;
pub mod human;
pub mod junit;
pub mod markdown;
pub mod sarif;

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::declaration::{Declaration, Layer};
use crate::outcome::Outcome;
use crate::properties::Property;
use crate::properties::catalogue::PROPERTIES;
use crate::report::references;
use crate::requirement;
use crate::vocabulary::{Basis, ExpectedAction, Level, Standing};

use crate::clients::exec::record::Ending;
use crate::clients::install::Client;
use crate::clients::session::plan::Budget;
use crate::clients::session::result::{ClientRun, Counterexample, SessionResult};

use self::case::scope_member;
pub use self::case::{ClientCase, VERSION};

/// Everything that a session with one version of a client found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientReport {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The name of the profile.
    pub client: String,
    /// The client's name for people.
    pub title: String,
    /// The version of the client.
    pub client_version: Option<String>,
    /// The day of the session, `YYYY-MM-DD` in UTC.
    pub date: String,
    /// The layers that it declares to read, the winning one first.
    pub precedence: Vec<Layer>,
    /// Where its declaration differs from the requirements.
    pub policy_notes: Vec<String>,
    /// Decides the random cases.
    pub seed: u64,
    /// Size of the covering set.
    pub covering: usize,
    /// How much of the covering set was run.
    pub covered: usize,
    /// Judged cases.
    pub cases: u32,
    /// Runs of the program.
    pub runs: u32,
    /// How long all of it took, in milliseconds.
    pub took_ms: u64,
    /// From the start of the program to its registration, in milliseconds; median.
    pub median_to_registration_ms: Option<u64>,
    /// What a run takes beyond the program's own time, in milliseconds; median.
    pub median_overhead_ms: Option<u64>,
    /// Every run had a network with nothing but loopback.
    pub alone_on_network: bool,
    /// Somebody interrupted it.
    pub interrupted: bool,
    /// Why the client could not be run, if it could not.
    pub not_run: Option<String>,
    /// Runs that failed through no fault of the client.
    pub broken: Vec<String>,
    /// Properties that were judged.
    pub properties: Vec<ClientProperty>,
    /// What fails, one entry for each property and winning layer.
    pub failures: Vec<ClientFailure>,
    /// Entries of the baseline that no longer fail.
    pub stale: Vec<String>,
}

/// Why a text is no report, or no case of one.
#[derive(Debug)]
pub enum ReportError {
    /// Not JSON, or not of the documented form.
    Form(serde_json::Error),
    /// A version of the form that this program does not read.
    Version(u32),
}

impl ReportError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        self.help_or("reports are what `dcr-check run --format json` prints")
    }

    /// What to do about it, `form` where the text is not of the form.
    pub fn help_or(&self, form: &'static str) -> &'static str {
        match self {
            ReportError::Form(_) => form,
            ReportError::Version(_) => {
                "make the report again with `dcr-check run --format json`, or read it with the dcr-check that wrote it"
            }
        }
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportError::Form(error) => error.fmt(f),
            ReportError::Version(version) => write!(
                f,
                "it has version {version} of the form, and this program reads version {VERSION}"
            ),
        }
    }
}

impl std::error::Error for ReportError {}

/// Reads a report or a case of one.
///
/// # Errors
/// Not of the form, or of another version of it, which is said first.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReportError> {
    #[derive(Deserialize)]
    struct Form {
        version: u32,
    }
    match serde_json::from_str(text).map_err(ReportError::Form)? {
        Form { version: VERSION } => serde_json::from_str(text).map_err(ReportError::Form),
        Form { version } => Err(ReportError::Version(version)),
    }
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
    /// The requirements behind it, each with level, source and sentence.
    pub requirements: Vec<String>,
    /// Public reports of the same defect in one client or another.
    pub references: Vec<String>,
    /// `MUST`, or `SHOULD` if none of the requirements is that strict.
    pub level: Level,
    /// What it fails.
    pub basis: Basis,
    /// The layer that should have won.
    pub layer: Option<Layer>,
    /// Why it fails.
    pub reason: String,
    /// In how many cases.
    pub times: u32,
    /// The shortest command line.
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
    /// What came of it, in a few words.
    pub outcome: String,
    /// The status of the registration's answer.
    pub status: Option<u16>,
    /// Why it is known, if the baseline has it.
    pub known: Option<String>,
    /// Everything that is needed to run it again.
    pub case: ClientCase,
}

impl ClientFailure {
    /// The layer's name, for people.
    pub fn layer_name(&self) -> &'static str {
        layer_name(self.layer)
    }
}

pub(super) fn layer_name(layer: Option<Layer>) -> &'static str {
    layer.map_or("no layer", Layer::name)
}

impl ClientReport {
    /// The report of a session.
    pub fn new(client: &Client, budget: &Budget, result: &SessionResult, date: String) -> Self {
        let declaration = client.profile.declaration();
        let milliseconds =
            |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        ClientReport {
            version: VERSION,
            client: client.profile.name.clone(),
            title: client.profile.title.clone(),
            client_version: client.version.clone(),
            date,
            precedence: declaration.layers.clone(),
            policy_notes: policy_notes(client, &declaration),
            seed: budget.seed,
            covering: result.covering,
            covered: result.covered,
            cases: result.cases,
            runs: result.runs,
            took_ms: milliseconds(result.took),
            median_to_registration_ms: result.median_to_registration.map(milliseconds),
            median_overhead_ms: result.median_overhead.map(milliseconds),
            alone_on_network: result.alone_on_network,
            interrupted: result.interrupted,
            not_run: result.not_run.clone(),
            broken: result.broken.clone(),
            properties: PROPERTIES
                .iter()
                .filter_map(|property| {
                    let (passed, failed) = *result.judged.get(property.id)?;
                    Some(ClientProperty {
                        id: property.id.to_owned(),
                        statement: property.statement.to_owned(),
                        passed,
                        failed,
                    })
                })
                .filter(|property| property.passed + property.failed > 0)
                .collect(),
            failures: result
                .failures
                .iter()
                .map(|one| failure(client, one))
                .collect(),
            stale: Vec::new(),
        }
    }

    /// Name and version.
    pub fn name(&self) -> String {
        match &self.client_version {
            Some(version) => format!("{} {version}", self.client),
            None => self.client.clone(),
        }
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

    /// What became of a property.
    pub fn standing(&self, property: &str) -> Standing {
        if self.failures.iter().any(|one| one.property == property) {
            Standing::Fails
        } else if self.properties.iter().any(|one| one.id == property) {
            Standing::Holds
        } else {
            Standing::NotJudged
        }
    }

    /// The failures that no baseline knows.
    pub fn new_failures(&self) -> impl Iterator<Item = &ClientFailure> {
        self.failures
            .iter()
            .filter(|failure| failure.known.is_none())
    }
}

fn names(layers: &[Layer]) -> Vec<&'static str> {
    layers.iter().map(|layer| layer.name()).collect()
}

/// Where the declaration differs from what the requirements ask for.
fn policy_notes(client: &Client, declaration: &Declaration) -> Vec<String> {
    let mut notes: Vec<String> = client.profile.policy.note.iter().cloned().collect();
    let mut required = declaration.layers.clone();
    required.sort_unstable();
    if declaration.layers != required {
        notes.push(format!(
            "it declares the order {}; the requirements have {} (CFG-09, MCP-12)",
            names(&declaration.layers).join(", "),
            names(&required).join(", "),
        ));
    }
    for layer in [Layer::Challenge, Layer::ResourceMetadata] {
        if !declaration.reads(layer) {
            notes.push(format!(
                "it does not declare to read the {} (MCP-12)",
                layer.name()
            ));
        }
    }
    let policy = &declaration.policy;
    if !policy.unites.is_empty() {
        notes.push(format!(
            "it declares to unite a user's scopes with those of the {}; the requirements let a user's replace them (CFG-09, AMB-03)",
            names(&policy.unites).join(" or "),
        ));
    }
    if policy.falls_back_to_catalogue {
        notes.push("it declares to fall back to what the authorization server metadata list; the requirements have no scope then (MCP-12, AMB-05)".to_owned());
    }
    if !policy.default_scopes.is_empty() {
        notes.push(format!(
            "it declares to register {:?} when nothing supplies a scope; the requirements have no scope then (MCP-12)",
            policy.default_scopes.join(" "),
        ));
    }
    notes
}

fn failure(client: &Client, one: &Counterexample) -> ClientFailure {
    let property = one.property;
    let case = ClientCase::new(client, one);
    let sent = match &one.run.outcome {
        Outcome::Sent(sent) => Some(sent),
        _ => None,
    };
    let body = sent.map(|sent| String::from_utf8_lossy(&sent.registration.body).into_owned());
    ClientFailure {
        property: property.id.to_owned(),
        statement: property.statement.to_owned(),
        requirements: property
            .requirements
            .iter()
            .map(|id| sentence(id))
            .collect(),
        references: references::of(property.id),
        level: level(property),
        basis: one.basis,
        layer: one.layer,
        reason: one.reason.clone(),
        times: one.times,
        command_line: one
            .run
            .invocation
            .command_line(client.profile.program_name()),
        expected_scope: case.expected_scope.clone(),
        expected: case.expected,
        sent_scope: body.as_deref().and_then(scope_member),
        sent_body: body,
        authorized_scope: sent
            .and_then(|sent| sent.authorization.as_ref())
            .and_then(|authorization| authorization.scope.clone()),
        outcome: told(&one.run),
        status: registration_status(&one.run),
        known: None,
        case,
    }
}

fn sentence(id: &str) -> String {
    match requirement::find(id) {
        Some(row) => format!(
            "{id} ({}, {}): {}",
            row.level.name(),
            row.source,
            row.statement
        ),
        None => id.to_owned(),
    }
}

fn level(property: &Property) -> Level {
    let strict = |id: &&str| {
        let row = requirement::find(id);
        row.is_some_and(|row| matches!(row.level, Level::Must | Level::MustNot))
    };
    if property.requirements.iter().any(strict) {
        Level::Must
    } else {
        Level::Should
    }
}

fn registration_status(run: &ClientRun) -> Option<u16> {
    let registration = crate::clients::exec::traffic::Purpose::Registration;
    let mut all = run.record.received.iter();
    all.find(|one| one.purpose == registration)
        .map(|one| one.status)
}

fn told(run: &ClientRun) -> String {
    let end = match run.record.ending {
        Ending::Exited(code) => format!("it ended with code {code}"),
        Ending::Signalled(signal) => format!("signal {signal} ended it"),
        Ending::Stopped => "it was stopped after it had registered".to_owned(),
        Ending::TimedOut => "its time was over".to_owned(),
    };
    match &run.outcome {
        Outcome::Sent(sent) => {
            let further = sent.further_registrations.len();
            format!("registered {} time(s), {end}", 1 + further)
        }
        other => format!("{}; {end}", other.summary()),
    }
}
