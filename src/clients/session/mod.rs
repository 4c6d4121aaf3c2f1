//! Sessions with a client program: logins are run and judged, then failures are made smaller. And one login
//! alone, which is how a counterexample is judged again.

mod minimise;
pub mod plan;
pub mod result;
mod state;
mod worker;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clients::exec::isolation;
use crate::clients::exec::record::RunError;
use crate::clients::exec::settings::Settings;
use crate::clients::login::Login;
use crate::clients::login::handpicked::covering_set;
use crate::clients::profile::Profile;
use crate::properties::{Property, Verdict};
use crate::vocabulary::Revision;

use self::minimise::{Open, shrink_all};
use self::plan::{Budget, SessionPlan};
use self::result::{ClientRun, SessionResult};
use self::state::State;
use self::worker::{Progress, Worker};

/// Runs a session; [`Settings::stop`] ends it early, with what is known so far.
pub fn session(
    profile: &Profile,
    settings: &Settings,
    budget: &Budget,
    progress: Progress<'_>,
) -> SessionResult {
    let began = Instant::now();
    let plan = SessionPlan::new(profile, budget, covering_set(profile), began);
    let state = State::new(plan, settings);
    let jobs = if profile.program.exclusive && !isolation_is_permitted() {
        1
    } else {
        budget.jobs.max(1)
    };
    let on_each_job = |work: &(dyn Fn(Worker<'_>) + Sync)| {
        std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| work(Worker::new(&state)));
            }
        });
    };
    on_each_job(&|worker| worker.judge_all(progress));
    let open = Open::new(std::mem::take(&mut state.shared().result.failures));
    // A run that has begun is finished, so the last ones begin a little earlier.
    let until = began + budget.time * 9 / 10;
    on_each_job(&|worker| shrink_all(&worker, &open, until));
    // What smaller logins made the client do is judged by everything, too.
    on_each_job(&|worker| worker.judge_the_rest());
    SessionResult {
        took: began.elapsed(),
        ..state.into_result()
    }
}

/// A login with what was observed and what the properties say of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The run of the login itself, not those of its variations.
    pub run: Arc<ClientRun>,
    /// A verdict for each property that was asked for, in that order.
    pub verdicts: Vec<(&'static Property, Verdict)>,
}

/// Runs a login and whatever variations the properties ask for, and judges as a session does. `revision` is
/// what the client is held to, whatever it says.
///
/// # Errors
/// A run could not be made, that of a variation included: a verdict without it would say too little.
pub fn judge_one(
    profile: &Profile,
    settings: &Settings,
    revision: Option<Revision>,
    login: Login,
    properties: &[&'static Property],
) -> Result<Judged, RunError> {
    let budget = Budget {
        time: Duration::ZERO,
        cases: None,
        jobs: 1,
        seed: 0,
        revision,
        properties: Vec::new(),
    };
    let plan = SessionPlan::new(profile, &budget, Vec::new(), Instant::now());
    // A login may come from anywhere, and only an adapted one keeps the client on loopback.
    let login = plan.adapted(login, &plan.declaration);
    let state = State::new(plan, settings);
    let mut judged = None;
    // A thread of its own, because a worker takes its thread into another network.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let worker = Worker::new(&state);
            judged = worker.run_of(&login).map(|run| {
                let verdict = |property: &&'static Property| {
                    let verdict = worker.verdict(property, &login, &run);
                    (*property, verdict)
                };
                let verdicts = properties.iter().map(verdict).collect();
                Judged { run, verdicts }
            });
        });
    });
    let result = state.into_result();
    let broken = result.broken.into_iter().next();
    match (result.not_run, broken, judged) {
        (Some(why), _, _) => Err(RunError::Client(why)),
        (None, Some(why), _) => Err(RunError::Suite(why)),
        (None, None, Some(judged)) if !result.interrupted => Ok(judged),
        _ => Err(RunError::Interrupted),
    }
}

/// Tried in a thread of its own, which then ends.
fn isolation_is_permitted() -> bool {
    let tried = std::thread::spawn(isolation::enter_loopback_network).join();
    tried.unwrap_or(false)
}
