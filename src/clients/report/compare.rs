//! What changed between two reports.

use std::fmt::Write;

use serde::Serialize;

use super::human::shown;
use super::{ClientFailure, ClientReport, layer_name};
use crate::vocabulary::{Layer, Standing};

/// The difference between two reports, property by property and layer by layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
        mended: Vec::new(),
        broken: Vec::new(),
        still: Vec::new(),
        unknown: Vec::new(),
    };
    for failure in &before.failures {
        let change = Change::of(failure);
        if fails(after, failure) {
            comparison.still.push(change);
        } else if after.standing(&failure.property) != Standing::NotJudged {
            comparison.mended.push(change);
        } else {
            comparison.unknown.push(change);
        }
    }
    for failure in after.failures.iter().filter(|one| !fails(before, one)) {
        let change = Change::of(failure);
        if before.standing(&failure.property) != Standing::NotJudged {
            comparison.broken.push(change);
        } else {
            comparison.unknown.push(change);
        }
    }
    comparison
}

fn fails(report: &ClientReport, one: &ClientFailure) -> bool {
    let same = |other: &ClientFailure| other.property == one.property && other.layer == one.layer;
    report.failures.iter().any(same)
}

/// The comparison for a user.
pub fn human(comparison: &Comparison) -> String {
    let mut out = format!(
        "{} → {}\n",
        shown(&comparison.before),
        shown(&comparison.after)
    );
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
