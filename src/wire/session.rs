//! Decides what is run and when: the covering set, then random logins until the budget ends, then
//! smaller ones for what failed.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::case::Case;
use crate::harness;
use crate::layer::{Declaration, Layer};
use crate::outcome::Outcome;
use crate::properties::{Judge, Property, Verdict, View, judge};
use crate::scenario::expectation::Expectation;
use crate::strategies::Profile as Kind;
use crate::suite::PROPERTIES;

use super::client;
use super::covering::covering_set;
use super::invocation::Invocation;
use super::isolation;
use super::login::Login;
use super::profile::Profile;
use super::run::{Record, RunError, Settings, run};
use super::script::Script;
use super::shrink::smaller;

/// How much is run.
#[derive(Debug, Clone)]
pub struct Budget {
    /// No run starts after this time.
    pub time: Duration,
    /// Most logins, smaller ones aside.
    pub cases: Option<u32>,
    /// Runs at the same time.
    pub jobs: usize,
    /// Decides the random logins.
    pub seed: u64,
    /// Longest time for making counterexamples smaller.
    pub shrink: Duration,
    /// Only these properties; all if there are none.
    pub properties: Vec<&'static Property>,
}

/// What a session found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Size of the covering set.
    pub covering: usize,
    /// How much of the covering set was run.
    pub covered: usize,
    /// Logins that were judged.
    pub cases: u32,
    /// Runs of the program, smaller logins and variations included.
    pub runs: u32,
    /// How often the program was started without a new run being needed.
    pub remembered: u32,
    /// How long it took.
    pub took: Duration,
    /// Passed and failed judgements of each property.
    pub judged: BTreeMap<&'static str, (u32, u32)>,
    /// Counterexamples, one for each property and winning layer, smallest first.
    pub failures: Vec<Counterexample>,
    /// Runs that failed through no fault of the client.
    pub broken: Vec<String>,
    /// Why the client could not be run, if it could not.
    pub not_run: Option<String>,
    /// Every run had a network with nothing but loopback.
    pub alone_on_network: bool,
    /// Somebody interrupted it.
    pub interrupted: bool,
    /// From the start of the program to its registration, median over the runs.
    pub median_to_registration: Option<Duration>,
    /// What a run takes beyond the program's own time, median over the runs.
    pub median_overhead: Option<Duration>,
}

/// A login for which a property failed.
#[derive(Debug, Clone)]
pub struct Counterexample {
    /// The property.
    pub property: &'static Property,
    /// The layer that should have won, if a layer should.
    pub layer: Option<Layer>,
    /// The login.
    pub login: Login,
    /// Why it fails. Not escaped.
    pub reason: String,
    /// What was run.
    pub seen: Arc<Seen>,
    /// In how many judged logins the property failed for this layer.
    pub times: u32,
}

/// One run with its inputs and its outcome.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What the program got.
    pub invocation: Invocation,
    /// What the servers answered.
    pub script: Script,
    /// What came of it.
    pub outcome: Outcome,
    /// What was seen.
    pub record: Record,
}

/// Hears of progress: logins done, and how many are known of, if that is known.
pub type Progress<'a> = &'a (dyn Fn(usize, Option<usize>) + Sync);

/// Runs a session. `stop` ends it early, with what is known so far.
pub fn session(
    profile: &Profile,
    settings: &Settings,
    budget: &Budget,
    stop: &AtomicBool,
    progress: Progress<'_>,
) -> Findings {
    let began = Instant::now();
    let covering = covering_set(profile);
    let state = State {
        profile,
        settings,
        budget,
        declaration: profile.declaration(),
        stop,
        began,
        queue: Mutex::new(Queue {
            covering: covering.iter().cloned().collect(),
            next: 0,
            taken: 0,
        }),
        shared: Mutex::new(Shared {
            findings: Findings {
                covering: covering.len(),
                alone_on_network: true,
                ..Findings::default()
            },
            ..Shared::default()
        }),
    };
    let jobs = if profile.program.exclusive && !isolation_is_permitted() {
        1
    } else {
        budget.jobs.max(1)
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| Lane::new(&state).judge_all(progress));
        }
    });
    let groups: Vec<Counterexample> = std::mem::take(&mut state.shared().findings.failures);
    let open = Mutex::new(groups.into_iter().collect::<VecDeque<_>>());
    let shrink_until = Instant::now() + budget.shrink;
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| Lane::new(&state).shrink_all(&open, shrink_until));
        }
    });
    let mut shared = state
        .shared
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let findings = &mut shared.findings;
    findings.failures.sort_by_key(|one| {
        let place = PROPERTIES
            .iter()
            .position(|property| property.id == one.property.id);
        (place, one.layer)
    });
    findings.took = began.elapsed();
    findings.interrupted = stop.load(Ordering::Relaxed);
    findings.median_to_registration = median(&mut shared.to_registration);
    findings.median_overhead = median(&mut shared.overheads);
    shared.findings
}

