//! One thread of a session: it runs the program, judges, and makes counterexamples smaller.

use std::fmt;
use std::sync::Arc;

use crate::declaration::{Declaration, Layer};
use crate::outcome::Outcome;
use crate::properties::catalogue::PROPERTIES;
use crate::properties::judging::judge;
use crate::properties::metamorphic::arguments::ARGUMENT_ORDER_IS_IRRELEVANT;
use crate::properties::{Judge, Property, Verdict, View};
use crate::scenario::Scenario;
use crate::scenario::expectation::Expectation;

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::isolation;
use crate::clients::exec::outcome::{outcome, program_client};
use crate::clients::exec::record::{Record, RunError};
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::run::run;
use crate::clients::exec::runtime;
use crate::clients::exec::traffic::Purpose;
use crate::clients::login::{Login, LoginTag};

use super::result::{ClientRun, Counterexample, key};
use super::state::State;

/// Hears of progress: logins done, and how many are known of, if that is known.
pub type Progress<'a> = &'a (dyn Fn(usize, Option<usize>) + Sync);

/// One thread with its own network, which makes one run after the other.
pub(super) struct Worker<'a> {
    pub state: &'a State<'a>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl<'a> Worker<'a> {
    pub fn new(state: &'a State<'a>) -> Worker<'a> {
        if !isolation::enter_loopback_network() {
            state.shared().result.alone_on_network = false;
        }
        let runtime = runtime();
        if let Err(error) = &runtime {
            let text = format!("no runtime: {error}");
            state.shared().result.broken.push(text);
        }
        Worker {
            state,
            runtime: runtime.ok(),
        }
    }

    pub fn judge_all(&self, progress: Progress<'_>) {
        while !self.state.is_over()
            && let Some(login) = self.state.plan.next()
        {
            let Some(run) = self.run_of(&login) else {
                continue;
            };
            let chosen = !self.state.plan.budget.properties.is_empty();
            let turn = self.turn(&login, &run);
            let judged = self.judge(&login, &run, |one| chosen || turn == Some(one.id));
            self.note(&login, &run, judged);
            let mut shared = self.state.shared();
            let result = &mut shared.result;
            result.cases += 1;
            result.covered += usize::from(!matches!(login.tag, LoginTag::Random(_)));
            let done = result.cases as usize;
            let all = result.covering;
            drop(shared);
            progress(done, (done <= all).then_some(all));
        }
    }

    /// Judges what was run and not judged yet, by the properties that take no further runs.
    pub fn judge_the_rest(&self) {
        loop {
            let Some((login, run)) = self.state.shared().known.pop() else {
                return;
            };
            let key = key(run.inputs());
            if !self.state.shared().judged.contains(&key) {
                let judged = self.judge(&login, &run, |_| false);
                self.note(&login, &run, judged);
            }
        }
    }

    /// Counts verdicts, and keeps the smallest counterexamples.
    fn note(&self, login: &Login, run: &Arc<ClientRun>, judged: Vec<(&'static Property, Verdict)>) {
        let (layer, key) = (self.layer(login), key(run.inputs()));
        let mut shared = self.state.shared();
        shared.judged.insert(key);
        let result = &mut shared.result;
        for (property, verdict) in judged {
            let (passed, failures) = result.judged.entry(property.id).or_default();
            match verdict {
                Verdict::Pass => *passed += 1,
                Verdict::NotApplicable => {}
                Verdict::Fail(breach) => {
                    *failures += 1;
                    result.keep(Counterexample {
                        property,
                        layer,
                        login: login.clone(),
                        breach,
                        run: Arc::clone(run),
                        times: 1,
                    });
                }
            }
        }
    }

    /// The layer that should win in a login.
    pub fn layer(&self, login: &Login) -> Option<Layer> {
        match login.scenario.expectation(&self.state.plan.declaration) {
            Expectation::Sent(expected) => expected.layer,
            _ => None,
        }
    }

    /// The verdicts of the properties that take no further runs, and of those that do where `wants` says so.
    fn judge(
        &self,
        login: &Login,
        run: &ClientRun,
        wants: impl Fn(&Property) -> bool,
    ) -> Vec<(&'static Property, Verdict)> {
        let properties = self.state.plan.properties().into_iter();
        let judged = properties.filter(|one| !one.judge.takes_further_runs() || wants(one));
        judged
            .map(|one| (one, self.verdict(one, login, run)))
            .collect()
    }

    /// Which of the properties that take further runs is judged for a login. Where a layer of a
    /// user stands alone it is the argument order; for random logins those that say something
    /// about them take turns.
    fn turn(&self, login: &Login, run: &ClientRun) -> Option<&'static str> {
        let number = match login.tag {
            LoginTag::AloneIn(layer) if layer.is_of_user() => {
                return Some(ARGUMENT_ORDER_IS_IRRELEVANT.id);
            }
            LoginTag::Random(number) => number,
            _ => return None,
        };
        let telling: Vec<&str> = with_view(login, run, &self.state.plan.declaration, |view| {
            let vary = |property: &&Property| match property.judge {
                Judge::Metamorphic(_, vary) => !vary(view).is_empty(),
                _ => false,
            };
            let telling = PROPERTIES.iter().filter(vary);
            telling.map(|property| property.id).collect()
        });
        telling.get(number as usize % telling.len().max(1)).copied()
    }

    /// Judges by what the client declares.
    pub fn verdict(&self, property: &'static Property, login: &Login, run: &ClientRun) -> Verdict {
        let plan = &self.state.plan;
        let declaration = &plan.declaration;
        let build = |scenario: &Scenario| -> (Box<dyn fmt::Display>, Outcome) {
            let variation = Login {
                scenario: scenario.clone(),
                shape: login.shape,
                tag: login.tag,
            };
            let variation = plan.adapted(variation, declaration);
            let run = (!self.state.is_over()).then(|| self.run_of(&variation));
            let outcome = run.flatten().map_or_else(
                || Outcome::Unsupported("it was not run".to_owned()),
                |run| run.outcome.clone(),
            );
            (Box::new(self.input(&variation)), outcome)
        };
        with_view(login, run, declaration, |view| {
            judge(property, view, &build)
        })
    }

    /// What the program gets for a login, and what the servers answer.
    pub fn inputs(&self, login: &Login) -> (Invocation, ServerResponses) {
        let invocation = Invocation::new(self.state.plan.profile, &login.scenario);
        (invocation, ServerResponses::new(login))
    }

    /// The same for a user, on one line.
    fn input(&self, login: &Login) -> String {
        let (invocation, responses) = self.inputs(login);
        let mut line = invocation.command_line(self.state.plan.profile.program_name());
        for (path, text) in &invocation.files {
            let words: Vec<&str> = text.split_whitespace().collect();
            line += &format!(", {path}: {}", words.join(" "));
        }
        format!("{line}, {responses}")
    }

    /// The run of a login, from the cache or new. None if it cannot be made.
    pub fn run_of(&self, login: &Login) -> Option<Arc<ClientRun>> {
        let (invocation, responses) = self.inputs(login);
        let key = key((&invocation, &responses));
        {
            let mut shared = self.state.shared();
            if let Some(run) = shared.cache.get(&key).map(Arc::clone) {
                shared.result.cache_hits += 1;
                return Some(run);
            }
        }
        let runtime = self.runtime.as_ref()?;
        let ran = runtime.block_on(run(&invocation, &responses, self.state.settings));
        let mut shared = self.state.shared();
        shared.result.runs += 1;
        let record = match ran {
            Ok(record) => record,
            Err(error) => {
                match error {
                    RunError::Client(text) => _ = shared.result.not_run.get_or_insert(text),
                    RunError::Suite(text) => shared.result.broken.push(text),
                    RunError::Interrupted => {}
                }
                return None;
            }
        };
        let revision = self.state.plan.revision(&record);
        if record.registered_after.is_none() {
            shared.result.last_words = Some(last_words(&record));
        }
        shared.result.revision = Some(revision);
        shared.to_registration.extend(record.registered_after);
        shared.overheads.push(record.overhead);
        let run = Arc::new(ClientRun {
            outcome: outcome(&record, self.state.plan.profile.program.redirect_varies),
            revision,
            invocation,
            responses,
            record,
        });
        shared.cache.insert(key, Arc::clone(&run));
        shared.known.push((login.clone(), Arc::clone(&run)));
        Some(run)
    }
}

/// How a run ended, what it waited for, and the last lines that the program printed.
fn last_words(record: &Record) -> String {
    let asked = |purpose| record.received.iter().any(|one| one.purpose == purpose);
    let step = if !asked(Purpose::Server) {
        "it never asked the MCP server"
    } else if !asked(Purpose::Document) {
        "it asked the MCP server and no metadata"
    } else {
        "it asked for metadata and did not register"
    };
    let lines: Vec<&str> = record
        .output
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let last = lines
        .get(lines.len().saturating_sub(10)..)
        .unwrap_or_default();
    format!("{}; {step}\n{}", record.ending, last.join("\n"))
}

/// What a property looks at.
fn with_view<T>(
    login: &Login,
    run: &ClientRun,
    declaration: &Declaration,
    look: impl FnOnce(&View<'_>) -> T,
) -> T {
    let mut scenario = login.scenario.clone();
    scenario.client.revision = run.revision;
    let mut case = scenario.case();
    case.client = program_client(case.client, &run.outcome);
    look(&View {
        expectation: &scenario.expectation(declaration),
        scenario: &scenario,
        case: &case,
        outcome: &run.outcome,
        declaration,
    })
}
