//! What a session found.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::record::Record;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::login::Login;
use crate::clients::login::shrink::size;
use crate::declaration::Layer;
use crate::outcome::Outcome;
use crate::properties::Property;
use crate::properties::breach::Breach;
use crate::vocabulary::Revision;

/// What a session found.
#[derive(Debug, Clone, Default)]
pub struct SessionResult {
    /// Size of the covering set.
    pub covering: usize,
    /// How many logins of the covering set were run.
    pub covered: usize,
    /// Logins that were judged.
    pub cases: u32,
    /// Runs of the program, those of smaller logins and variations included.
    pub runs: u32,
    /// Cache hits: runs that were spared because an equal run was known.
    pub cache_hits: u32,
    /// How long the session took.
    pub took: Duration,
    /// Passed and failed judgements of each property.
    pub judged: BTreeMap<&'static str, (u32, u32)>,
    /// Counterexamples, one for each property, winning layer and broken rule.
    pub failures: Vec<Counterexample>,
    /// The revision that the client was held to in the last run.
    pub revision: Option<Revision>,
    /// How the last run without a registration ended, and the end of what the client printed.
    pub last_words: Option<String>,
    /// Runs that failed through no fault of the client.
    pub broken: Vec<String>,
    /// Why the client could not be run, if it could not.
    pub not_run: Option<String>,
    /// Whether every run had a network with nothing but loopback.
    pub alone_on_network: bool,
    /// The user interrupted the session.
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
    /// The rule that it breaks, and how.
    pub breach: Breach,
    /// The run that shows it.
    pub run: Arc<ClientRun>,
    /// In how many judged logins the property broke that rule for this layer.
    pub times: u32,
}

/// One run with its inputs and its outcome.
#[derive(Debug, Clone)]
pub struct ClientRun {
    /// What the program got.
    pub invocation: Invocation,
    /// What the servers answered.
    pub responses: ServerResponses,
    /// What the run means for the properties.
    pub outcome: Outcome,
    /// The revision whose rules bind the program.
    pub revision: Revision,
    /// What was observed.
    pub record: Record,
}

/// The size of a login: how much it says, then how oddly, then the length of its inputs in bytes.
pub(super) type Weight = (usize, usize, usize);

/// The weight of a login that makes a run of these inputs.
pub(super) fn weight(login: &Login, (invocation, responses): RunInputs<'_>) -> Weight {
    let (meant, odd) = size(login);
    (meant, odd, key((invocation, responses)).len())
}

/// What tells a run from others: what the program got, and what the servers answered.
pub(super) type RunInputs<'a> = (&'a Invocation, &'a ServerResponses);

/// Runs with equal keys are the same run.
pub(super) fn key(inputs: RunInputs<'_>) -> String {
    serde_json::to_string(&inputs).unwrap_or_default()
}

impl ClientRun {
    /// What tells it from others.
    pub(super) fn inputs(&self) -> RunInputs<'_> {
        (&self.invocation, &self.responses)
    }
}

impl Counterexample {
    pub(super) fn weight(&self) -> Weight {
        weight(&self.login, self.run.inputs())
    }
}

impl SessionResult {
    /// Keeps the smallest counterexample for each property, layer and rule.
    pub(super) fn keep(&mut self, one: Counterexample) {
        let same = |known: &&mut Counterexample| {
            known.property.id == one.property.id
                && known.layer == one.layer
                && known.breach.rule == one.breach.rule
        };
        let Some(known) = self.failures.iter_mut().find(same) else {
            return self.failures.push(one);
        };
        let times = known.times + 1;
        // Of equally small ones always the same, whichever thread came first.
        let order = |one: &Counterexample| (one.weight(), key(one.run.inputs()));
        if order(&one) < order(known) {
            *known = one;
        }
        known.times = times;
    }
}
