//! Runs the suite against an implementation: one scenario for each case, judged by every property.

mod judging;
mod plan;
mod result;

use std::collections::BTreeMap;

use crate::declaration::Declaration;
use crate::generate::{self, InputClass};
use crate::implementation::Implementation;
use crate::properties::{Property, Verdict};
use crate::scenario::Scenario;
use crate::suite::PROPERTIES;

pub use judging::scenario;
pub use plan::{DEFAULT_SEED, Plan};
pub use result::{Failure, PropertyResult, Run, Status};

use judging::{Subject, judge_case, replay, smallest};

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
    let complete = subject.declaration == Declaration::complete() && plan.profile.is_none();
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
        let (profile, _) = generate::turn(number, plan.profile);
        let scenario = scenario(plan.seed, number, plan.profile);
        let scenario = scenario.restricted_to(&subject.declaration);
        let failed: Vec<&'static Property> = subject.with_view(&scenario, |view| {
            let fails = |property: &&Property| {
                property.is_judged_in(profile)
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
