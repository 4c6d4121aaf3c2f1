//! One thread of a session: it runs the program, judges, and makes counterexamples smaller.

use std::fmt;
use std::sync::Arc;

use crate::case::Case;
use crate::declaration::{Declaration, Layer};
use crate::outcome::Outcome;
use crate::properties::body::Body;
use crate::properties::metamorphic::arguments::ARGUMENT_ORDER_IS_IRRELEVANT;
use crate::properties::{Judge, Property, Verdict, View, judge};
use crate::scenario::Scenario;
use crate::scenario::expectation::Expectation;
use crate::suite::PROPERTIES;

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::isolation;
use crate::clients::exec::outcome;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::run::{RunError, run};
use crate::clients::login::Login;
use crate::clients::login::handpicked::of_user;
use crate::clients::session::basis::with_basis;
use crate::clients::session::{ClientRun, Counterexample, Place, Progress, State, key};
use crate::vocabulary::{Basis, Leniency};

use super::minimise::keep;

/// One thread with its own network, which makes one run after the other.
pub(super) struct Worker<'a> {
    pub(super) state: &'a State<'a>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(state: &'a State<'a>) -> Worker<'a> {
        if !isolation::enter_loopback_network() {
            state.shared().result.alone_on_network = false;
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        if let Err(error) = &runtime {
            state
                .shared()
                .result
                .broken
                .push(format!("no runtime: {error}"));
        }
        Worker {
            state,
            runtime: runtime.ok(),
        }
    }

    pub(super) fn judge_all(&self, progress: Progress<'_>) {
        while let Some((login, place)) = self.state.next() {
            let Some(seen) = self.seen(&login) else {
                continue;
            };
            let judged = self.judge(&login, &seen, place);
            let mut shared = self.state.shared();
            let result = &mut shared.result;
            result.cases += 1;
            result.covered += usize::from(matches!(place, Place::Covering(_)));
            for (property, verdict, basis) in judged {
                let (passed, failures) = result.judged.entry(property.id).or_default();
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
                            basis,
                            seen: Arc::clone(&seen),
                            times: 1,
                        };
                        keep(&mut result.failures, one);
                    }
                }
            }
            let done = result.cases as usize;
            let all = result.covering;
            drop(shared);
            progress(done, (done <= all).then_some(all));
        }
    }

    /// The layer that should win in a login.
    pub(super) fn layer(&self, login: &Login) -> Option<Layer> {
        match login.scenario.expectation(&self.state.declaration) {
            Expectation::Sent(expected) => expected.layer,
            _ => None,
        }
    }

    fn judge(
        &self,
        login: &Login,
        seen: &ClientRun,
        place: Place,
    ) -> Vec<(&'static Property, Verdict, Basis)> {
        let turn = self.turn(login, seen, place);
        let chosen = !self.state.budget.properties.is_empty();
        let mut verdicts = Vec::new();
        for property in self.state.properties() {
            let costly = matches!(property.judge, Judge::Metamorphic { .. });
            if !costly || chosen || turn == Some(property.id) {
                let (verdict, basis) = self.with_basis(property, login, seen);
                verdicts.push((property, verdict, basis));
            }
        }
        verdicts
    }

    /// Which of the properties that take further runs is judged for a login. Where a layer of a
    /// user stands alone it is the argument order; for random logins those that say something
    /// about them take turns.
    fn turn(&self, login: &Login, seen: &ClientRun, place: Place) -> Option<&'static str> {
        match place {
            Place::Covering(index) => {
                let alone = of_user(&self.state.declaration).len();
                (index < alone).then_some(ARGUMENT_ORDER_IS_IRRELEVANT.id)
            }
            Place::Random(number) => {
                let declaration = &self.state.declaration;
                let telling: Vec<&str> = with_view(login, seen, declaration, |view| {
                    let vary = |property: &&Property| match property.judge {
                        Judge::Metamorphic { vary, .. } => !vary(view).is_empty(),
                        _ => false,
                    };
                    let telling = PROPERTIES.iter().filter(vary);
                    telling.map(|property| property.id).collect()
                });
                telling.get(number as usize % telling.len().max(1)).copied()
            }
        }
    }

    /// Judges by what the client declares and by what the standards demand.
    pub(super) fn with_basis(
        &self,
        property: &'static Property,
        login: &Login,
        seen: &ClientRun,
    ) -> (Verdict, Basis) {
        let (declared, allowed) = (&self.state.declaration, &self.state.allowed);
        with_basis(property, declared, allowed, |declaration| {
            self.verdict(property, login, seen, declaration)
        })
    }

    fn verdict(
        &self,
        property: &'static Property,
        login: &Login,
        seen: &ClientRun,
        declaration: &Declaration,
    ) -> Verdict {
        let build = |scenario: &Scenario| -> (Box<dyn fmt::Display>, Outcome) {
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
            let input = Input {
                program: self.state.profile.program_name().to_owned(),
                invocation: Invocation::new(self.state.profile, &variation.scenario),
                responses: ServerResponses::new(&variation),
            };
            (Box::new(input), outcome)
        };
        with_view(login, seen, declaration, |view| {
            judge(property, view, &build)
        })
    }

    /// The run of a login, remembered or new. None if it cannot be made.
    pub(super) fn seen(&self, login: &Login) -> Option<Arc<ClientRun>> {
        let invocation = Invocation::new(self.state.profile, &login.scenario);
        let responses = ServerResponses::new(login);
        let key = key(&invocation, &responses);
        {
            let mut shared = self.state.shared();
            if let Some(seen) = shared.memory.get(&key).map(Arc::clone) {
                shared.result.remembered += 1;
                return Some(seen);
            }
        }
        let runtime = self.runtime.as_ref()?;
        let result = runtime.block_on(run(&invocation, &responses, self.state.settings));
        let mut shared = self.state.shared();
        shared.result.runs += 1;
        match result {
            Ok(record) => {
                shared.to_registration.extend(record.registered_after);
                shared.overheads.push(record.overhead);
                let seen = Arc::new(ClientRun {
                    outcome: outcome::outcome(&record, self.state.profile.program.redirect_varies),
                    invocation,
                    responses,
                    record,
                });
                shared.memory.insert(key, Arc::clone(&seen));
                shared.known.push((login.clone(), Arc::clone(&seen)));
                Some(seen)
            }
            Err(RunError::Client(text)) => {
                shared.result.not_run.get_or_insert(text);
                None
            }
            Err(RunError::Interrupted) => None,
            Err(RunError::Suite(text)) => {
                shared.result.broken.push(text);
                None
            }
        }
    }
}

/// What the program got in a variation, for a user.
struct Input {
    program: String,
    invocation: Invocation,
    responses: ServerResponses,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.invocation.command_line(&self.program))?;
        for (path, text) in &self.invocation.files {
            let words: Vec<&str> = text.split_whitespace().collect();
            write!(f, ", {path}: {}", words.join(" "))?;
        }
        write!(f, ", {}", self.responses)
    }
}

/// What a property looks at.
fn with_view<T>(
    login: &Login,
    seen: &ClientRun,
    declaration: &Declaration,
    look: impl FnOnce(&View<'_>) -> T,
) -> T {
    look(&View {
        scenario: &login.scenario,
        case: &case(login, &seen.outcome),
        outcome: &seen.outcome,
        expectation: &login.scenario.expectation(declaration),
        declaration,
    })
}

/// The login as the properties know cases. Only this machine is talked to, over plain http, and
/// the program has a name of its own.
fn case(login: &Login, outcome: &Outcome) -> Case {
    let mut case = login.scenario.case();
    case.client.allow = vec![Leniency::LoopbackHttp];
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
