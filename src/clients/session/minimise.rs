//! Of all logins for which a property fails, the one to show.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::clients::login::Login;
use crate::clients::login::shrink::smaller;
use crate::properties::Verdict;

use super::result::{ClientRun, Counterexample, Weight, weight};
use super::worker::Worker;

/// Counterexamples that are still to be made smaller, those that take several runs for each step last.
pub(super) struct Open(Mutex<VecDeque<Counterexample>>);

impl Open {
    pub fn new(mut all: Vec<Counterexample>) -> Open {
        all.sort_by_key(|one| one.property.judge.takes_further_runs());
        Open(Mutex::new(all.into()))
    }

    fn next(&self) -> Option<Counterexample> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.pop_front()
    }
}

/// Makes counterexamples smaller as long as there are any.
pub(super) fn shrink_all(worker: &Worker<'_>, open: &Open, until: Instant) {
    while let Some(one) = open.next() {
        let one = shrunk(worker, one, until);
        worker.state.shared().result.failures.push(one);
    }
}

/// The smallest login near this one that fails the same property with the same layer.
fn shrunk(worker: &Worker<'_>, best: Counterexample, until: Instant) -> Counterexample {
    let state = worker.state;
    let mut best = smallest_known(worker, best);
    'smaller: loop {
        for candidate in smaller(&best.login) {
            if Instant::now() >= until || state.is_over() {
                return best;
            }
            let candidate = state.plan.adapted(candidate, &state.plan.declaration);
            if worker.layer(&candidate) == best.layer
                && weight_of(worker, &candidate) < best.weight()
                && let Some(run) = worker.run_of(&candidate)
                && let Some(found) = still_failing(worker, &best, &candidate, &run)
            {
                best = found;
                continue 'smaller;
            }
        }
        return best;
    }
}

/// The smallest login that was run and fails the same property with the same layer.
fn smallest_known(worker: &Worker<'_>, best: Counterexample) -> Counterexample {
    if best.property.judge.takes_further_runs() {
        return best;
    }
    let known = worker.state.shared().known.clone();
    known.into_iter().fold(best, |best, (login, run)| {
        if weight(&login, run.inputs()) >= best.weight() || worker.layer(&login) != best.layer {
            return best;
        }
        still_failing(worker, &best, &login, &run).unwrap_or(best)
    })
}

/// The counterexample that a smaller login makes, if it breaks the same rule.
fn still_failing(
    worker: &Worker<'_>,
    best: &Counterexample,
    login: &Login,
    run: &std::sync::Arc<ClientRun>,
) -> Option<Counterexample> {
    match worker.verdict(best.property, login, run) {
        Verdict::Fail(breach) if breach.rule == best.breach.rule => Some(Counterexample {
            login: login.clone(),
            breach,
            run: run.clone(),
            ..best.clone()
        }),
        _ => None,
    }
}

/// The weight of a login that may not have been run yet.
fn weight_of(worker: &Worker<'_>, login: &Login) -> Weight {
    let (invocation, responses) = worker.inputs(login);
    weight(login, (&invocation, &responses))
}
