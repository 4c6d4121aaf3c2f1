//! Markdown, for comments and for the page of findings.

use std::fmt::Write;

use crate::properties::catalogue::PROPERTIES;
use crate::report::markdown::table;
use crate::vocabulary::{Layer, Standing};

use super::facts::servers;
use super::{ClientFailure, ClientReport, shown};

/// A cell of a table.
fn cell(text: &str) -> String {
    shown(text).replace('|', "\\|").replace('<', "&lt;")
}

/// Code in a line. A grave accent would end it.
fn code(text: &str) -> String {
    let text = cell(text).replace("&lt;", "<");
    let fence = if text.contains('`') { "``" } else { "`" };
    let space = if text.contains('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The reports: a table of clients and properties, then each failure with its counterexample.
pub fn markdown(reports: &[ClientReport]) -> String {
    let mut out = matrix(reports);
    for report in reports {
        let _ = writeln!(out, "\n## {}\n", cell(&report.name()));
        out.push_str(&failures(report));
    }
    out
}

/// The properties that fail in any of the reports, in the order of the catalogue.
pub fn failing_anywhere(reports: &[ClientReport]) -> Vec<&'static str> {
    let ids = PROPERTIES.iter().map(|property| property.id);
    ids.filter(|id| reports.iter().any(|report| report.failing().contains(id)))
        .collect()
}

/// Clients × properties; properties that hold everywhere are left out.
fn matrix(reports: &[ClientReport]) -> String {
    let names = reports.iter().map(|report| cell(&report.name()));
    let header: Vec<String> = std::iter::once("property".to_owned())
        .chain(names)
        .collect();
    let standing = |report: &ClientReport, property| match report.standing(property) {
        Standing::NotJudged => "–".to_owned(),
        Standing::Fails => format!("**{}**", Standing::Fails),
        Standing::Holds => Standing::Holds.to_string(),
    };
    let row = |property| {
        let cells = reports.iter().map(|report| standing(report, property));
        std::iter::once(format!("`{property}`"))
            .chain(cells)
            .collect()
    };
    table(&header, failing_anywhere(reports).into_iter().map(row))
}

/// The failures of one client: each property once with its shortest counterexample, and the other
/// layers that it fails for.
fn failures(report: &ClientReport) -> String {
    let mut out = String::new();
    if let Some(why) = &report.not_run {
        let _ = writeln!(out, "It could not be run: {}\n", cell(why));
    }
    for id in report.failing() {
        let mut all: Vec<&ClientFailure> = report.failures_of(id).collect();
        all.sort_by_key(|failure| failure.case.length());
        let [shortest, others @ ..] = all.as_slice() else {
            continue;
        };
        let _ = writeln!(out, "- **`{id}`**: {}", cell(&shortest.statement));
        out.push_str(&counterexample(shortest));
        if !others.is_empty() {
            let layers: Vec<&str> = others.iter().map(|one| one.layer_name()).collect();
            let _ = writeln!(out, "  - also: {}", layers.join(", "));
        }
        if !shortest.references.is_empty() {
            let references = shortest.references.join(", ");
            let _ = writeln!(out, "  - the same in public reports: {references}");
        }
    }
    if out.is_empty() {
        out.push_str("Nothing fails.\n");
    }
    out
}

/// The page of findings: how each client was run, the matrix, and each client's failures.
pub fn findings(reports: &[ClientReport]) -> String {
    let header = [
        "client",
        "run on",
        "cases",
        "runs",
        "seconds",
        "to registration, ms",
        "properties that fail",
    ];
    let row = |report: &ClientReport| {
        let time = report.median_to_registration_ms;
        let failing = report.failing().len();
        vec![
            cell(&report.name()),
            cell(&report.date),
            report.cases.to_string(),
            report.runs.to_string(),
            (report.took_ms / 1000).to_string(),
            time.map_or("–".to_owned(), |time| time.to_string()),
            format!("{failing} of {}", report.properties.len()),
        ]
    };
    let clients = table(&header.map(str::to_owned), reports.iter().map(row));
    let mut out = format!("{clients}\n{}", matrix(reports));
    for report in reports {
        let _ = writeln!(out, "\n### {}\n", cell(&report.name()));
        for note in &report.policy_notes {
            let _ = writeln!(out, "Note: {}.\n", cell(note).trim_end_matches('.'));
        }
        out.push_str(&failures(report));
    }
    out
}

fn counterexample(failure: &ClientFailure) -> String {
    let line = code(&failure.command_line);
    let mut out = format!("  - {}: {line}", failure.layer_name());
    if failure.layer == Some(Layer::ConfigFile) {
        for (path, text) in &failure.case.invocation.files {
            let text: Vec<&str> = text.split_whitespace().collect();
            let _ = write!(out, ", {} with {}", code(path), code(&text.join(" ")));
        }
    }
    for (name, text) in servers(failure) {
        let _ = write!(out, ", {name} {}", code(&text));
    }
    let _ = write!(out, "; expected {}", failure.expectation(code));
    match (&failure.sent_body, &failure.sent_scope) {
        (Some(_), Some(scope)) => {
            let _ = write!(out, ", registered {}", code(scope));
        }
        (Some(_), None) => out.push_str(", registered no scope"),
        (None, _) => {
            let _ = write!(out, ", instead {}", cell(&failure.outcome));
        }
    }
    if let Some(scope) = &failure.authorized_scope {
        let _ = write!(out, ", authorized {}", code(scope));
    }
    let _ = writeln!(out, ". {}", cell(&failure.reason));
    let link = failure.link.as_ref().map(|link| format!(", <{link}>"));
    let _ = writeln!(
        out,
        "  - {}: breaks {}{}",
        failure.consequence,
        cell(&failure.told),
        link.unwrap_or_default()
    );
    out
}
