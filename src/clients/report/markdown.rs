//! Markdown, for comments and for the page of findings.

use std::fmt::Write;

use crate::report::defect::Defect;
use crate::report::harm;
use crate::report::markdown::table;
use crate::vocabulary::Consequence;

use super::facts::facts;
use super::matrix::{self, Row};
use super::{ClientReport, shown};

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

/// The reports: clients and defects, then each defect with the clients that have it.
pub fn markdown(reports: &[ClientReport]) -> String {
    let rows = matrix::rows(reports);
    let mut out = matrix(reports, &rows);
    for row in &rows {
        out.push_str(&section(reports, row));
    }
    out
}

/// The page of findings: how each client was run, then what [`markdown`] shows.
pub fn findings(reports: &[ClientReport]) -> String {
    let header = [
        "client",
        "run on",
        "held to MCP",
        "cases",
        "runs",
        "seconds",
        "fail",
        "warn",
        "notes",
    ];
    let row = |report: &ClientReport| {
        let count = |consequence: Consequence| {
            let defects = report.defects.iter();
            defects
                .filter(|one| one.consequence == consequence)
                .count()
                .to_string()
        };
        vec![
            cell(&report.name()),
            cell(&report.date),
            report
                .revision
                .map_or("–".to_owned(), |revision| revision.to_string()),
            report.cases.to_string(),
            report.runs.to_string(),
            (report.took_ms / 1000).to_string(),
            count(Consequence::Failure),
            count(Consequence::Warning),
            count(Consequence::Note),
        ]
    };
    let clients = table(&header.map(str::to_owned), reports.iter().map(row));
    let mut out = format!("{clients}\n");
    for report in reports
        .iter()
        .filter(|report| !report.policy_notes.is_empty())
    {
        let notes: Vec<String> = report.policy_notes.iter().map(|note| cell(note)).collect();
        let _ = writeln!(
            out,
            "- {}: {}.",
            cell(&report.name()),
            notes.join("; ").trim_end_matches('.')
        );
    }
    format!("{out}\n{}", markdown(reports))
}

/// Defects × clients; what a cell says is what the defect does to a run with that client.
fn matrix(reports: &[ClientReport], rows: &[Row<'_>]) -> String {
    let names = reports.iter().map(|report| cell(&report.name()));
    let header: Vec<String> = ["severity", "defect"]
        .map(str::to_owned)
        .into_iter()
        .chain(names)
        .collect();
    let line = |row: &Row<'_>| {
        let cells = reports.iter().map(|report| match row.of(report) {
            Some(defect) if defect.consequence == Consequence::Failure => "**fails**".to_owned(),
            Some(defect) => defect.consequence.to_string(),
            None => String::new(),
        });
        let start = [row.severity.number().to_string(), row.title()];
        start.into_iter().chain(cells).collect()
    };
    table(&header, rows.iter().map(line))
}

/// One defect: the clients that have it, and the plainest input that shows it.
fn section(reports: &[ClientReport], row: &Row<'_>) -> String {
    let mut out = format!("\n## {} ({})\n\n", row.title(), row.severity);
    for report in reports {
        if let Some(defect) = row.of(report) {
            let layers: Vec<&str> = defect.layers.iter().map(|layer| layer.name()).collect();
            let layers = match layers.is_empty() {
                true => String::new(),
                false => format!(": {}", layers.join(", ")),
            };
            let consequence = defect.consequence;
            let _ = writeln!(out, "- {} ({consequence}){layers}", cell(&report.name()));
        }
    }
    let Some((report, defect)) = row.plainest(reports) else {
        return out;
    };
    let Some(failure) = report.failures_behind(defect).next() else {
        return out;
    };
    let _ = writeln!(out, "\nSeen plainest in {}:\n", cell(&report.name()));
    for (name, text) in facts(report, failure) {
        let text = match name.as_str() {
            "why" | "breaks" | "known" | "instead" | "answer" => cell(&text),
            "see" => format!("<{}>", cell(&text)),
            _ => code(&text),
        };
        let _ = writeln!(out, "- {name}: {text}");
    }
    if !failure.references.is_empty() {
        let _ = writeln!(
            out,
            "- the same in public reports: {}",
            failure.references.join(", ")
        );
    }
    out.push_str(&servers(defect));
    out
}

fn servers(defect: &Defect) -> String {
    match defect.harm.is_empty() {
        true => String::new(),
        false => format!(
            "- servers, tried {}: {}\n",
            harm::tried(),
            harm::told(&defect.harm)
        ),
    }
}
