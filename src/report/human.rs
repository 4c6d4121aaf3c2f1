//! Reports for a user at a terminal.

use std::fmt::Write;

use comfy_table::{ContentArrangement, Table, presets};

use crate::properties::Property;
use crate::vocabulary::PropertyStatus;

use super::wrap::wrapped;

use super::coverage::{self, Coverage};
use super::{
    FailureReport, LabelShare, PropertyReport, Report, covered_by, median_and_worst, shown,
};

/// A table as wide as the terminal, or `width` where there is none.
fn table(width: Option<u16>, header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header.to_vec());
    if let Some(width) = width {
        table.set_width(width);
    }
    table
}

/// The report of a run: the bug that the suite began with, failures, and the verdict; the table of properties
/// only if `verbose`.
pub fn report(report: &Report, width: Option<u16>, verbose: bool) -> String {
    let mut out = seed_bug(report);
    for property in &report.properties {
        out.extend(property.failures.iter().map(|one| failure(property, one)));
    }
    if verbose {
        let _ = writeln!(out, "{}", properties_table(report, width));
    }
    let missed = report
        .seeded_bugs
        .iter()
        .filter(|bug| bug.caught_by.is_empty());
    for bug in missed {
        let _ = writeln!(out, "missed: seeded bug {} ({})", bug.id, bug.fault);
    }
    out + &summary(report)
}

/// The bug that the suite began with, as it is found here.
fn seed_bug(report: &Report) -> String {
    const SEED: &str = "scope-never-registered";
    let bug = report.seeded_bugs.iter().find(|bug| bug.id == SEED);
    let Some((bug, failure)) = bug.and_then(|bug| Some((bug, bug.failure.as_ref()?))) else {
        return String::new();
    };
    let mut out = String::from("A client with the bug that this suite began with fails:\n");
    let mut line = |name: &str, text: &str| {
        out.push_str(&wrapped(&format!("  {name:<9}{text}"), 11, LINE));
    };
    line(
        "bug",
        &format!("{} ({})", bug.fault, bug.references.join(", ")),
    );
    line("run", &shown(&failure.command_line, 300));
    line("why", &shown(&failure.reason, 300));
    line("breaks", &failure.told);
    out + "\n"
}

/// Columns of a line.
const LINE: usize = 80;

fn failure(property: &PropertyReport, failure: &FailureReport) -> String {
    format!(
        "{}: {}\n  {}\n  breaks {}\n  in case {}: {}\n  smallest: {}\n\n",
        failure.consequence,
        property.id,
        property.statement,
        failure.told,
        failure.case_number,
        shown(&failure.reason, 600),
        shown(&failure.command_line, 1200),
    )
}

fn properties_table(report: &Report, width: Option<u16>) -> Table {
    let with_bugs = !report.seeded_bugs.is_empty();
    let mut header = vec!["property and its requirements", "judged", "generated"];
    if with_bugs {
        header.extend(["bugs caught", "smallest counterexample of a seeded bug"]);
    }
    let mut table = table(width, &header);
    for property in &report.properties {
        let share = |share: &LabelShare| {
            format!("{} {}%", share.label, percent(share.cases, property.judged))
        };
        let labels: Vec<String> = property.labels.iter().map(share).collect();
        let mut row = vec![
            format!("{}\n{}", property.id, property.requirements.join(" ")),
            match property.status {
                PropertyStatus::Passed => property.judged.to_string(),
                other => format!("{}\n{other}", property.judged),
            },
            labels.join("\n"),
        ];
        if with_bugs {
            row.push(property.seeded_bugs.to_string());
            let example = property.example.as_deref();
            row.push(example.map_or_else(String::new, |one| shown(one, 400)));
        }
        table.add_row(row);
    }
    table
}

fn percent(part: u32, whole: u32) -> u32 {
    (part * 100).checked_div(whole).unwrap_or(0)
}

fn summary(report: &Report) -> String {
    let properties = report.properties.iter();
    let held = properties
        .filter(|one| one.status == PropertyStatus::Passed)
        .count();
    let mut out = format!(
        "{held} of {} properties hold for the {} in {} cases (seed {}).\n",
        report.properties.len(),
        report.implementation,
        report.cases,
        report.seed
    );
    let (caught, all) = (report.caught(), report.seeded_bugs.len());
    if all > 0 {
        let cases = report.seeded_bugs.iter().flat_map(|bug| &bug.cases);
        let worst = cases.copied().flatten().max().unwrap_or(0);
        let _ = writeln!(
            out,
            "{caught} of {all} seeded bugs were caught, each within {worst} cases."
        );
        out.push_str(
            "Next: `dcr-check run --client clients/codex.toml --install` judges a real client; the README\n\
             shows how to judge a library. --verbose shows every property.\n",
        );
    }
    out
}

/// The table of seeded bugs.
pub fn seeded_bugs(report: &Report, width: Option<u16>) -> String {
    let header = [
        "seeded bug",
        "cases: median, worst",
        "caught by",
        "smallest counterexample",
    ];
    let mut table = table(width, &header);
    for bug in &report.seeded_bugs {
        let smallest = bug.failure.as_ref();
        table.add_row(vec![
            format!("{}\n{}\n{}", bug.id, bug.fault, bug.references.join(", ")),
            median_and_worst(&bug.cases),
            bug.caught_by.join("\n"),
            smallest.map_or_else(String::new, |one| shown(&one.command_line, 400)),
        ]);
    }
    format!("{table}\n{}", summary(report))
}

/// The table of properties without a run.
pub fn properties(properties: &[Property], width: Option<u16>) -> String {
    let mut table = table(width, &["property", "family", "statement", "requirements"]);
    for property in properties {
        table.add_row(vec![
            property.id.to_owned(),
            property.judge.family().to_string(),
            property.statement.to_owned(),
            property.requirements.join(" "),
        ]);
    }
    format!("{table}\n{} properties\n", properties.len())
}

/// The table of requirements with what covers them.
pub fn requirements(rows: &[Coverage], width: Option<u16>) -> String {
    let mut table = table(width, &["requirement", "source", "statement", "covered by"]);
    for row in rows {
        table.add_row(vec![
            format!("{}\n{}", row.id, row.level),
            row.source.clone(),
            row.statement.to_owned(),
            covered_by(row),
        ]);
    }
    format!("{table}\n{}", coverage_summary(rows))
}

/// One sentence on the share that is judged.
pub fn coverage_summary(rows: &[Coverage]) -> String {
    let (weighty, judged, explained) = coverage::share(rows);
    format!(
        "{} requirements, of which {weighty} bind a client like a MUST or a SHOULD: {judged} are judged by a \
         property, {explained} say why not.\n",
        rows.len(),
    )
}
