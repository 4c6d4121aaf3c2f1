//! Decides what is run and when: the covering set, then random logins until the budget ends, then
//! smaller ones for what failed.

pub mod basis;
mod minimise;
mod worker;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::declaration::{Declaration, Layer};
use crate::generate::InputClass as Kind;
use crate::harness;
use crate::outcome::Outcome;
use crate::properties::{Judge, Property};
use crate::suite::PROPERTIES;

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::isolation;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::run::{Record, Settings};
use crate::clients::login::Login;
use crate::clients::login::handpicked::covering_set;
use crate::clients::profile::Profile;
use crate::clients::session::worker::Worker;
use crate::vocabulary::Basis;

/// How much is run.
#[derive(Debug, Clone)]
pub struct Budget {
    /// How long all of it may take; the last third is for making counterexamples smaller.
    pub time: Duration,
    /// Most logins, smaller ones aside.
    pub cases: Option<u32>,
    /// Runs at the same time.
    pub jobs: usize,
    /// Decides the random logins.
    pub seed: u64,
    /// Only these properties; all if there are none.
    pub properties: Vec<&'static Property>,
}

/// What a session found.
#[derive(Debug, Clone, Default)]
pub struct SessionResult {
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
    /// What it fails.
    pub basis: Basis,
    /// What was run.
    pub seen: Arc<ClientRun>,
    /// In how many judged logins the property failed for this layer.
    pub times: u32,
}

/// One run with its inputs and its outcome.
#[derive(Debug, Clone)]
pub struct ClientRun {
    /// What the program got.
    pub invocation: Invocation,
    /// What the servers answered.
    pub responses: ServerResponses,
    /// What came of it.
    pub outcome: Outcome,
    /// What was seen.
    pub record: Record,
}

/// Hears of progress: logins done, and how many are known of, if that is known.
pub type Progress<'a> = &'a (dyn Fn(usize, Option<usize>) + Sync);

/// Runs a session; [`Settings::stop`] ends it early, with what is known so far.
pub fn session(
    profile: &Profile,
    settings: &Settings,
    budget: &Budget,
    progress: Progress<'_>,
) -> SessionResult {
    let began = Instant::now();
    let covering = covering_set(profile);
    let state = State {
        profile,
        settings,
        budget,
        allowed: profile.declaration().allowed(),
        declaration: profile.declaration(),
        began,
        queue: Mutex::new(Queue {
            covering: covering.iter().cloned().collect(),
            next: 0,
            taken: 0,
        }),
        shared: Mutex::new(Shared {
            result: SessionResult {
                covering: covering.len(),
                alone_on_network: true,
                ..SessionResult::default()
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
            scope.spawn(|| Worker::new(&state).judge_all(progress));
        }
    });
    let mut groups: Vec<Counterexample> = std::mem::take(&mut state.shared().result.failures);
    // Those that take several runs for each step come last.
    groups.sort_by_key(|one| matches!(one.property.judge, Judge::Metamorphic { .. }));
    let open = Mutex::new(groups.into_iter().collect::<VecDeque<_>>());
    // A run that has begun is finished, so the last ones begin a little earlier.
    let shrink_until = began + budget.time * 9 / 10;
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| Worker::new(&state).shrink_all(&open, shrink_until));
        }
    });
    let mut shared = state
        .shared
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let result = &mut shared.result;
    result.failures.sort_by_key(|one| {
        let place = PROPERTIES
            .iter()
            .position(|property| property.id == one.property.id);
        (place, one.layer)
    });
    result.took = began.elapsed();
    result.interrupted = settings.stop.load(Ordering::Relaxed);
    result.median_to_registration = median(&mut shared.to_registration);
    result.median_overhead = median(&mut shared.overheads);
    shared.result
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

pub(super) struct State<'a> {
    pub(super) profile: &'a Profile,
    pub(super) settings: &'a Settings,
    pub(super) budget: &'a Budget,
    pub(super) declaration: Declaration,
    /// What the standards let it declare.
    pub(super) allowed: Vec<Declaration>,
    pub(super) began: Instant,
    pub(super) queue: Mutex<Queue>,
    pub(super) shared: Mutex<Shared>,
}

pub(super) struct Queue {
    pub(super) covering: VecDeque<Login>,
    pub(super) next: u32,
    pub(super) taken: u32,
}

/// Where a login comes from, with its number there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Covering(usize),
    Random(u32),
}

#[derive(Default)]
pub(super) struct Shared {
    pub(super) result: SessionResult,
    pub(super) memory: HashMap<Key, Arc<ClientRun>>,
    /// Logins that were run, for those that look for small ones.
    pub(super) known: Vec<(Login, Arc<ClientRun>)>,
    pub(super) to_registration: Vec<Duration>,
    pub(super) overheads: Vec<Duration>,
}

/// Runs with equal keys are the same run.
pub(super) type Key = String;

/// What tells a run from others.
pub(super) fn key(invocation: &Invocation, responses: &ServerResponses) -> Key {
    serde_json::to_string(&(invocation, responses)).unwrap_or_default()
}

impl State<'_> {
    pub(super) fn shared(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_over(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed) || self.shared().result.not_run.is_some()
    }

    /// The next login, and where it comes from.
    pub(super) fn next(&self) -> Option<(Login, Place)> {
        if self.is_over() || self.began.elapsed() >= self.budget.time * 2 / 3 {
            return None;
        }
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if self.budget.cases.is_some_and(|most| queue.taken >= most) {
            return None;
        }
        let index = queue.taken as usize;
        queue.taken += 1;
        if let Some(login) = queue.covering.pop_front() {
            return Some((login, Place::Covering(index)));
        }
        let number = queue.next;
        queue.next += 1;
        let kind = if number.is_multiple_of(3) {
            Kind::Valid
        } else {
            Kind::NearMiss
        };
        let scenario = harness::scenario(self.budget.seed, number, Some(kind));
        let login = Login {
            shape: crate::clients::login::Shape {
                strict: number % 8 == 7,
                server_at: u8::from(number % 5 == 4),
                resource_at_root: number % 7 == 6,
            },
            scenario,
        };
        Some((
            login.adapted(self.profile, &self.declaration),
            Place::Random(number),
        ))
    }

    pub(super) fn properties(&self) -> Vec<&'static Property> {
        if self.budget.properties.is_empty() {
            PROPERTIES.iter().collect()
        } else {
            self.budget.properties.clone()
        }
    }
}
