//! What reports tell of a counterexample, whatever their form.

use super::{ClientFailure, ClientReport};

/// The counterexample of a failure: what was run, expected and sent, each piece with its name. Not
/// escaped.
pub fn facts(report: &ClientReport, failure: &ClientFailure) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, text: String| facts.push((name.to_owned(), text));
    add("breaks", failure.told.clone());
    add("run", failure.command_line.clone());
    for (path, text) in &failure.case.invocation.files {
        add("file", format!("{path}: {}", text.trim()));
    }
    for (name, text) in servers(failure) {
        add(name, text);
    }
    add(
        "expected",
        failure.expectation(|scope| format!("scope {scope:?}")),
    );
    match &failure.sent_body {
        Some(body) => {
            let scope = failure.sent_scope.as_ref();
            let scope = scope.map_or("no scope".to_owned(), |scope| format!("scope {scope}"));
            add("registered", scope);
            add("body", body.clone());
        }
        None => add("instead", failure.outcome.clone()),
    }
    if let Some(scope) = &failure.authorized_scope {
        add("authorized", format!("scope {scope:?}"));
    }
    match failure.status {
        Some(status @ 400..) => add("answer", format!("{status}, so nobody can log in")),
        Some(status) => add("answer", status.to_string()),
        None => {}
    }
    add("why", failure.reason.clone());
    if let Some(known) = &failure.known {
        add("known", known.clone());
    }
    add("again", replay_command(report, failure));
    facts
}

/// The challenges, and the documents that list scopes. Not escaped.
pub fn servers(failure: &ClientFailure) -> Vec<(&'static str, String)> {
    let servers = &failure.case.servers;
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let fields = servers.challenge.iter();
    let mut all: Vec<_> = fields.map(|field| ("challenge", text(&field.0))).collect();
    for document in &servers.documents {
        let body = text(&document.body.0);
        if body.contains("scopes_supported") {
            all.push(("document", format!("{} {body}", document.url)));
        }
    }
    all
}

/// The command that runs a counterexample again. Not escaped.
pub fn replay_command(report: &ClientReport, failure: &ClientFailure) -> String {
    let after = |text: &str, value: Option<&str>| {
        value.map_or(String::new(), |value| format!("{text}{value}"))
    };
    let layer = after(":", failure.layer.map(|layer| layer.name()));
    let version = after(" --version ", report.client_version.as_deref());
    format!(
        "dcr-check replay REPORT.json --failure {}{layer} --client clients/{}.toml{version}",
        failure.property, report.client
    )
}
