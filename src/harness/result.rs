//! The results of a run.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::properties::Property;
use crate::properties::breach::{Breach, Rule};
use crate::scenario::Scenario;
use crate::scenario::labels::Label;
use crate::vocabulary::{FailOn, PropertyStatus};

/// The results of a run.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Run {
    /// The name of the implementation.
    pub implementation: String,
    /// The seed.
    pub seed: u64,
    /// How many cases were generated.
    pub cases: u32,
    /// The lightest breach that makes the run fail.
    pub fail_on: FailOn,
    /// One result for each property of the plan, in order.
    pub results: Vec<PropertyResult>,
    /// How many cases belong to each class.
    pub labels: BTreeMap<Label, u32>,
}

/// The result of one property.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PropertyResult {
    /// The property.
    pub property: &'static Property,
    /// Cases for which it passed or failed.
    pub judged: u32,
    /// How many of the judged cases belong to each class.
    pub labels: BTreeMap<Label, u32>,
    /// What became of it.
    pub status: PropertyStatus,
    /// Counterexamples, one for each rule that is broken, the gravest first.
    pub failures: Vec<Failure>,
}

/// A counterexample.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Failure {
    /// The number of the case that failed first, counted from 0.
    pub number: u32,
    /// The rule that the smallest counterexample breaks, and how.
    pub breach: Breach,
    /// The smallest counterexample, as it is meant.
    pub scenario: Scenario,
    /// The smallest counterexample, as the implementation got it.
    pub case: Case,
}

impl PropertyResult {
    /// Whether a counterexample breaks that rule.
    pub fn has_broken(&self, rule: Rule) -> bool {
        self.failures
            .iter()
            .any(|failure| failure.breach.rule == rule)
    }

    /// The first counterexample that makes a run with that bar fail.
    pub fn failure(&self, bar: FailOn) -> Option<&Failure> {
        let mut failures = self.failures.iter();
        failures.find(|failure| failure.breach.rule.consequence() >= bar.consequence())
    }
}

impl Run {
    /// Whether something failed, or was judged too rarely to say.
    pub fn has_failed(&self) -> bool {
        let failed = |result: &PropertyResult| {
            matches!(
                result.status,
                PropertyStatus::Failed | PropertyStatus::TooFew
            )
        };
        let judged = self.results.iter().any(|result| result.judged > 0);
        !judged || self.results.iter().any(failed)
    }

    /// Every counterexample with the property that fails, those that are mere notes included.
    pub fn failures(&self) -> impl Iterator<Item = (&'static Property, &Failure)> {
        self.results.iter().flat_map(|result| {
            let failures = result.failures.iter();
            failures.map(|failure| (result.property, failure))
        })
    }
}
