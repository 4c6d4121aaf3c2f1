//! Runs the suite against an implementation: one scenario for each case, judged by every property.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

use crate::case::Case;
use crate::implementation::Implementation;
use crate::layer::Declaration;
use crate::outcome::{Outcome, Refusal, RefusalKind};
use crate::properties::refusals::PANIC_MARK;
use crate::properties::{Judge, Property, Verdict, View, judge};
use crate::regressions::Find;
use crate::scenario::Scenario;
use crate::scenario::labels::Label;
use crate::strategies::{self, Profile};
use crate::suite::PROPERTIES;

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 7591;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides every case together with the case's number.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// Only scenarios of this profile.
    pub profile: Option<Profile>,
    /// The properties to judge.
    pub properties: Vec<&'static Property>,
    /// Most attempts at making one counterexample smaller.
    pub shrink_steps: u32,
    /// Stop at the first failure of any property.
    pub stop_at_first_failure: bool,
    /// Finds to replay before anything else, each for the property of that id.
    pub finds: Vec<(&'static Property, Find)>,
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
            profile: None,
            properties: PROPERTIES.iter().collect(),
            shrink_steps: config.max_shrink_iters.min(4096),
            stop_at_first_failure: false,
            finds: Vec::new(),
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
    for (property, find) in &plan.finds {
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
        let (profile, _) = strategies::turn(number, plan.profile);
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

/// The scenario of that number, as it is generated from the seed.
pub fn scenario(seed: u64, number: u32, only: Option<Profile>) -> Scenario {
    tree(seed, number, only).current()
}

struct Subject<'a> {
    implementation: &'a dyn Implementation,
    declaration: Declaration,
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
    fn with_view<T>(&self, scenario: &Scenario, look: impl FnOnce(&View<'_>) -> T) -> T {
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

    fn verdict(&self, property: &Property, view: &View<'_>) -> Verdict {
        judge(property, view, &|case| self.build(case))
    }
}

/// Judges a kept find again: the scenario of its seed, and its case where a case is enough.
fn replay(
    subject: &Subject<'_>,
    plan: &Plan,
    property: &'static Property,
    find: &Find,
) -> Option<Failure> {
    let of_find = Plan {
        seed: find.seed,
        profile: None,
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

type ScenarioTree = Box<dyn ValueTree<Value = Scenario>>;

fn tree(seed: u64, number: u32, only: Option<Profile>) -> ScenarioTree {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..12].copy_from_slice(&number.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (profile, fault) = strategies::turn(number, only);
    match strategies::scenario(profile, fault).new_tree(&mut runner) {
        Ok(tree) => tree,
        // No strategy of this crate filters or rejects.
        Err(reason) => unreachable!("a strategy gave up: {reason}"),
    }
}

fn judge_case(
    subject: &Subject<'_>,
    plan: &Plan,
    number: u32,
    results: &mut [PropertyResult],
    labels: &mut BTreeMap<Label, u32>,
) {
    let (profile, _) = strategies::turn(number, plan.profile);
    let tree = tree(plan.seed, number, plan.profile);
    let scenario = tree.current().restricted_to(&subject.declaration);
    let of_case = scenario.labels();
    for label in &of_case {
        *labels.entry(*label).or_default() += 1;
    }
    let failed: Vec<usize> = subject.with_view(&scenario, |view| {
        let mut failed = Vec::new();
        for (index, result) in results.iter_mut().enumerate() {
            let open = !matches!(result.status, Status::Failed(_));
            if !open || !result.property.is_judged_in(profile) {
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
fn smallest(
    subject: &Subject<'_>,
    plan: &Plan,
    number: u32,
    property: &'static Property,
) -> Failure {
    let mut tree = tree(plan.seed, number, plan.profile);
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
