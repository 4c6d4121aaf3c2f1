//! The tables of `docs/`, as Markdown.

use crate::properties::Property;

use super::coverage::Coverage;
use super::{Report, covered_by, median_and_worst, shown};

/// A table; every cell is Markdown already.
pub fn table(header: &[impl AsRef<str>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let head = line(header.iter().map(AsRef::as_ref).collect());
    let rows = rows.map(|row| line(row.iter().map(String::as_str).collect()));
    let rule = "---|".repeat(header.len());
    format!("{head}|{rule}\n{}", rows.collect::<String>())
}

/// The table of requirements.
pub fn requirements(rows: &[Coverage]) -> String {
    let header = ["id", "level", "source", "statement", "covered by"];
    let row = |row: &Coverage| {
        let (level, covered_by) = (row.level.name(), covered_by(row));
        let cells = [row.id, level, &row.source, row.statement, &covered_by];
        cells.map(|cell| cell.replace('|', "\\|")).to_vec()
    };
    table(&header, rows.iter().map(row))
}

/// The table of properties.
pub fn properties(properties: &[Property]) -> String {
    let header = ["property", "family", "statement", "requirements"];
    let row = |property: &Property| {
        vec![
            format!("`{}`", property.id),
            property.judge.family().to_string(),
            property.statement.to_owned(),
            property.requirements.join(" "),
        ]
    };
    table(&header, properties.iter().map(row))
}

/// The table of seeded bugs.
pub fn seeded_bugs(report: &Report) -> String {
    let header = [
        "bug",
        "fault",
        "seen in",
        "cases: median, worst",
        "caught by",
        "smallest counterexample",
    ];
    let rows = report.seeded_bugs.iter().map(|bug| {
        let example = bug.failure.as_ref();
        let example = example.map(|one| shown(&one.command_line, 600).replace('|', "\\|"));
        let caught_by: Vec<String> = bug.caught_by.iter().map(|id| format!("`{id}`")).collect();
        vec![
            format!("`{}`", bug.id),
            bug.fault.to_owned(),
            bug.references.join(", "),
            median_and_worst(&bug.cases),
            caught_by.join(" "),
            format!("`{}`", example.unwrap_or_default()),
        ]
    });
    table(&header, rows)
}
