//! What changed between two reports.

use std::fmt::Write;

use serde::Serialize;

use super::{ClientFailure, ClientReport, layer_name, shown};
use crate::vocabulary::{Layer, Standing};

/// The difference between two reports, property by property and layer by layer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Name and version of the first.
    pub before: String,
    /// Name and version of the second.
    pub after: String,
    /// What fails in the first, and was judged and holds in the second.
    pub mended: Vec<Change>,
    /// What fails in the second, and was judged and holds in the first.
    pub broken: Vec<Change>,
    /// What fails in both.
    pub still: Vec<Change>,
    /// What fails in one and was not judged in the other.
    pub unknown: Vec<Change>,
}

/// A property with the layer that should have won.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The property.
    pub property: String,
    /// The layer.
    pub layer: Option<Layer>,
    /// The shortest command line that fails.
    pub command_line: String,
    /// Why it fails there.
    pub reason: String,
}

impl Change {
    fn of(failure: &ClientFailure) -> Change {
        Change {
            property: failure.property.clone(),
            layer: failure.layer,
            command_line: failure.command_line.clone(),
            reason: failure.reason.clone(),
        }
    }
}

/// Compares two reports.
pub fn compare(before: &ClientReport, after: &ClientReport) -> Comparison {
    let mut comparison = Comparison {
        before: before.name(),
        after: after.name(),
        ..Comparison::default()
    };
    for failure in &before.failures {
        let changes = match after.standing(&failure.property) {
            _ if fails(after, failure) => &mut comparison.still,
            Standing::NotJudged => &mut comparison.unknown,
            _ => &mut comparison.mended,
        };
        changes.push(Change::of(failure));
    }
    for failure in after.failures.iter().filter(|one| !fails(before, one)) {
        let changes = match before.standing(&failure.property) {
            Standing::NotJudged => &mut comparison.unknown,
            _ => &mut comparison.broken,
        };
        changes.push(Change::of(failure));
    }
    comparison
}

fn fails(report: &ClientReport, one: &ClientFailure) -> bool {
    let same = |other: &ClientFailure| other.property == one.property && other.layer == one.layer;
    report.failures.iter().any(same)
}

/// The comparison for a user.
pub fn human(comparison: &Comparison) -> String {
    let (before, after) = (shown(&comparison.before), shown(&comparison.after));
    let mut out = format!("{before} → {after}\n");
    let parts = [
        ("mended", &comparison.mended),
        ("newly failing", &comparison.broken),
        ("still failing", &comparison.still),
        ("not judged in one of them", &comparison.unknown),
    ];
    for (title, changes) in parts {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "\n{title}: {}", changes.len());
        for change in changes {
            let layer = layer_name(change.layer);
            let line = shown(&change.command_line);
            let _ = writeln!(out, "  {} ({layer})\n    {line}", change.property);
            let _ = writeln!(out, "    {}", shown(&change.reason));
        }
    }
    out
}
