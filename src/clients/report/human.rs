//! The report for a user at a terminal: one screen with the verdict and every defect in a line, then each
//! defect with its proof. Everything from client and servers is escaped.

use std::fmt::Write;

use crate::report::defect::Defect;
use crate::report::harm;
use crate::report::wrap::wrapped;
use crate::vocabulary::{Consequence, FailOn};

use super::facts::{again, facts};
use super::{ClientReport, shown};

/// Columns of a line.
const WIDTH: usize = 80;

/// The whole report; notes are left out unless `house` asks for them.
pub fn report(report: &ClientReport, house: bool) -> String {
    let shown: Vec<&Defect> = report
        .defects
        .iter()
        .filter(|one| house || one.consequence > Consequence::Note)
        .collect();
    let mut out = first_screen(report, &shown);
    for (index, defect) in shown.iter().enumerate() {
        write_defect(&mut out, report, defect, index + 1);
    }
    for text in &report.broken {
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "dcr-check itself failed in a run: {}\n",
            super::shown(text)
        );
    }
    for text in &report.stale {
        let _ = writeln!(out, "stale: {}\n", super::shown(text));
    }
    if !shown.is_empty() {
        for note in &report.policy_notes {
            out.push_str(&wrapped(&format!("note: {}", super::shown(note)), 2, WIDTH));
        }
    }
    out
}

/// What was done, the verdict, and every defect in a line.
fn first_screen(report: &ClientReport, shown: &[&Defect]) -> String {
    let mut out = summary(report);
    if !shown.is_empty() {
        out.push('\n');
    }
    for (index, defect) in shown.iter().enumerate() {
        let layers = match defect.layers.len() {
            0 => String::new(),
            1 => "1 layer".to_owned(),
            many => format!("{many} layers"),
        };
        let _ = writeln!(
            out,
            "{:>3}  {:<18} {:<36} {layers:<8} {}",
            index + 1,
            defect.severity.name(),
            defect.title(),
            defect.consequence
        );
    }
    if let Some(first) = shown
        .first()
        .and_then(|one| report.failures_behind(one).next())
    {
        let next = format!(
            "Next: mend 1. It alone: {}",
            super::shown(&again(report, first))
        );
        out.push('\n');
        out.push_str(&wrapped(&next, 6, WIDTH));
    }
    out.push('\n');
    out
}

/// How the session went and what it came to, in a few lines.
pub fn summary(report: &ClientReport) -> String {
    let mut out = String::new();
    let mut line = |text: String| out.push_str(&wrapped(&text, 0, WIDTH));
    if report.covered < report.covering && report.not_run.is_none() {
        line(format!(
            "Unfinished: {} of the {} cases of the covering set were run.",
            report.covered, report.covering
        ));
    }
    if let Some(why) = &report.not_run {
        line(format!("The client could not be run: {}", shown(why)));
    }
    if report.never_registered() {
        line("The client never registered; see [program] in its profile.".to_owned());
        for text in report.last_words.as_deref().unwrap_or_default().lines() {
            line(format!("  {}", shown(text)));
        }
    }
    let held = match report.revision {
        Some(revision) => format!(", held to MCP {revision}"),
        None => String::new(),
    };
    line(format!(
        "{}{held}: {} cases in {} runs, {:.1} s, seed {}.",
        shown(&report.name()),
        report.cases,
        report.runs,
        report.took_ms as f64 / 1000.0,
        report.seed
    ));
    line(verdict(report));
    if !report.alone_on_network && report.not_run.is_none() {
        line("The client shared this machine's network: to isolate it takes Linux and administrator rights.".to_owned());
    }
    if report.interrupted {
        line("The session was interrupted.".to_owned());
    }
    out
}

/// What fails, what is only told, and what is left out.
fn verdict(report: &ClientReport) -> String {
    let count = |consequence| {
        report
            .defects
            .iter()
            .filter(|one| one.consequence == consequence)
            .count()
    };
    let [failing, warnings, notes] = [
        Consequence::Failure,
        Consequence::Warning,
        Consequence::Note,
    ]
    .map(count);
    let new = report.new_failures(FailOn::default()).next().is_some();
    let known = if failing > 0 && !new {
        ", all known to the baseline"
    } else {
        ""
    };
    let verdict = if failing > 0 && new {
        "FAILS"
    } else {
        "passes"
    };
    format!(
        "It {verdict}: {failing} defects break a MUST, a grammar or its declaration{known}; {warnings} more \
         break a SHOULD; {notes} are notes (--house shows them). {} properties were judged.",
        report.properties.len()
    )
}

fn write_defect(out: &mut String, report: &ClientReport, defect: &Defect, number: usize) {
    let Some(failure) = report.failures_behind(defect).next() else {
        return;
    };
    let layers: Vec<&str> = defect.layers.iter().map(|layer| layer.name()).collect();
    let layers = if layers.is_empty() {
        String::new()
    } else {
        format!("; {}", layers.join(", "))
    };
    let known = if failure.known.is_some() {
        ", known"
    } else {
        ""
    };
    let title = format!(
        "{number}. {} ({}, {}{known}{layers})",
        defect.title(),
        defect.severity,
        defect.consequence
    );
    out.push_str(&wrapped(&title, 3, WIDTH));
    let mut line = |name: &str, text: &str| {
        out.push_str(&wrapped(
            &format!("   {name:<11}{}", shown(text)),
            14,
            WIDTH,
        ));
    };
    for (name, text) in facts(report, failure) {
        line(&name, &text);
    }
    if !defect.harm.is_empty() {
        let told = harm::told(&defect.harm);
        line("servers", &format!("{told} (tried {})", harm::tried()));
    }
    if let Some(reports) = some(&failure.references) {
        line("reports", &reports);
    }
    out.push('\n');
}

/// The first public reports, and how many more there are; none if there are none.
fn some(references: &[String]) -> Option<String> {
    const SHOWN: usize = 3;
    let first = references.get(..SHOWN.min(references.len()))?;
    match references.len() {
        0 => None,
        all if all <= SHOWN => Some(first.join(", ")),
        all => Some(format!("{} and {} more", first.join(", "), all - SHOWN)),
    }
}
