//! Sessions with a client program: logins are run and judged, then failures are made smaller.

mod minimise;
pub mod plan;
pub mod result;
mod state;
mod worker;

use std::time::Instant;

use crate::clients::exec::isolation;
use crate::clients::exec::settings::Settings;
use crate::clients::profile::Profile;

use self::minimise::{Open, shrink_all};
use self::plan::{Budget, SessionPlan};
use self::result::SessionResult;
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
    let state = State::new(SessionPlan::new(profile, budget, began), settings);
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

/// Tried in a thread of its own, which then ends.
fn isolation_is_permitted() -> bool {
    let tried = std::thread::spawn(isolation::enter_loopback_network).join();
    tried.unwrap_or(false)
}
