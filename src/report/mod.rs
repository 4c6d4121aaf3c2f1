//! What a run found, as data; for a user, for JSON, for JUnit.

pub mod coverage;
pub mod defect;
pub mod detection;
pub mod harm;
#[cfg(feature = "runner")]
pub mod human;
#[cfg(feature = "runner")]
pub mod junit;
pub mod markdown;
pub mod references;
pub mod symptom;
pub mod wrap;

use serde::Serialize;

use crate::case::Case;
use crate::case::command_line::command_line;
use crate::harness::{PropertyResult, Run};
use crate::protocol::error::escaped;
use crate::scenario::labels::Label;
use crate::vocabulary::{Basis, Consequence, Family, PropertyStatus};

use coverage::Coverage;
use detection::Detection;

/// The version of the JSON form, `report.schema.json`.
pub const VERSION: u32 = 3;

/// Everything that a run of the suite found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The implementation that was judged.
    pub implementation: String,
    /// The seed, which together with the number decides each case.
    pub seed: u64,
    /// How many cases were generated.
    pub cases: u32,
    /// Whether every property held and was judged often enough.
    pub passed: bool,
    /// Shares of the classes of scenarios.
    pub labels: Vec<LabelShare>,
    /// One entry for each property.
    pub properties: Vec<PropertyReport>,
    /// One entry for each seeded bug, if they were run.
    pub seeded_bugs: Vec<BugReport>,
}

/// How many cases belong to a class.
#[derive(Debug, Clone, Serialize)]
pub struct LabelShare {
    /// The class.
    pub label: Label,
    /// How many cases belong to it.
    pub cases: u32,
}

/// What became of a property.
#[derive(Debug, Clone, Serialize)]
pub struct PropertyReport {
    /// Its id.
    pub id: &'static str,
    /// What it states.
    pub statement: &'static str,
    /// How it is checked.
    pub family: Family,
    /// The requirements that it checks.
    pub requirements: Vec<&'static str>,
    /// What became of it.
    pub status: PropertyStatus,
    /// How many cases it was judged in.
    pub judged: u32,
    /// The classes that set these cases apart.
    pub labels: Vec<LabelShare>,
    /// How many seeded bugs fail it in the first case that catches them.
    pub seeded_bugs: usize,
    /// Counterexamples, one for each rule that is broken, the gravest first.
    pub failures: Vec<FailureReport>,
    /// The smallest counterexample of a seeded bug, as a command line.
    pub example: Option<String>,
}

/// A counterexample.
#[derive(Debug, Clone, Serialize)]
pub struct FailureReport {
    /// The number of the case that failed first.
    pub case_number: u32,
    /// The requirement that is broken, or `declaration`.
    pub rule: &'static str,
    /// What kind of rule that is.
    pub basis: Basis,
    /// What breaking it does to the run.
    pub consequence: Consequence,
    /// What the rule says, and who says so.
    pub told: String,
    /// Why it fails.
    pub reason: String,
    /// The smallest counterexample as a command line.
    pub command_line: String,
    /// The smallest counterexample.
    pub case: Case,
}

/// What became of a seeded bug.
#[derive(Debug, Clone, Serialize)]
pub struct BugReport {
    /// Its id.
    pub id: &'static str,
    /// What goes wrong.
    pub fault: &'static str,
    /// Where it was seen.
    pub references: Vec<&'static str>,
    /// The properties that fail in the first case that catches it; none if it is missed.
    pub caught_by: Vec<&'static str>,
    /// The number of cases until it was caught, one entry for each seed; none where it was missed.
    pub cases: Vec<Option<u32>>,
    /// The counterexample.
    pub failure: Option<FailureReport>,
}

impl Report {
    /// The report of a run and, if they were run, of the seeded bugs.
    pub fn new(run: &Run, detections: &[Detection]) -> Self {
        let caught = |detection: &Detection| detection.smallest.is_some();
        Report {
            version: VERSION,
            implementation: run.implementation.clone(),
            seed: run.seed,
            cases: run.cases,
            passed: !run.has_failed() && detections.iter().all(caught),
            labels: shares(run.labels.iter().map(|(label, cases)| (*label, *cases))),
            properties: run
                .results
                .iter()
                .map(|result| property_report(result, run, detections))
                .collect(),
            seeded_bugs: detections.iter().map(bug_report).collect(),
        }
    }

