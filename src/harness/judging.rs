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
use crate::properties::refusals::PANIC_MARK;
use crate::properties::{Judge, Property, Verdict, View, judge};
use crate::regressions::Regression;
use crate::scenario::Scenario;
use crate::scenario::labels::Label;

use super::{Failure, Plan, PropertyResult, Status, scenario};

/// The implementation under judgement.
pub(super) struct Subject<'a> {
    pub implementation: &'a dyn Implementation,
    pub declaration: Declaration,
}

impl Subject<'_> {
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

    /// Lets `look` see the scenario with its outcome.
    pub fn with_view<T>(&self, scenario: &Scenario, look: impl FnOnce(&View<'_>) -> T) -> T {
        let case = scenario.case();
        let outcome = self.build(&case);
        let expectation = scenario.expectation(&self.declaration);
        look(&View {
            scenario,
            case: &case,
            outcome: &outcome,
            expectation: &expectation,
            declaration: &self.declaration,
        })
    }

    pub fn verdict(&self, property: &Property, view: &View<'_>) -> Verdict {
        judge(property, view, &|scenario| {
            let case = scenario.case();
            let outcome = self.build(&case);
            (Box::new(case), outcome)
        })
    }
}

/// Judges a kept regression again: the scenario of its seed, and its case where a case is enough.
pub(super) fn replay(
    subject: &Subject<'_>,
    plan: &Plan,
    property: &'static Property,
    find: &Regression,
) -> Option<Failure> {
    let of_find = Plan {
        seed: find.seed,
        class: None,
        ..plan.clone()
    };
    let scenario = scenario(find.seed, find.case_number, None);
    let scenario = scenario.restricted_to(&subject.declaration);
    let verdict = subject.with_view(&scenario, |view| subject.verdict(property, view));
    if let Verdict::Fail(_) = verdict {
        return Some(smallest(subject, &of_find, find.case_number, property));
    }
    let Judge::Universal(judge) = property.judge else {
        return None;
    };
    match judge(&find.case, &subject.build(&find.case)) {
        Verdict::Fail(reason) => Some(Failure {
            number: find.case_number,
            reason,
            scenario,
            case: find.case.clone(),
        }),
        _ => None,
    }
}

pub(super) type ScenarioTree = Box<dyn ValueTree<Value = Scenario>>;

pub(super) fn tree(seed: u64, number: u32, only: Option<InputClass>) -> ScenarioTree {
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

pub(super) fn judge_case(
    subject: &Subject<'_>,
    plan: &Plan,
    number: u32,
    results: &mut [PropertyResult],
    labels: &mut BTreeMap<Label, u32>,
) {
    let (class, _) = generate::turn(number, plan.class);
    let tree = tree(plan.seed, number, plan.class);
    let scenario = tree.current().restricted_to(&subject.declaration);
    let of_case = scenario.labels();
    for label in &of_case {
        *labels.entry(*label).or_default() += 1;
    }
    let failed: Vec<usize> = subject.with_view(&scenario, |view| {
        let mut failed = Vec::new();
        for (index, result) in results.iter_mut().enumerate() {
            let open = !matches!(result.status, Status::Failed(_));
            if !open || !result.property.is_judged_in(class) {
                continue;
            }
            match subject.verdict(result.property, view) {
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
        failed
    });
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
        subject.with_view(scenario, |view| match subject.verdict(property, view) {
            Verdict::Fail(reason) => Some(Failure {
                number,
                reason,
                scenario: scenario.clone(),
                case: view.case.clone(),
            }),
            _ => None,
        })
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
