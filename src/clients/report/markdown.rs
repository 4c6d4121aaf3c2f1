//! Markdown, for comments and for the page of findings.

use std::fmt::Write;

use super::human::shown;
use super::{ClientFailure, ClientReport};
use crate::vocabulary::{Basis, ExpectedAction, Layer, Standing};

/// A cell of a table.
fn cell(text: &str) -> String {
    shown(text).replace('|', "\\|").replace('<', "&lt;")
}

/// Code in a line. A grave accent would end it.
pub fn code(text: &str) -> String {
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

/// The properties that fail in any of the reports, in the order of the first that has them.
pub fn failing_anywhere(reports: &[ClientReport]) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for property in crate::properties::catalogue::PROPERTIES {
        if reports
            .iter()
            .any(|report| report.failing().contains(&property.id))
        {
            ids.push(property.id);
        }
    }
    ids
}

/// Clients × properties; properties that hold everywhere are left out.
pub fn matrix(reports: &[ClientReport]) -> String {
    let mut out = String::from("| property |");
    for report in reports {
        let _ = write!(out, " {} |", cell(&report.name()));
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(reports.len()));
    for property in failing_anywhere(reports) {
        let _ = write!(out, "| `{property}` |");
        for report in reports {
            let _ = match report.standing(property) {
                Standing::NotJudged => write!(out, " – |"),
                Standing::Fails => write!(out, " **{}** |", Standing::Fails),
                Standing::Holds => write!(out, " {} |", Standing::Holds),
            };
        }
        out.push('\n');
    }
    out
}

/// The failures of one client: each property once with its shortest counterexample, and the other
/// layers that it fails for.
pub fn failures(report: &ClientReport) -> String {
    let mut out = String::new();
    if let Some(why) = &report.not_run {
        let _ = writeln!(out, "It could not be run: {}\n", cell(why));
    }
    for id in report.failing() {
        let mut all: Vec<&ClientFailure> = report
            .failures
            .iter()
            .filter(|failure| failure.property == id)
            .collect();
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
            let _ = writeln!(
                out,
                "  - the same in public reports: {}",
                shortest.references.join(", ")
            );
        }
    }
    if out.is_empty() {
        out.push_str("Nothing fails.\n");
    }
    out
}

/// The page of findings: how each client was run, the matrix, and each client's failures.
pub fn findings(reports: &[ClientReport]) -> String {
    let mut out = String::from(
        "| client | run on | cases | runs | seconds | to registration, ms | properties that fail |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for report in reports {
        let time = report.median_to_registration_ms;
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} of {} |",
            cell(&report.name()),
            cell(&report.date),
            report.cases,
            report.runs,
            report.took_ms / 1000,
            time.map_or("–".to_owned(), |time| time.to_string()),
            report.failing().len(),
            report.properties.len(),
        );
    }
    let _ = write!(out, "\n{}", matrix(reports));
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
    let mut out = format!(
        "  - {}: {}",
        failure.layer_name(),
        code(&failure.command_line)
    );
    if failure.layer == Some(Layer::ConfigFile) {
        for (path, text) in &failure.case.invocation.files {
            let text: Vec<&str> = text.split_whitespace().collect();
            let _ = write!(out, ", {} with {}", code(path), code(&text.join(" ")));
        }
    }
    for (name, text) in super::human::servers(failure) {
        let _ = write!(out, ", {name} {}", code(&text));
    }
    let expected = match (failure.expected, &failure.expected_scope) {
        (ExpectedAction::Sent, Some(scope)) => format!("; expected {}", code(scope)),
        (ExpectedAction::Sent, None) => "; expected no scope".to_owned(),
        (ExpectedAction::Refused, _) => "; expected an error".to_owned(),
        (ExpectedAction::NoRegistration, _) => "; expected no registration".to_owned(),
        (ExpectedAction::Anything, _) => String::new(),
    };
    out.push_str(&expected);
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
    if failure.basis == Basis::Declaration {
        let _ = writeln!(out, "  - it fails {}", super::human::basis(failure));
    }
    out
}
