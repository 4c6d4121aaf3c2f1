//! Cases judged: the suite's scope lists in proptest, in quickcheck, and in a loop; and where the time of
//! whole scenarios goes.

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use quickcheck::{Arbitrary, Gen};
use serde_json::Value;

use dcr_check::generate::tokens;
use dcr_check::harness::{self, Plan};
use dcr_check::implementation::Implementation;
use dcr_check::protocol::request::Body;
use dcr_check::reference::Reference;

use crate::Contender;
use crate::building::{Ours, members};

/// Cases in one turn.
pub const CASES: u32 = 1_000;

/// Most scopes of a case.
const MOST: usize = 16;

const POOL: [&str; 10] = [
    "a",
    "A",
    "read",
    "READ",
    "mcp",
    "https://www.fastmail.com/dev/mcp",
    "offline_access",
    "a:b.c/d?e=f",
    "!#[]~",
    "user.read*",
];

/// The contenders, each judging [`CASES`] lists of scopes by one property.
pub fn contenders() -> Vec<Contender<'static>> {
    vec![
        Contender::new("dcr-check", || {
            let config = Config {
                cases: CASES,
                failure_persistence: None,
                ..Config::default()
            };
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            let mut subject = Subject::new(Body::new(members()));
            let subject = std::cell::RefCell::new(&mut subject);
            let lists = vec(tokens::legal().prop_map(|token| token.text), 0..=MOST);
            let run = TestRunner::new_with_rng(config, rng).run(&lists, |scopes| {
                assert!(subject.borrow_mut().holds(&scopes));
                Ok(())
            });
            black_box(run.is_ok());
        }),
        Contender::new("quickcheck", || {
            let mut generator = Gen::from_size_and_seed(MOST, 7591);
            let mut subject = Subject::new(Body::new(members()));
            for _ in 0..CASES {
                let scopes: Vec<Pooled> = Arbitrary::arbitrary(&mut generator);
                let scopes: Vec<String> = scopes.into_iter().map(|one| one.0.to_owned()).collect();
                assert!(subject.holds(&scopes));
            }
        }),
        Contender::new("loop", || {
            let mut state = 7591_u64;
            let mut subject = Subject::new(Body::new(members()));
            for _ in 0..CASES {
                let count = next(&mut state) as usize % (MOST + 1);
                let scope = |_| POOL[next(&mut state) as usize % POOL.len()].to_owned();
                let scopes: Vec<String> = (0..count).map(scope).collect();
                assert!(subject.holds(&scopes));
            }
        }),
    ]
}

/// A scope of the pool, for quickcheck.
#[derive(Debug, Clone)]
struct Pooled(&'static str);

impl Arbitrary for Pooled {
    fn arbitrary(generator: &mut Gen) -> Self {
        Pooled(generator.choose(&POOL).copied().unwrap_or("a"))
    }
}

/// One step of a xorshift generator.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// The builder, and a judge that never asks it.
pub struct Subject {
    body: Body,
    ours: Ours,
}

impl Subject {
    /// A subject that puts scopes into that body.
    pub fn new(body: Body) -> Self {
        Subject {
            body,
            ours: Ours::default(),
        }
    }

    /// Whether the request holds each scope once, in first-seen order, with one space between.
    pub fn holds(&mut self, scopes: &[String]) -> bool {
        let built = self.ours.build(&self.body, scopes);
        let body: Option<Value> = built.and_then(|body| serde_json::from_str(body).ok());
        let mut seen = HashSet::new();
        let expected: Vec<&str> = scopes
            .iter()
            .map(String::as_str)
            .filter(|one| seen.insert(*one))
            .collect();
        let expected = (!expected.is_empty()).then(|| expected.join(" "));
        body.is_some_and(|body| body.get("scope").and_then(Value::as_str) == expected.as_deref())
    }
}

/// Where the time of one whole scenario goes.
pub struct Shares {
    /// Drawing the scenario.
    pub generate: Duration,
    /// Writing it down as the texts of each layer.
    pub render: Duration,
    /// The implementation: the reference.
    pub build: Duration,
    /// Generation, the implementation on the scenario and all its variations, and every verdict.
    pub all: Duration,
    /// Verdicts on one scenario, on average.
    pub verdicts: f64,
}

/// Times `count` scenarios, step by step.
pub fn shares(count: u32) -> Shares {
    let (generate, scenarios) = timed(count, || -> Vec<_> {
        let scenario = |number| harness::scenario(harness::DEFAULT_SEED, number, None);
        (0..count).map(scenario).collect()
    });
    let (render, cases) = timed(count, || -> Vec<_> {
        scenarios.iter().map(|scenario| scenario.case()).collect()
    });
    let (build, _) = timed(count, || {
        for case in &cases {
            black_box(Reference.build(case));
        }
    });
    let plan = Plan {
        cases: count,
        ..Plan::default()
    };
    let (all, run) = timed(count, || harness::run(&Reference, &plan, &mut |_| ()));
    let verdicts: u32 = run.results.iter().map(|result| result.judged).sum();
    Shares {
        generate,
        render,
        build,
        all,
        verdicts: f64::from(verdicts) / f64::from(count),
    }
}

fn timed<T>(count: u32, work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed() / count, done)
}
