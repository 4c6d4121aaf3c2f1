//! One case: generated from seed and number, judged, and made smaller if it fails.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::case::Case;
use crate::declaration::Declaration;
use crate::generate::{self, InputClass};
use crate::implementation::Implementation;
use crate::outcome::{Outcome, Refusal, RefusalKind};
use crate::properties::judging::judge;
use crate::properties::refusals::PANIC_MARK;
use crate::properties::{Property, Verdict, View};
use crate::scenario::Scenario;
use crate::scenario::expectation::Expectation;
use crate::scenario::labels::Label;

use super::plan::{Failure, Plan, PropertyResult, Status};
use super::regressions::Regression;

/// The implementation under judgement.
pub(super) struct Subject<'a> {
    pub implementation: &'a dyn Implementation,
    pub declaration: Declaration,
}

impl<'a> Subject<'a> {
    pub fn new(implementation: &'a dyn Implementation) -> Self {
        Subject {
            implementation,
            declaration: implementation.declaration(),
        }
    }

    /// The outcome; a panic becomes a refusal that says so.
    fn build(&self, case: &Case) -> Outcome {
        let build = AssertUnwindSafe(|| self.implementation.build(case));
        catch_unwind(build).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Outcome::Refused(Refusal {
                kind: RefusalKind::Other,
                message: format!("{PANIC_MARK}: {}", text.unwrap_or("no message")),
            })
        })
    }

    /// What the implementation does in a scenario.
    pub fn trial(&self, scenario: Scenario) -> Trial {
        let case = scenario.case();
        Trial {
            outcome: self.build(&case),
            expectation: scenario.expectation(&self.declaration),
            case,
            scenario,
        }
    }

    /// What the implementation does in the scenario of that number.
    pub fn generated(&self, plan: &Plan, number: u32) -> Trial {
        let scenario = scenario(plan.seed, number, plan.class);
        self.trial(scenario.restricted_to(&self.declaration))
    }

    pub fn verdict(&self, property: &Property, trial: &Trial) -> Verdict {
        let view = View {
            scenario: &trial.scenario,
            case: &trial.case,
            outcome: &trial.outcome,
            expectation: &trial.expectation,
            declaration: &self.declaration,
        };
        judge(property, &view, &|scenario| {
            let case = scenario.case();
            let outcome = self.build(&case);
            (Box::new(case), outcome)
        })
    }
}

/// A scenario, and what the implementation did in it.
#[derive(Debug)]
pub(super) struct Trial {
    pub scenario: Scenario,
    case: Case,
    outcome: Outcome,
    expectation: Expectation,
}

/// Judges a kept regression again: the scenario of its seed, and its case where a case is enough.
pub(super) fn replay(
    subject: &Subject<'_>,
    plan: &Plan,
    property: &'static Property,
    regression: &Regression,
) -> Option<Failure> {
    let of_regression = Plan {
        seed: regression.seed,
        class: None,
        ..plan.clone()
    };
    let trial = subject.generated(&of_regression, regression.case_number);
    if let Verdict::Fail(_) = subject.verdict(property, &trial) {
        return Some(smallest(
            subject,
            &of_regression,
            regression.case_number,
            property,
        ));
    }
    let outcome = subject.build(&regression.case);
    match property.judge.with_case(&regression.case, &outcome) {
        Some(Verdict::Fail(reason)) => Some(Failure {
            number: regression.case_number,
            reason,
            scenario: trial.scenario,
            case: regression.case.clone(),
        }),
        _ => None,
    }
}

/// The scenario of that number, as it is generated from the seed.
pub fn scenario(seed: u64, number: u32, only: Option<InputClass>) -> Scenario {
    tree(seed, number, only).current()
}

type ScenarioTree = Box<dyn ValueTree<Value = Scenario>>;

fn tree(seed: u64, number: u32, only: Option<InputClass>) -> ScenarioTree {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..12].copy_from_slice(&number.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (class, fault) = generate::turn(number, only);
    match generate::scenario(class, fault).new_tree(&mut runner) {
        Ok(tree) => tree,
        // No strategy of this crate filters or rejects.
        Err(reason) => unreachable!("a strategy gave up: {reason}"),
    }
}

/// Judges the trial of that number by every property that has not failed yet.
pub(super) fn judge_trial(
    subject: &Subject<'_>,
    plan: &Plan,
    number: u32,
    trial: &Trial,
    results: &mut [PropertyResult],
    labels: &mut BTreeMap<Label, u32>,
) {
    let (class, _) = generate::turn(number, plan.class);
    let of_case = trial.scenario.labels();
    for label in &of_case {
        *labels.entry(*label).or_default() += 1;
    }
    let mut failed = Vec::new();
    for (index, result) in results.iter_mut().enumerate() {
        if result.has_failed() || !result.property.is_judged_in(class) {
            continue;
        }
        match subject.verdict(result.property, trial) {
            Verdict::NotApplicable => continue,
            Verdict::Pass => {}
            Verdict::Fail(_) => failed.push(index),
        }
        result.judged += 1;
        for label in &of_case {
            *result.labels.entry(*label).or_default() += 1;
        }
        if plan.stop_at_first_failure && !failed.is_empty() {
            break;
        }
    }
    for index in failed {
        let property = results[index].property;
        let failure = smallest(subject, plan, number, property);
        results[index].status = Status::Failed(Box::new(failure));
    }
}

/// The smallest scenario near the failing one that still fails.
pub(super) fn smallest(
    subject: &Subject<'_>,
    plan: &Plan,
    number: u32,
    property: &'static Property,
) -> Failure {
    let mut tree = tree(plan.seed, number, plan.class);
    let failure = |scenario: &Scenario| {
        let trial = subject.trial(scenario.clone());
        match subject.verdict(property, &trial) {
            Verdict::Fail(reason) => Some(Failure {
                number,
                reason,
                scenario: trial.scenario,
                case: trial.case,
            }),
            _ => None,
        }
    };
    let first = tree.current().restricted_to(&subject.declaration);
    let mut best = failure(&first).unwrap_or_else(|| Failure {
        number,
        reason: "it failed once and passed when it was run again".to_owned(),
        case: first.case(),
        scenario: first,
    });
    let mut going = tree.simplify();
    for _ in 0..plan.shrink_steps {
        if !going {
            break;
        }
        let candidate = tree.current().restricted_to(&subject.declaration);
        // A step that changes nothing visible needs no judging.
        let smaller =
            candidate == best.scenario || failure(&candidate).map(|found| best = found).is_some();
        going = if smaller {
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    best
}
