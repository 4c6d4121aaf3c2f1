//! What reports tell of a counterexample, whatever their form.

use serde_json::Value;

use crate::vocabulary::Layer;

use super::{ClientFailure, ClientReport};

/// The counterexample of a failure: what was run, expected and sent, each piece with its name, and nothing
/// that the failure does not depend on. Not escaped.
pub fn facts(report: &ClientReport, failure: &ClientFailure) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, text: String| facts.push((name.to_owned(), text));
    add("run", failure.command_line.clone());
    for (path, text) in &failure.case.invocation.files {
        // Without a user's scopes a file only says where the server is.
        if failure.layer == Some(Layer::ConfigFile) || text.contains("scope") {
            let words: Vec<&str> = text.split_whitespace().collect();
            add("file", format!("{path}: {}", words.join(" ")));
        }
    }
    for (name, text) in servers(failure) {
        add(name, text);
    }
    let expected = failure.expectation(|scope| format!("scope {scope:?}"));
    add("expected", expected);
    match &failure.sent_body {
        Some(body) => {
            let scope = failure.sent_scope.as_ref();
            let scope = scope.map_or("no scope".to_owned(), |scope| format!("scope {scope}"));
            add("registered", scope);
            if failure.is_of_other_members() {
                add("body", body.clone());
            }
        }
        None => add("instead", failure.outcome.clone()),
    }
    if let Some(scope) = &failure.authorized_scope
        && failure.sent_scope != Some(format!("{scope:?}"))
    {
        add("authorized", format!("scope {scope:?}"));
    }
    if let Some(status @ 400..) = failure.status {
        add("answer", format!("{status}, so nobody can log in"));
    }
    add("why", failure.reason.clone());
    add("breaks", failure.told.clone());
    if let Some(link) = &failure.link {
        add("see", link.clone());
    }
    if let Some(known) = &failure.known {
        add("known", known.clone());
    }
    add("again", again(report, failure));
    facts
}

/// The command that shows a failure alone. Not escaped.
pub fn again(report: &ClientReport, failure: &ClientFailure) -> String {
    let version = report.client_version.as_deref();
    let version = version.map_or(String::new(), |version| format!(" --version {version}"));
    let (client, property) = (&report.client, &failure.property);
    format!("dcr-check run --client clients/{client}.toml{version} --property {property}")
}

/// The challenges, and the documents with the members that decide. Not escaped.
pub fn servers(failure: &ClientFailure) -> Vec<(&'static str, String)> {
    let servers = &failure.case.servers;
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let fields = servers.challenge.iter();
    let mut all: Vec<_> = fields.map(|field| ("challenge", text(&field.0))).collect();
    for document in &servers.documents {
        let body = text(&document.body.0);
        if failure.is_of_documents() {
            all.push(("document", format!("{} {body}", document.url)));
        } else if let Some(members) = deciding(&body) {
            all.push(("document", format!("{} {members}", document.url)));
        }
    }
    all
}

/// The members of a document that can supply scopes, with a mark where others are left out; none if it has none.
fn deciding(body: &str) -> Option<String> {
    let document: Value = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()?;
    let members = document.as_object()?;
    let scopes = members.iter().filter(|(name, _)| name.contains("scope"));
    let written: Vec<String> = scopes
        .map(|(name, value)| format!("{name:?}: {value}"))
        .collect();
    (!written.is_empty()).then(|| format!("{{{}, …}}", written.join(", ")))
}
