//! The commands that run client programs.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};

use chrono::{DateTime, Utc};

use crate::clients::baseline::{Baseline, baseline_of};
use crate::clients::exec::runtime;
use crate::clients::report::ClientReport;
use crate::clients::report::build::session_report;
use crate::clients::session::plan::Budget;
use crate::clients::session::session;
use crate::harness::DEFAULT_SEED;
use crate::vocabulary::FailOn;

use super::arguments::Run;
use super::check::progress_bar;
use super::client_output::{write, write_reports};
use super::diagnostic::Diagnostic;
use super::document::file_text;
use super::exit_code::ExitCode;
use super::installation::client;

/// Runs a session with a client and reports what it found.
///
/// # Errors
/// The client cannot be run, or something cannot be read or written.
pub fn run(options: &Run) -> Result<ExitCode, Diagnostic> {
    let baseline = options.baseline.as_deref().map(read_baseline).transpose()?;
    let (client, settings) = client(&options.client, &options.package)?;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let budget = Budget {
        time: options.budget,
        cases: options.cases,
        jobs: options.jobs.map_or(processors, usize::from),
        seed: options.seed.unwrap_or(DEFAULT_SEED),
        revision: options.revision,
        properties: options.property.clone(),
    };
    stop_on_interrupt(&settings.stop);
    let bar = progress_bar("cases", 0);
    let began = Instant::now();
    let result = session(&client.profile, &settings, &budget, &|done, all| {
        // Behind the covering set, time decides how many there are.
        bar.set_length(all.unwrap_or(done) as u64);
        let left = budget.time.saturating_sub(began.elapsed());
        bar.set_message(format!("{} s left", left.as_secs()));
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut report = session_report(&client, &budget, &result, today());
    if let Some(baseline) = baseline {
        baseline.apply(&mut report);
    }
    if let Some(file) = &options.write_baseline {
        write(file, &baseline_of(&report))?;
    }
    let code = exit_code(&report, options.fail_on);
    write_reports(
        &[report],
        options.format,
        options.house,
        options.output.as_deref(),
        code,
    )
}

fn exit_code(report: &ClientReport, bar: FailOn) -> ExitCode {
    if report.not_run.is_some() || report.never_registered() {
        ExitCode::ClientNotRun
    } else if report.new_failures(bar).next().is_some() {
        ExitCode::Failed
    } else if !report.broken.is_empty() {
        ExitCode::SuiteBroken
    } else if report.properties.is_empty() {
        ExitCode::NothingJudged
    } else if report.covered < report.covering {
        ExitCode::Unfinished
    } else if !report.stale.is_empty() {
        ExitCode::StaleBaseline
    } else {
        ExitCode::Success
    }
}

fn read_baseline(file: &Path) -> Result<Baseline, Diagnostic> {
    let what = format!("--baseline {}", file.display());
    let help = "baselines are described in clients/README.md";
    Baseline::parse(&file_text("--baseline", file)?).map_err(Diagnostic::about(
        ExitCode::Usage,
        what,
        help,
    ))
}

/// An interrupt ends the session with what is known, and all that was started.
pub(super) fn stop_on_interrupt(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    std::thread::spawn(move || {
        if let Ok(runtime) = runtime() {
            runtime.block_on(async {
                if tokio::signal::ctrl_c().await.is_ok() {
                    stop.store(true, Ordering::Relaxed);
                }
            });
        }
    });
}

/// The day in UTC.
fn today() -> String {
    let now = DateTime::<Utc>::from(SystemTime::now());
    now.format("%F").to_string()
}
