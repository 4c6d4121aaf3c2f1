//! The results of a run.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::properties::Property;
use crate::scenario::Scenario;
use crate::scenario::labels::Label;

/// The results of a run.
#[derive(Debug, Clone)]
pub struct Run {
    /// The name of the implementation.
    pub implementation: String,
    /// The seed.
    pub seed: u64,
    /// How many cases were generated.
    pub cases: u32,
    /// One result for each property of the plan, in order.
    pub results: Vec<PropertyResult>,
    /// How many cases belong to each class.
    pub labels: BTreeMap<Label, u32>,
}

/// The result of one property.
#[derive(Debug, Clone)]
pub struct PropertyResult {
    /// The property.
    pub property: &'static Property,
    /// Cases for which it passed or failed.
    pub judged: u32,
    /// How many of the judged cases belong to each class.
    pub labels: BTreeMap<Label, u32>,
    /// The status.
    pub status: Status,
}

/// Whether a property passed.
#[derive(Debug, Clone)]
pub enum Status {
    /// It held for every judged case, and there were enough of them.
    Passed,
    /// It failed.
    Failed(Box<Failure>),
    /// Fewer cases were judged than the floor although the implementation declares everything.
    TooFew,
    /// No case was judged, because of what the implementation declares or the plan leaves out.
    NotApplicable,
}

/// A counterexample.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The number of the case that failed first, counted from 0.
    pub number: u32,
    /// Why the smallest counterexample fails. Not escaped.
    pub reason: String,
    /// The smallest counterexample, as it is meant.
    pub scenario: Scenario,
    /// The smallest counterexample, as the implementation got it.
    pub case: Case,
}

impl PropertyResult {
    /// Whether a counterexample was found.
    pub fn has_failed(&self) -> bool {
        matches!(self.status, Status::Failed(_))
    }
}

impl Run {
    /// Whether something failed, or was judged too rarely to say.
    pub fn has_failed(&self) -> bool {
        let failed =
            |result: &PropertyResult| matches!(result.status, Status::Failed(_) | Status::TooFew);
        let judged = self.results.iter().any(|result| result.judged > 0);
        !judged || self.results.iter().any(failed)
    }

    /// The results that failed.
    pub fn failures(&self) -> impl Iterator<Item = (&'static Property, &Failure)> {
        self.results
            .iter()
            .filter_map(|result| match &result.status {
                Status::Failed(failure) => Some((result.property, failure.as_ref())),
                _ => None,
            })
    }
}
