//! One thread of a session: it runs the program, judges, and makes counterexamples smaller.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::case::Case;
use crate::layer::Layer;
use crate::outcome::Outcome;
use crate::properties::body::Body;
use crate::properties::{Judge, Property, Verdict, View, judge};
use crate::scenario::expectation::Expectation;
use crate::suite::PROPERTIES;

use super::client;
use super::invocation::Invocation;
use super::isolation;
use super::login::Login;
use super::run::{RunError, run};
use super::script::Script;
use super::session::{Counterexample, Progress, Seen, State, key};
use super::shrink::{size, smaller};

/// One thread with its own network, which makes one run after the other.
pub(super) struct Lane<'a> {
    state: &'a State<'a>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl<'a> Lane<'a> {
    pub(super) fn new(state: &'a State<'a>) -> Lane<'a> {
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

    pub(super) fn judge_all(&self, progress: Progress<'_>) {
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
        let case = case(login, &seen.outcome);
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
            (self::case(&variation, &outcome), outcome)
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
                    outcome: client::outcome(&record, self.state.profile.program.redirect_varies),
                    invocation,
                    script,
                    record,
                });
                shared.memory.insert(key, Arc::clone(&seen));
                shared.known.push((login.clone(), Arc::clone(&seen)));
                Some(seen)
            }
            Err(RunError::Client(text)) => {
                shared.findings.not_run.get_or_insert(text);
                None
            }
            Err(RunError::Interrupted) => None,
            Err(RunError::Suite(text)) => {
                shared.findings.broken.push(text);
                None
            }
        }
    }

    /// The weight of a login that may not have been run yet.
    fn weight(&self, login: &Login) -> (usize, usize, usize) {
        let invocation = Invocation::new(self.state.profile, &login.scenario);
        let (meant, odd) = size(login);
        (meant, odd, key(&invocation, &Script::new(login)).len())
    }

    pub(super) fn shrink_all(&self, open: &Mutex<VecDeque<Counterexample>>, until: Instant) {
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
            match self.verdict(best.property, &login, &seen) {
                Verdict::Fail(reason) => Counterexample {
                    login,
                    reason,
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
            if weight(&one.login, &one.seen) < weight(&known.login, &known.seen) {
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

/// The login as the properties know cases. Only this machine is talked to, over plain http, and
/// the program has a name of its own.
fn case(login: &Login, outcome: &Outcome) -> Case {
    let mut case = login.scenario.case();
    case.client.allow = vec!["loopback-http".to_owned()];
    if let Outcome::Sent(sent) = outcome
        && let Ok(body) = Body::read(&sent.registration)
        && let Some(name) = body
            .text("client_name")
            .filter(|name| !name.trim().is_empty())
    {
        case.client.name = name.to_owned();
    }
    case
}
