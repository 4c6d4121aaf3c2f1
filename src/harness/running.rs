//! A whole run: every generated scenario, judged by every property of the plan.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::declaration::Declaration;
use crate::generate::{self, InputClass};
use crate::implementation::Implementation;
use crate::properties::breach::Breach;
use crate::properties::catalogue::PROPERTIES;
use crate::properties::{Property, Verdict};
use crate::scenario::Scenario;

use super::judging::{Subject, Trial, judge_trial, replay, smallest};
use super::plan::Plan;
use super::result::{Failure, PropertyResult, Run};
use crate::vocabulary::PropertyStatus;

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
        status: PropertyStatus::NotApplicable,
        failures: Vec::new(),
    };
    let mut results: Vec<PropertyResult> = plan.properties.iter().map(unjudged).collect();
    for (property, regression) in &plan.regressions {
        let mut of_plan = results.iter_mut();
        let result = of_plan.find(|result| result.property.id == property.id);
        if let Some(failure) = replay(subject, plan, property, regression)
            && let Some(result) = result
        {
            result.judged += 1;
            result.failures.push(failure);
        }
    }
    let mut done = 0;
    for trial in trials {
        let trial = trial.borrow();
        judge_trial(subject, plan, done, trial, &mut results, &mut labels);
        done += 1;
        progress(done);
        let found = results.iter().any(|result| !result.failures.is_empty());
        if plan.stop_at_first_failure && found {
            break;
        }
    }
    let complete = subject.declaration == Declaration::complete() && plan.class.is_none();
    let floor = floor(done);
    for result in &mut results {
        let gravity = |one: &Failure| std::cmp::Reverse(one.breach.rule.gravity());
        result.failures.sort_by_key(gravity);
        result.status = match result.judged {
            _ if result.failure(plan.fail_on).is_some() => PropertyStatus::Failed,
            judged if judged >= floor => PropertyStatus::Passed,
            judged if judged > 0 || complete => PropertyStatus::TooFew,
            _ => PropertyStatus::NotApplicable,
        };
    }
    Run {
        implementation: subject.implementation.name().to_owned(),
        seed: plan.seed,
        cases: done,
        fail_on: plan.fail_on,
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

/// The smallest counterexample to `property` near the case of that number, which fails it; none if it
/// does not.
pub fn shrink(
    implementation: &dyn Implementation,
    plan: &Plan,
    number: u32,
    property: &'static Property,
) -> Option<Failure> {
    let subject = Subject::new(implementation);
    let trial = subject.generated(plan, number);
    match subject.verdict(property, &trial) {
        Verdict::Fail(breach) => Some(smallest(&subject, plan, number, property, breach.rule)),
        _ => None,
    }
}

/// The fewest judged cases with which a property counts as passed: one in 250.
pub fn floor(cases: u32) -> u32 {
    (cases / 250).max(1)
}

/// The properties that fail for one scenario, each with what it breaks. After damage only
/// the universal ones are judged.
pub fn failures(
    implementation: &dyn Implementation,
    scenario: &Scenario,
) -> Vec<(&'static Property, Breach)> {
    let subject = Subject::new(implementation);
    let trial = subject.trial(scenario.clone().restricted_to(&subject.declaration));
    let damaged = scenario.corruption.is_some();
    let judged = PROPERTIES
        .iter()
        .filter(|one| !damaged || one.is_judged_in(InputClass::Hostile));
    let failure = |property| match subject.verdict(property, &trial) {
        Verdict::Fail(breach) => Some((property, breach)),
        _ => None,
    };
    judged.filter_map(failure).collect()
}
