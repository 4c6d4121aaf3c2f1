//! The report for a user at a terminal. Everything from client and servers is escaped.

use std::fmt::Write;

use crate::vocabulary::{Consequence, Layer};

use super::facts::facts;
use super::{ClientFailure, ClientReport, shown};

/// The whole report; notes are left out unless `house` asks for them.
pub fn report(report: &ClientReport, house: bool) -> String {
    let mut out = String::new();
    for (index, failure) in report.failures.iter().enumerate() {
        if failure.consequence == Consequence::Note && !house {
            continue;
        }
        // One run often fails several properties: it is shown once, with all of them.
        let (before, after) = report.failures.split_at(index);
        if before.iter().any(|earlier| same_run(earlier, failure)) {
            continue;
        }
        let too = after[1..].iter().filter(|one| same_run(one, failure));
        let too: Vec<&str> = too.map(|one| one.property.as_str()).collect();
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
    let known = match failure.known {
        Some(_) => "known",
        None => failure.consequence.name(),
    };
    let (property, times) = (&failure.property, failure.times);
    let layer = failure.layer.map(|layer| format!(" from the {layer}"));
    let layer = layer.unwrap_or_default();
    let _ = writeln!(out, "{known}: {property}{layer} ({times} of its cases)");
    let mut line = |name: &str, text: &str| {
        let _ = writeln!(out, "  {name:<11}{}", shown(text));
    };
    if !too.is_empty() {
        line("and", &too.join(", "));
    }
    line("states", &failure.statement);
    if !failure.references.is_empty() {
        line("reports", &failure.references.join(", "));
    }
    for (name, text) in facts(report, failure) {
        // Files that say nothing of scopes only take up room.
        if name != "file" || failure.layer == Some(Layer::ConfigFile) {
            line(&name, &text);
        }
    }
    out.push('\n');
}

/// How the session went, in a few sentences.
pub fn summary(report: &ClientReport) -> String {
    let mut out = String::new();
    if let Some(why) = &report.not_run {
        let _ = writeln!(out, "The client could not be run: {}", shown(why));
    }
    let _ = writeln!(
        out,
        "{}: {} of {} judged properties fail. The session ran {} cases ({} of the {} in the covering set) \
         in {} runs and {:.1} s, with seed {}.",
        shown(&report.name()),
        report.failing().len(),
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
            "The client registers {registration} ms after its start (median); the rest of a run takes {overhead} ms."
        );
    }
    if report.cases > 0 && report.median_to_registration_ms.is_none() {
        out.push_str(
            "The client never registered: see its output above, and [program] in its profile.\n",
        );
    }
    if !report.alone_on_network {
        out.push_str("The client shared this machine's network: to isolate it takes Linux and administrator rights.\n");
    }
    if report.interrupted {
        out.push_str("The session was interrupted.\n");
    }
    out
}
