//! A whole run: every generated scenario, judged by every property of the plan.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::declaration::Declaration;
use crate::generate::{self, InputClass};
use crate::implementation::Implementation;
use crate::properties::catalogue::PROPERTIES;
use crate::properties::{Property, Verdict};
use crate::scenario::Scenario;

use super::judging::{Subject, Trial, judge_trial, replay, smallest};
use super::plan::{Failure, Plan, PropertyResult, Run, Status};

/// Runs the plan. `progress` is told how many cases are done.
pub fn run(implementation: &dyn Implementation, plan: &Plan, progress: &mut dyn FnMut(u32)) -> Run {
    let subject = Subject::new(implementation);
    let trials = (0..plan.cases).map(|number| subject.generated(plan, number));
    judged(&subject, plan, trials, progress)
}

/// Replays the regressions of the plan, then judges trials, the first of which has the number 0.
pub(super) fn judged(
    subject: &Subject<'_>,
    plan: &Plan,
    trials: impl Iterator<Item: Borrow<Trial>>,
    progress: &mut dyn FnMut(u32),
) -> Run {
    let mut labels = BTreeMap::new();
    let unjudged = |property: &&'static Property| PropertyResult {
        property,
        judged: 0,
        labels: BTreeMap::new(),
        status: Status::NotApplicable,
    };
    let mut results: Vec<PropertyResult> = plan.properties.iter().map(unjudged).collect();
    for (property, regression) in &plan.regressions {
        let mut of_plan = results.iter_mut();
        let result = of_plan.find(|result| result.property.id == property.id);
        if let Some(failure) = replay(subject, plan, property, regression)
            && let Some(result) = result
        {
            result.judged += 1;
            result.status = Status::Failed(Box::new(failure));
        }
    }
    let mut done = 0;
    for trial in trials {
        let trial = trial.borrow();
        judge_trial(subject, plan, done, trial, &mut results, &mut labels);
        done += 1;
        progress(done);
        if plan.stop_at_first_failure && results.iter().any(PropertyResult::has_failed) {
            break;
        }
    }
    let complete = subject.declaration == Declaration::complete() && plan.class.is_none();
    let floor = floor(done);
    for result in &mut results {
        if !result.has_failed() {
            result.status = match result.judged {
                judged if judged >= floor => Status::Passed,
                judged if judged > 0 || complete => Status::TooFew,
                _ => Status::NotApplicable,
            };
        }
    }
    Run {
        implementation: subject.implementation.name().to_owned(),
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
    let subject = Subject::new(implementation);
    (0..plan.cases).find_map(|number| {
        let (class, _) = generate::turn(number, plan.class);
        let trial = subject.generated(plan, number);
        let fails = |property: &&Property| {
            property.is_judged_in(class)
                && matches!(subject.verdict(property, &trial), Verdict::Fail(_))
        };
        let failed: Vec<_> = plan.properties.iter().copied().filter(fails).collect();
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
    let subject = Subject::new(implementation);
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
    let subject = Subject::new(implementation);
    let trial = subject.trial(scenario.clone().restricted_to(&subject.declaration));
    let damaged = scenario.corruption.is_some();
    let judged = PROPERTIES
        .iter()
        .filter(|one| !damaged || one.is_judged_in(InputClass::Hostile));
    let failure = |property| match subject.verdict(property, &trial) {
        Verdict::Fail(reason) => Some((property, reason)),
        _ => None,
    };
    judged.filter_map(failure).collect()
}
