//! The tables of `docs/`, as Markdown.

use std::fmt::Write;

use crate::properties::Property;

use super::coverage::Coverage;
use super::{Report, covered_by, median_and_worst, shown};

/// The table of requirements.
pub fn requirements(rows: &[Coverage]) -> String {
    let mut out =
        String::from("| id | level | source | statement | covered by |\n|---|---|---|---|---|\n");
    for row in rows {
        let cells = [
            row.id,
            row.level.name(),
            row.source,
            row.statement,
            &covered_by(row),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// The table of properties.
pub fn properties(properties: &[Property]) -> String {
    let mut out =
        String::from("| property | family | statement | requirements |\n|---|---|---|---|\n");
    for property in properties {
        let requirements = property.requirements.join(" ");
        let (id, family) = (property.id, property.judge.family());
        let _ = writeln!(
            out,
            "| `{id}` | {family} | {} | {requirements} |",
            property.statement
        );
    }
    out
}

/// The table of seeded bugs.
pub fn seeded_bugs(report: &Report) -> String {
    let mut out = String::from(
        "| bug | fault | seen in | cases: median, worst | caught by | smallest counterexample |\n\
         |---|---|---|---|---|---|\n",
    );
    for bug in &report.seeded_bugs {
        let example = bug.failure.as_ref().map_or_else(String::new, |one| {
            shown(&one.command_line, 600).replace('|', "\\|")
        });
        let caught_by: Vec<String> = bug.caught_by.iter().map(|id| format!("`{id}`")).collect();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | `{example}` |",
            bug.id,
            bug.fault,
            bug.references.join(", "),
            median_and_worst(&bug.cases),
            caught_by.join(" "),
        );
    }
    out
}
