//! What is run, and what came of it.

use std::collections::BTreeMap;

use proptest::test_runner::{Config, RngSeed};

use crate::case::Case;
use crate::generate::InputClass;
use crate::harness::regressions::Regression;
use crate::properties::Property;
use crate::properties::catalogue::PROPERTIES;
use crate::scenario::Scenario;
use crate::scenario::labels::Label;

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 7591;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides every case, together with the number of the case.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// Only scenarios of this class.
    pub class: Option<InputClass>,
    /// The properties to judge.
    pub properties: Vec<&'static Property>,
    /// How many attempts at most to make one counterexample smaller.
    pub shrink_steps: u32,
    /// Stop at the first failure of any property.
    pub stop_at_first_failure: bool,
    /// Regressions to replay before anything else, each for the property of that id.
    pub regressions: Vec<(&'static Property, Regression)>,
}

impl Default for Plan {
    /// Every property; seed, cases and attempts as `PROPTEST_RNG_SEED`, `PROPTEST_CASES` and
    /// `PROPTEST_MAX_SHRINK_ITERS` say, else [`DEFAULT_SEED`], 256 and 4096.
    fn default() -> Self {
        let config = Config::default();
        Plan {
            seed: match config.rng_seed {
                RngSeed::Fixed(seed) => seed,
                RngSeed::Random => DEFAULT_SEED,
            },
            cases: config.cases,
            class: None,
            properties: PROPERTIES.iter().collect(),
            shrink_steps: config.max_shrink_iters.min(4096),
            stop_at_first_failure: false,
            regressions: Vec::new(),
        }
    }
}

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
    /// The status.
    pub status: Status,
}

/// Whether a property passed.
#[derive(Debug, Clone)]
#[non_exhaustive]
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
#[non_exhaustive]
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
