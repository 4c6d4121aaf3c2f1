//! The main job: every property against the reference, then every seeded bug against the suite.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::harness::regressions::{self, RegressionsError};
use crate::harness::{self, Plan};
use crate::implementation::Implementation;
use crate::reference::Reference;
use crate::report::Report;
use crate::report::detection::{self, Detection};
use crate::seeded_bugs::{self, SeededBug};

/// Where regressions are kept.
const REGRESSIONS: &str = "proptest-regressions";

/// Cases of each run against a seeded bug.
pub const CASES_FOR_BUGS: u32 = 128;

/// Runs the plan against the reference and, if asked to, each seeded bug with `seeds` seeds.
///
/// # Errors
/// Kept regressions that cannot be read.
pub fn check(mut plan: Plan, bugs: bool, seeds: u64) -> Result<Report, RegressionsError> {
    for property in plan.properties.clone() {
        let regressions = regressions::load(Path::new(REGRESSIONS), Reference.name(), property.id)?;
        plan.regressions
            .extend(regressions.into_iter().map(|find| (property, find)));
    }
    let bar = progress_bar("cases", u64::from(plan.cases));
    let run = harness::run(&Reference, &plan, &mut |done| {
        bar.set_position(u64::from(done))
    });
    bar.finish_and_clear();
    let detections = if bugs {
        detections(&plan, seeds)
    } else {
        Vec::new()
    };
    Ok(Report::new(&run, &detections))
}

/// Every seeded bug, caught or not.
fn detections(plan: &Plan, seeds: u64) -> Vec<Detection> {
    let bugs: Vec<&'static SeededBug> = seeded_bugs::catalogue::all().collect();
    let bar = progress_bar("seeded bugs", bugs.len() as u64);
    let plan = Plan {
        cases: CASES_FOR_BUGS,
        regressions: Vec::new(),
        ..plan.clone()
    };
    let detections = detection::detect(&bugs, &plan, seeds, &|| bar.inc(1));
    bar.finish_and_clear();
    detections
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress_bar(what: &'static str, length: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg:12} {bar:40} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
