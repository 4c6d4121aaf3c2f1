//! The report of a session, built from what the session found.

use std::time::Duration;

use crate::clients::exec::traffic::Purpose;
use crate::clients::install::Client;
use crate::clients::session::plan::Budget;
use crate::clients::session::result::{ClientRun, Counterexample, SessionResult};
use crate::declaration::{Declaration, Layer};
use crate::outcome::Outcome;
use crate::properties::Property;
use crate::properties::catalogue::PROPERTIES;
use crate::report::references;

use super::case::{ClientCase, VERSION, scope_member};
use super::defects::defects_of;
use super::{ClientFailure, ClientProperty, ClientReport};

/// The report of a session on that day.
pub fn session_report(
    client: &Client,
    budget: &Budget,
    result: &SessionResult,
    date: String,
) -> ClientReport {
    let declaration = client.profile.declaration();
    let judged = |property: &Property| {
        let (passed, failed) = *result.judged.get(property.id)?;
        (passed + failed > 0).then(|| ClientProperty {
            id: property.id.to_owned(),
            statement: property.statement.to_owned(),
            passed,
            failed,
        })
    };
    let failures = result.failures.iter();
    let failures: Vec<ClientFailure> = failures.map(|one| failure(client, budget, one)).collect();
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    ClientReport {
        version: VERSION,
        client: client.profile.name.clone(),
        title: client.profile.title.clone(),
        client_version: client.version.clone(),
        date,
        precedence: declaration.layers.clone(),
        policy_notes: policy_notes(client, &declaration),
        revision: result.revision,
        last_words: result
            .last_words
            .clone()
            .filter(|_| result.median_to_registration.is_none()),
        seed: budget.seed,
        covering: result.covering,
        covered: result.covered,
        cases: result.cases,
        runs: result.runs,
        took_ms: milliseconds(result.took),
        median_to_registration_ms: result.median_to_registration.map(milliseconds),
        median_overhead_ms: result.median_overhead.map(milliseconds),
        alone_on_network: result.alone_on_network,
        interrupted: result.interrupted,
        not_run: result.not_run.clone(),
        broken: result.broken.clone(),
        properties: PROPERTIES.iter().filter_map(judged).collect(),
        defects: defects_of(&failures),
        failures,
        stale: Vec::new(),
    }
}

fn failure(client: &Client, budget: &Budget, one: &Counterexample) -> ClientFailure {
    let property = one.property;
    let case = ClientCase::new(client, budget.revision, one);
    let sent = match &one.run.outcome {
        Outcome::Sent(sent) => Some(sent),
        _ => None,
    };
    let body = sent.map(|sent| String::from_utf8_lossy(&sent.registration.body).into_owned());
    let rule = one.breach.rule;
    let invocation = &one.run.invocation;
    ClientFailure {
        property: property.id.to_owned(),
        statement: property.statement.to_owned(),
        rule: rule.name().to_owned(),
        basis: rule.basis(),
        consequence: rule.consequence(),
        told: rule.told(),
        link: rule.link().map(str::to_owned),
        references: references::of(property.id),
        layer: one.layer,
        reason: one.breach.reason.clone(),
        times: one.times,
        command_line: invocation.command_line(client.profile.program_name()),
        expected_scope: case.expected_scope.clone(),
        expected: case.expected,
        sent_scope: body.as_deref().and_then(scope_member),
        sent_body: body,
        authorized_scope: sent.and_then(|sent| sent.authorization.as_ref()?.scope.clone()),
        outcome: summary(&one.run),
        status: registration_status(&one.run),
        known: None,
        case,
    }
}

fn registration_status(run: &ClientRun) -> Option<u16> {
    let mut received = run.record.received.iter();
    let registration = received.find(|one| one.purpose == Purpose::Registration);
    registration.map(|one| one.status)
}

/// What the program sent and how it ended.
fn summary(run: &ClientRun) -> String {
    let end = run.record.ending;
    match &run.outcome {
        Outcome::Sent(sent) => {
            let further = sent.further_registrations.len();
            format!("registered {} time(s), {end}", 1 + further)
        }
        other => format!("{}; {end}", other.summary()),
    }
}

/// The note of the profile, then each difference between the declaration and the requirements.
fn policy_notes(client: &Client, declaration: &Declaration) -> Vec<String> {
    let mut notes: Vec<String> = client.profile.policy.note.iter().cloned().collect();
    let mut required = declaration.layers.clone();
    required.sort_unstable();
    if declaration.layers != required {
        notes.push(format!(
            "it declares the order {}; the requirements have {} (CFG-09, MCP-12)",
            names(&declaration.layers, ", "),
            names(&required, ", "),
        ));
    }
    for layer in [Layer::Challenge, Layer::ResourceMetadata] {
        if !declaration.reads(layer) {
            notes.push(format!("it does not declare to read the {layer} (MCP-12)"));
        }
    }
    let policy = &declaration.policy;
    if !policy.unites.is_empty() {
        notes.push(format!(
            "it declares to unite a user's scopes with those of the {}; the requirements let a user's replace them (CFG-09, AMB-03)",
            names(&policy.unites, " or "),
        ));
    }
    if policy.falls_back_to_catalogue {
        notes.push("it declares to fall back to what the authorization server metadata list; the requirements have no scope then (MCP-12, AMB-05)".to_owned());
    }
    if !policy.default_scopes.is_empty() {
        notes.push(format!(
            "it declares to register {:?} when nothing supplies a scope; the requirements have no scope then (MCP-12)",
            policy.default_scopes.join(" "),
        ));
    }
    notes
}

fn names(layers: &[Layer], between: &str) -> String {
    let names: Vec<&str> = layers.iter().map(|layer| layer.name()).collect();
    names.join(between)
}
