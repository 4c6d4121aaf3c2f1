//! Runs the suite against an implementation: one scenario for each case, judged by every property.

mod judging;

use std::collections::BTreeMap;

use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed};

use crate::case::Case;
use crate::declaration::Declaration;
use crate::generate::{self, InputClass};
use crate::implementation::Implementation;
use crate::properties::{Property, Verdict};
use crate::regressions::Regression;
use crate::scenario::Scenario;
use crate::scenario::labels::Label;
use crate::suite::PROPERTIES;

use judging::{Subject, judge_case, replay, smallest, tree};

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 7591;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides every case together with the case's number.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// Only scenarios of this class.
    pub class: Option<InputClass>,
    /// The properties to judge.
    pub properties: Vec<&'static Property>,
    /// Most attempts at making one counterexample smaller.
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

/// What came out.
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

/// What became of one property.
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

/// Pass, fail, or neither.
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

/// Runs the plan. `progress` hears the number of cases that are done.
pub fn run(implementation: &dyn Implementation, plan: &Plan, progress: &mut dyn FnMut(u32)) -> Run {
    let subject = Subject {
        implementation,
        declaration: implementation.declaration(),
    };
    let mut labels = BTreeMap::new();
    let mut results: Vec<PropertyResult> = plan
        .properties
        .iter()
        .map(|property| PropertyResult {
            property,
            judged: 0,
            labels: BTreeMap::new(),
            status: Status::NotApplicable,
        })
        .collect();
    for (property, find) in &plan.regressions {
        let result = results
            .iter_mut()
            .find(|result| result.property.id == property.id);
        if let Some(failure) = replay(&subject, plan, property, find)
            && let Some(result) = result
        {
            result.judged += 1;
            result.status = Status::Failed(Box::new(failure));
        }
    }
    let mut done = 0;
    for number in 0..plan.cases {
        judge_case(&subject, plan, number, &mut results, &mut labels);
        done += 1;
        progress(done);
        let failed = results
            .iter()
            .any(|result| matches!(result.status, Status::Failed(_)));
        if plan.stop_at_first_failure && failed {
            break;
        }
    }
    let complete = subject.declaration == Declaration::complete() && plan.class.is_none();
    let floor = floor(done);
    for result in &mut results {
        if !matches!(result.status, Status::Failed(_)) {
            result.status = match result.judged {
                judged if judged >= floor => Status::Passed,
                judged if judged > 0 || complete => Status::TooFew,
                _ => Status::NotApplicable,
            };
        }
    }
    Run {
        implementation: implementation.name().to_owned(),
        seed: plan.seed,
        cases: done,
        results,
        labels,
    }
}

/// The first case in which a property of the plan fails, with every property that fails in it.
pub fn first_failing_case(
    implementation: &dyn Implementation,
    plan: &Plan,
) -> Option<(u32, Vec<&'static Property>)> {
    let subject = Subject {
        implementation,
        declaration: implementation.declaration(),
    };
    (0..plan.cases).find_map(|number| {
        let (class, _) = generate::turn(number, plan.class);
        let scenario = scenario(plan.seed, number, plan.class);
        let scenario = scenario.restricted_to(&subject.declaration);
        let failed: Vec<&'static Property> = subject.with_view(&scenario, |view| {
            let fails = |property: &&Property| {
                property.is_judged_in(class)
                    && matches!(subject.verdict(property, view), Verdict::Fail(_))
            };
            plan.properties.iter().copied().filter(fails).collect()
        });
        (!failed.is_empty()).then_some((number, failed))
    })
}

/// The smallest counterexample to `property` near the case of that number, which fails it.
pub fn shrink(
    implementation: &dyn Implementation,
    plan: &Plan,
    number: u32,
    property: &'static Property,
) -> Failure {
    let subject = Subject {
        implementation,
        declaration: implementation.declaration(),
    };
    smallest(&subject, plan, number, property)
}

/// The fewest judged cases with which a property counts as passed: one in 250.
pub fn floor(cases: u32) -> u32 {
    (cases / 250).max(1)
}

/// The properties that fail for one scenario, each with its reason (not escaped). After damage only
/// the universal ones are judged.
pub fn failures(
    implementation: &dyn Implementation,
    scenario: &Scenario,
) -> Vec<(&'static Property, String)> {
    let subject = Subject {
        implementation,
        declaration: implementation.declaration(),
    };
    let scenario = scenario.clone().restricted_to(&subject.declaration);
    let damaged = scenario.corruption.is_some();
    let judged = PROPERTIES
        .iter()
        .filter(|one| !damaged || one.is_judged_in(InputClass::Hostile));
    subject.with_view(&scenario, |view| {
        let failure = |property| match subject.verdict(property, view) {
            Verdict::Fail(reason) => Some((property, reason)),
            _ => None,
        };
        judged.filter_map(failure).collect()
    })
}

/// The scenario of that number, as it is generated from the seed.
pub fn scenario(seed: u64, number: u32, only: Option<InputClass>) -> Scenario {
    tree(seed, number, only).current()
}
