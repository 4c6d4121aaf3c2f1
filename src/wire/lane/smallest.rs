//! Of all logins for which a property fails, the one to show.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::properties::{Judge, Verdict};
use crate::wire::invocation::Invocation;
use crate::wire::login::Login;
use crate::wire::script::Script;
use crate::wire::session::{Counterexample, Seen, key};
use crate::wire::shrink::{size, smaller};

use super::Lane;

impl Lane<'_> {
    /// The weight of a login that may not have been run yet.
    fn weight(&self, login: &Login) -> (usize, usize, usize) {
        let invocation = Invocation::new(self.state.profile, &login.scenario);
        let (meant, odd) = size(login);
        (meant, odd, key(&invocation, &Script::new(login)).len())
    }

    pub(in crate::wire) fn shrink_all(
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
            self.state.shared().findings.failures.push(one);
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
            match self.measured(best.property, &login, &seen) {
                (Verdict::Fail(reason), measure) if measure >= best.measure => Counterexample {
                    login,
                    reason,
                    measure,
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
                if let (Verdict::Fail(reason), measure) =
                    self.measured(best.property, &candidate, &seen)
                    && measure >= best.measure
                {
                    best = Counterexample {
                        login: candidate,
                        reason,
                        measure,
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
                (
                    std::cmp::Reverse(one.measure),
                    weight(&one.login, &one.seen),
                )
            };
            if order(&one) < order(known) {
                *known = one;
            }
            known.times = times;
        }
    }
}

/// Smaller logins weigh less: first what is meant, then how plainly, then how long it is written.
fn weight(login: &Login, seen: &Seen) -> (usize, usize, usize) {
    let (meant, odd) = size(login);
    (meant, odd, key(&seen.invocation, &seen.script).len())
}