    /// How many seeded bugs were caught.
    pub fn caught(&self) -> usize {
        let caught = |bug: &&BugReport| !bug.caught_by.is_empty();
        self.seeded_bugs.iter().filter(caught).count()
    }
}

fn shares(labels: impl Iterator<Item = (Label, u32)>) -> Vec<LabelShare> {
    labels
        .map(|(label, cases)| LabelShare { label, cases })
        .collect()
}

/// How many classes a property's row names.
const NAMED_LABELS: usize = 4;

/// The classes that set the judged cases apart: those whose share is most above that in the run.
fn telling(result: &PropertyResult, run: &Run) -> Vec<(Label, u32)> {
    let per_mille = |part: u32, whole: u32| (part * 1000).checked_div(whole).unwrap_or(0);
    let excess = |label: &Label, cases: u32| {
        let usual = run.labels.get(label).copied().unwrap_or(0);
        per_mille(cases, result.judged).saturating_sub(per_mille(usual, run.cases))
    };
    let mut labels: Vec<(Label, u32)> = result
        .labels
        .iter()
        .map(|(label, cases)| (*label, *cases))
        .collect();
    labels
        .sort_by_key(|(label, cases)| (std::cmp::Reverse((excess(label, *cases), *cases)), *label));
    labels.truncate(NAMED_LABELS);
    labels
}

fn property_report(result: &PropertyResult, run: &Run, detections: &[Detection]) -> PropertyReport {
    let property = result.property;
    let labels = telling(result, run);
    let catches =
        |detection: &&Detection| detection.caught_by.iter().any(|one| one.id == property.id);
    let examples = detections
        .iter()
        .filter_map(|detection| detection.smallest.as_ref());
    let example = examples
        .filter(|(by, _)| by.id == property.id)
        .map(|(_, failure)| command_line(&failure.case))
        .min_by_key(String::len);
    PropertyReport {
        id: property.id,
        statement: property.statement,
        family: property.judge.family(),
        requirements: property.requirements.to_vec(),
        status: result.status,
        judged: result.judged,
        labels: shares(labels.into_iter()),
        seeded_bugs: detections.iter().filter(catches).count(),
        failures: result.failures.iter().map(failure_report).collect(),
        example,
    }
}

fn bug_report(detection: &Detection) -> BugReport {
    let bug = detection.bug;
    let caught_by = detection.caught_by.iter();
    let smallest = detection.smallest.as_ref();
    BugReport {
        id: bug.id,
        fault: bug.fault,
        references: bug.references().collect(),
        caught_by: caught_by.map(|property| property.id).collect(),
        cases: detection.cases.clone(),
        failure: smallest.map(|(_, failure)| failure_report(failure)),
    }
}

/// Longest reason that a report carries, in characters.
const REASON_LENGTH: usize = 1000;

fn failure_report(failure: &crate::harness::Failure) -> FailureReport {
    FailureReport {
        case_number: failure.number,
        rule: failure.breach.rule.name(),
        basis: failure.breach.rule.basis(),
        consequence: failure.breach.rule.consequence(),
        told: failure.breach.rule.told(),
        reason: failure.breach.reason.chars().take(REASON_LENGTH).collect(),
        command_line: command_line(&failure.case),
        case: failure.case.clone(),
    }
}

/// Text as it may be shown: controls spelled out, cut after `limit` characters.
pub fn shown(text: &str, limit: usize) -> String {
    let text = escaped(text);
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The median and the worst number of cases until a bug was caught.
pub fn median_and_worst(cases: &[Option<u32>]) -> String {
    let mut counts: Vec<u32> = cases.iter().copied().flatten().collect();
    counts.sort_unstable();
    match (counts.get(counts.len() / 2), counts.last()) {
        (Some(median), Some(worst)) if counts.len() == cases.len() => format!("{median}, {worst}"),
        _ => "missed".to_owned(),
    }
}

/// What covers a requirement, or why nothing does.
fn covered_by(row: &Coverage) -> String {
    let mut words: Vec<String> = row.properties.iter().map(|id| (*id).to_owned()).collect();
    words.extend(row.vectors.iter().cloned());
    match (&row.out_of_reach, words.is_empty()) {
        (Some(why), true) => why.clone(),
        (None, true) => "not judged".to_owned(),
        _ => words.join(", "),
    }
}
