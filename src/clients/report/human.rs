//! The report for a user at a terminal. Everything from client and servers is escaped.

use std::fmt::Write;

use crate::protocol::error::escaped;

use super::{ClientFailure, ClientReport};
use crate::vocabulary::{Basis, ExpectedAction, Layer};

/// Most characters of one piece that are shown.
const LONGEST: usize = 1200;

/// `text` without anything that a terminal acts upon, cut at a length that a user reads.
pub fn shown(text: &str) -> String {
    let text = escaped(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The whole report.
pub fn report(report: &ClientReport) -> String {
    let mut out = String::new();
    let mut shown_runs: Vec<&ClientFailure> = Vec::new();
    for failure in &report.failures {
        // One run often fails several properties: it is shown once, with all of them.
        if shown_runs.iter().any(|earlier| same_run(earlier, failure)) {
            continue;
        }
        shown_runs.push(failure);
        let too = report.failures.iter().filter(|one| same_run(one, failure));
        let too: Vec<&str> = too.skip(1).map(|one| one.property.as_str()).collect();
        write_failure(&mut out, report, failure, &too);
    }
    for text in &report.stale {
        let _ = writeln!(out, "stale: {}\n", shown(text));
    }
    for text in &report.broken {
        let _ = writeln!(out, "dcr-check itself failed in a run: {}\n", shown(text));
    }
    for note in &report.policy_notes {
        let _ = writeln!(out, "note: {}", shown(note));
    }
    out + &summary(report)
}

/// Whether two failures were seen in the same run, and are equally new.
fn same_run(one: &ClientFailure, other: &ClientFailure) -> bool {
    one.case == other.case
        && one.layer == other.layer
        && one.known.is_some() == other.known.is_some()
}

fn write_failure(out: &mut String, report: &ClientReport, failure: &ClientFailure, too: &[&str]) {
    let layer = failure
        .layer
        .map_or(String::new(), |layer| format!(" from the {layer}"));
    let known = if failure.known.is_some() {
        "known: "
    } else {
        "failed: "
    };
    let _ = writeln!(
        out,
        "{known}{}{layer} ({} of its cases)",
        failure.property, failure.times
    );
    let mut line = |name: &str, text: &str| {
        let _ = writeln!(out, "  {name:<11}{}", shown(text));
    };
    if !too.is_empty() {
        line("and", &too.join(", "));
    }
    line("states", &failure.statement);
    if let Some(first) = failure.requirements.first() {
        line("demanded by", &format!(" {first}"));
    }
    line("fails", basis(failure));
    line("run", &failure.command_line);
    for (path, text) in &failure.case.invocation.files {
        if failure.layer == Some(Layer::ConfigFile) {
            line("file", &format!("{path}: {}", text.trim()));
        }
    }
    for (name, value) in servers(failure) {
        line(&name, &value);
    }
    let scope = |scope: &Option<String>| match scope {
        Some(scope) => format!("scope {scope}"),
        None => "no scope".to_owned(),
    };
    let quoted = failure
        .expected_scope
        .as_ref()
        .map(|scope| format!("{scope:?}"));
    match failure.expected {
        ExpectedAction::Sent => line("expected", &scope(&quoted)),
        ExpectedAction::Refused => line("expected", "an error message, and no registration"),
        ExpectedAction::NoRegistration => line("expected", "no registration"),
        ExpectedAction::Anything => {}
    }
    match &failure.sent_body {
        Some(body) => {
            line("registered", &scope(&failure.sent_scope));
            line("body", body);
        }
        None => line("instead", &failure.outcome),
    }
    if let Some(authorized) = &failure.authorized_scope {
        line("authorized", &format!("scope {authorized:?}"));
    }
    if let Some(status) = failure.status.filter(|status| *status >= 400) {
        line("answer", &format!("{status}, so nobody can log in"));
    }
    line("why", &failure.reason);
    if let Some(known) = &failure.known {
        line("known", known);
    }
    if !failure.references.is_empty() {
        line("reports", &failure.references.join(", "));
    }
    line("again", &replay_command(report, failure));
    out.push('\n');
}

/// Which of the two measures a failure fails.
pub fn basis(failure: &ClientFailure) -> &'static str {
    match failure.basis {
        Basis::Declaration => "what its profile declares, where the standards leave it a choice",
        Basis::Standard => "what the standards demand",
        Basis::Both => "what the standards demand and what its profile declares",
    }
}

/// What the servers said that bears on scopes.
pub fn servers(failure: &ClientFailure) -> Vec<(String, String)> {
    let script = &failure.case.servers;
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let mut all: Vec<(String, String)> = Vec::new();
    for field in &script.challenge {
        all.push(("challenge".to_owned(), text(&field.0)));
    }
    for document in &script.documents {
        let body = text(&document.body.0);
        // A document that says nothing of scopes needs no room.
        if body.contains("scopes_supported") {
            all.push(("document".to_owned(), format!("{} {body}", document.url)));
        }
    }
    all
}

/// How to run a counterexample again.
pub fn replay_command(report: &ClientReport, failure: &ClientFailure) -> String {
    let version = report.client_version.as_ref();
    let version = version.map_or(String::new(), |version| format!(" --version {version}"));
    let layer = failure
        .layer
        .map_or(String::new(), |layer| format!(":{layer}"));
    shown(&format!(
        "dcr-check replay REPORT.json --failure {}{layer} --client clients/{}.toml{version}",
        failure.property, report.client
    ))
}

/// One paragraph.
pub fn summary(report: &ClientReport) -> String {
    let mut out = String::new();
    if let Some(why) = &report.not_run {
        let _ = writeln!(out, "The client could not be run: {}", shown(why));
    }
    let failing = report.failing().len();
    let _ = writeln!(
        out,
        "{}: {} of {} judged properties fail, in {} cases ({} of {} of the covering set) and {} runs, {:.1} s, seed {}.",
        shown(&report.name()),
        failing,
        report.properties.len(),
        report.cases,
        report.covered,
        report.covering,
        report.runs,
        report.took_ms as f64 / 1000.0,
        report.seed
    );
    if let (Some(registration), Some(overhead)) =
        (report.median_to_registration_ms, report.median_overhead_ms)
    {
        let _ = writeln!(
            out,
            "It registers {registration} ms after its start (median); all the rest of a run takes {overhead} ms."
        );
    }
    if report.cases > 0 && report.median_to_registration_ms.is_none() {
        out.push_str(
            "It never registered: look at what it says above, and at [program] in its profile.\n",
        );
    }
    if !report.alone_on_network {
        out.push_str("It was not kept on a network of its own: that takes Linux and the rights of an administrator.\n");
    }
    if report.interrupted {
        out.push_str("It was interrupted.\n");
    }
    out
}