/// Tried in a thread of its own, which then ends.
fn isolation_is_permitted() -> bool {
    let tried = std::thread::spawn(isolation::enter_loopback_network).join();
    tried.unwrap_or(false)
}

fn median(times: &mut [Duration]) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

struct State<'a> {
    profile: &'a Profile,
    settings: &'a Settings,
    budget: &'a Budget,
    declaration: Declaration,
    stop: &'a AtomicBool,
    began: Instant,
    queue: Mutex<Queue>,
    shared: Mutex<Shared>,
}

struct Queue {
    covering: VecDeque<Login>,
    next: u32,
    taken: u32,
}

#[derive(Default)]
struct Shared {
    findings: Findings,
    memory: HashMap<Key, Arc<Seen>>,
    to_registration: Vec<Duration>,
    overheads: Vec<Duration>,
}

/// Runs with equal keys are the same run.
type Key = String;

fn key(invocation: &Invocation, script: &Script) -> Key {
    serde_json::to_string(&(invocation, script)).unwrap_or_default()
}

impl State<'_> {
    fn shared(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.shared().findings.not_run.is_some()
    }

    /// The next login, with the number of the random one that it is.
    fn next(&self) -> Option<(Login, Option<u32>)> {
        if self.is_over() || self.began.elapsed() >= self.budget.time {
            return None;
        }
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if self.budget.cases.is_some_and(|most| queue.taken >= most) {
            return None;
        }
        queue.taken += 1;
        if let Some(login) = queue.covering.pop_front() {
            return Some((login, None));
        }
        let number = queue.next;
        queue.next += 1;
        let kind = if number % 3 == 0 {
            Kind::Valid
        } else {
            Kind::NearMiss
        };
        let scenario = harness::scenario(self.budget.seed, number, Some(kind));
        let login = Login {
            shape: super::login::Shape {
                strict: number % 8 == 7,
                server_at: u8::from(number % 5 == 4),
                resource_at_root: number % 7 == 6,
            },
            scenario,
        };
        Some((login.adapted(self.profile, &self.declaration), Some(number)))
    }

    fn properties(&self) -> Vec<&'static Property> {
        if self.budget.properties.is_empty() {
            PROPERTIES.iter().collect()
        } else {
            self.budget.properties.clone()
        }
    }
}

