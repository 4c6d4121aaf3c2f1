//! Of all logins for which a property fails, the one to show.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::login::Login;
use crate::clients::login::shrink::{size, smaller};
use crate::clients::session::{ClientRun, Counterexample, key};
use crate::properties::{Judge, Verdict};

use super::Worker;

impl Worker<'_> {
    /// The weight of a login that may not have been run yet.
    fn weight(&self, login: &Login) -> (usize, usize, usize) {
        let invocation = Invocation::new(self.state.profile, &login.scenario);
        let (meant, odd) = size(login);
        (
            meant,
            odd,
            key(&invocation, &ServerResponses::new(login)).len(),
        )
    }

    pub(in crate::clients) fn shrink_all(
        &self,
        open: &Mutex<VecDeque<Counterexample>>,
        until: Instant,
    ) {
        loop {
            let next = open
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let Some(one) = next else { return };
            let one = self.shrunk(one, until);
            self.state.shared().result.failures.push(one);
        }
    }

    /// The smallest login that was run and fails the same property with the same layer.
    fn smallest_known(&self, best: Counterexample) -> Counterexample {
        if matches!(best.property.judge, Judge::Metamorphic { .. }) {
            return best;
        }
        let known = self.state.shared().known.clone();
        known.into_iter().fold(best, |best, (login, seen)| {
            if weight(&login, &seen) >= weight(&best.login, &best.seen)
                || self.layer(&login) != best.layer
            {
                return best;
            }
            match self.with_basis(best.property, &login, &seen) {
                (Verdict::Fail(reason), basis) if basis >= best.basis => Counterexample {
                    login,
                    reason,
                    basis,
                    seen,
                    ..best
                },
                _ => best,
            }
        })
    }

    /// The smallest login near this one that fails the same property with the same layer.
    fn shrunk(&self, best: Counterexample, until: Instant) -> Counterexample {
        let mut best = self.smallest_known(best);
        'smaller: loop {
            for candidate in smaller(&best.login) {
                if Instant::now() >= until || self.state.is_over() {
                    return best;
                }
                let candidate = candidate.adapted(self.state.profile, &self.state.declaration);
                if self.layer(&candidate) != best.layer
                    || self.weight(&candidate) >= weight(&best.login, &best.seen)
                {
                    continue;
                }
                let Some(seen) = self.seen(&candidate) else {
                    continue;
                };
                if let (Verdict::Fail(reason), basis) =
                    self.with_basis(best.property, &candidate, &seen)
                    && basis >= best.basis
                {
                    best = Counterexample {
                        login: candidate,
                        reason,
                        basis,
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

/// Keeps one for each property and layer: what fails the standards rather than what does not, and
/// then the smallest.
pub(super) fn keep(failures: &mut Vec<Counterexample>, one: Counterexample) {
    let same = |known: &&mut Counterexample| {
        known.property.id == one.property.id && known.layer == one.layer
    };
    match failures.iter_mut().find(same) {
        None => failures.push(one),
        Some(known) => {
            let times = known.times + 1;
            let order = |one: &Counterexample| {
                (std::cmp::Reverse(one.basis), weight(&one.login, &one.seen))
            };
            if order(&one) < order(known) {
                *known = one;
            }
            known.times = times;
        }
    }
}

/// Smaller logins weigh less: first what is meant, then how plainly, then how long it is written.
fn weight(login: &Login, seen: &ClientRun) -> (usize, usize, usize) {
    let (meant, odd) = size(login);
    (meant, odd, key(&seen.invocation, &seen.responses).len())
}