/// One thread with its own network, which makes one run after the other.
struct Lane<'a> {
    state: &'a State<'a>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl<'a> Lane<'a> {
    fn new(state: &'a State<'a>) -> Lane<'a> {
        if !isolation::enter_loopback_network() {
            state.shared().findings.alone_on_network = false;
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        if let Err(error) = &runtime {
            state
                .shared()
                .findings
                .broken
                .push(format!("no runtime: {error}"));
        }
        Lane {
            state,
            runtime: runtime.ok(),
        }
    }

    fn judge_all(&self, progress: Progress<'_>) {
        while let Some((login, number)) = self.state.next() {
            let Some(seen) = self.seen(&login) else {
                continue;
            };
            let failed = self.judge(&login, &seen, number);
            let mut shared = self.state.shared();
            let findings = &mut shared.findings;
            findings.cases += 1;
            findings.covered += usize::from(number.is_none());
            for (property, verdict) in failed {
                let (passed, failures) = findings.judged.entry(property.id).or_default();
                match verdict {
                    Verdict::Pass => *passed += 1,
                    Verdict::NotApplicable => {}
                    Verdict::Fail(reason) => {
                        *failures += 1;
                        let one = Counterexample {
                            property,
                            layer: self.layer(&login),
                            login: login.clone(),
                            reason,
                            seen: Arc::clone(&seen),
                            times: 1,
                        };
                        keep(&mut findings.failures, one);
                    }
                }
            }
            let done = findings.cases as usize;
            let all = findings.covering;
            drop(shared);
            progress(done, (done <= all).then_some(all));
        }
    }

    /// The layer that should win in a login.
    fn layer(&self, login: &Login) -> Option<Layer> {
        match login.scenario.expectation(&self.state.declaration) {
            Expectation::Sent(expected) => expected.layer,
            _ => None,
        }
    }

    fn judge(
        &self,
        login: &Login,
        seen: &Seen,
        number: Option<u32>,
    ) -> Vec<(&'static Property, Verdict)> {
        let metamorphic: Vec<&'static Property> = PROPERTIES
            .iter()
            .filter(|property| matches!(property.judge, Judge::Metamorphic { .. }))
            .collect();
        // One of those that need more runs, in turn.
        let turn = number.map(|number| metamorphic[number as usize % metamorphic.len()].id);
        let chosen = !self.state.budget.properties.is_empty();
        let mut verdicts = Vec::new();
        for property in self.state.properties() {
            let costly = matches!(property.judge, Judge::Metamorphic { .. });
            if !costly || chosen || turn == Some(property.id) {
                verdicts.push((property, self.verdict(property, login, seen)));
            }
        }
        verdicts
    }

    fn verdict(&self, property: &'static Property, login: &Login, seen: &Seen) -> Verdict {
        let declaration = &self.state.declaration;
        let case = case(login);
        let expectation = login.scenario.expectation(declaration);
        let view = View {
            scenario: &login.scenario,
            case: &case,
            outcome: &seen.outcome,
            expectation: &expectation,
            declaration,
        };
        judge(property, &view, &|scenario| {
            let variation = Login {
                scenario: scenario.clone(),
                shape: login.shape,
            };
            let variation = variation.adapted(self.state.profile, declaration);
            let seen = (!self.state.is_over())
                .then(|| self.seen(&variation))
                .flatten();
            let outcome = seen.map_or_else(
                || Outcome::Unsupported("it was not run".to_owned()),
                |seen| seen.outcome.clone(),
            );
            (self::case(&variation), outcome)
        })
    }

    /// The run of a login, remembered or new. None if it cannot be made.
    fn seen(&self, login: &Login) -> Option<Arc<Seen>> {
        let invocation = Invocation::new(self.state.profile, &login.scenario);
        let script = Script::new(login);
        let key = key(&invocation, &script);
        {
            let mut shared = self.state.shared();
            if let Some(seen) = shared.memory.get(&key).map(Arc::clone) {
                shared.findings.remembered += 1;
                return Some(seen);
            }
        }
        let runtime = self.runtime.as_ref()?;
        let result = runtime.block_on(run(&invocation, &script, self.state.settings));
        let mut shared = self.state.shared();
        shared.findings.runs += 1;
        match result {
            Ok(record) => {
                shared.to_registration.extend(record.registered_after);
                shared.overheads.push(record.overhead);
                let seen = Arc::new(Seen {
                    outcome: client::outcome(&record),
                    invocation,
                    script,
                    record,
                });
                shared.memory.insert(key, Arc::clone(&seen));
                Some(seen)
            }
            Err(RunError::Client(text)) => {
                shared.findings.not_run.get_or_insert(text);
                None
            }
            Err(RunError::Suite(text)) => {
                shared.findings.broken.push(text);
                None
            }
        }
    }

    fn shrink_all(&self, open: &Mutex<VecDeque<Counterexample>>, until: Instant) {
        loop {
            let next = open
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let Some(one) = next else { return };
            let one = self.shrunk(one, until);
            self.state.shared().findings.failures.push(one);
        }
    }

    /// The smallest login near this one that fails the same property with the same layer.
    fn shrunk(&self, mut best: Counterexample, until: Instant) -> Counterexample {
        'smaller: loop {
            for candidate in smaller(&best.login) {
                if Instant::now() >= until || self.state.is_over() {
                    return best;
                }
                let candidate = candidate.adapted(self.state.profile, &self.state.declaration);
                if weight(&candidate, self.state.profile) >= weight(&best.login, self.state.profile)
                    || self.layer(&candidate) != best.layer
                {
                    continue;
                }
                let Some(seen) = self.seen(&candidate) else {
                    continue;
                };
                if let Verdict::Fail(reason) = self.verdict(best.property, &candidate, &seen) {
                    best = Counterexample {
                        login: candidate,
                        reason,
                        seen,
                        ..best
                    };
                    continue 'smaller;
                }
            }
            return best;
        }
    }
}

/// Keeps the smallest for each property and layer.
fn keep(failures: &mut Vec<Counterexample>, one: Counterexample) {
    let same = |known: &&mut Counterexample| {
        known.property.id == one.property.id && known.layer == one.layer
    };
    match failures.iter_mut().find(same) {
        None => failures.push(one),
        Some(known) => {
            let times = known.times + 1;
            let size = |one: &Counterexample| key(&one.seen.invocation, &one.seen.script).len();
            if size(&one) < size(known) {
                *known = one;
            }
            known.times = times;
        }
    }
}

/// Smaller logins weigh less: what is run first, then how it is meant.
fn weight(login: &Login, profile: &Profile) -> (usize, usize) {
    let invocation = Invocation::new(profile, &login.scenario);
    let script = Script::new(login);
    (key(&invocation, &script).len(), format!("{login:?}").len())
}

/// The login as the properties know cases. Only this machine is talked to, over plain http.
fn case(login: &Login) -> Case {
    let mut case = login.scenario.case();
    case.client.allow = vec!["loopback-http".to_owned()];
    case
}
