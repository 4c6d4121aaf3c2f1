//! The commands that show, compare and repeat what runs of client programs found.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::clients::exec::record::RunError;
use crate::clients::report::read::read;
use crate::clients::report::{
    ClientCase, ClientFailure, ClientReport, compare as comparing, shown,
};
use crate::clients::session::{Judged, judge_one};
use crate::outcome::Outcome;
use crate::properties::catalogue::{PROPERTIES, find};
use crate::properties::{Property, Verdict};
use crate::vocabulary::Layer;

use super::arguments::{Compare, Replay, ShowReports};
use super::client_output::write_reports;
use super::clients::stop_on_interrupt;
use super::diagnostic::Diagnostic;
use super::document::{LONGEST_FILE, file_text};
use super::exit_code::ExitCode;
use super::installation::client;
use super::judging::{summary, told};
use super::terminal::{self, json};

/// Shows reports in the form asked for.
///
/// # Errors
/// A report cannot be read, or the form not be written.
pub fn report(options: &ShowReports) -> Result<ExitCode, Diagnostic> {
    let reports: Result<Vec<ClientReport>, Diagnostic> = options
        .reports
        .iter()
        .map(|file| read_report(file))
        .collect();
    let output = options.output.as_deref();
    write_reports(
        &reports?,
        options.format,
        options.house,
        output,
        ExitCode::Success,
    )
}

/// Shows what changed between two reports; what newly fails is a failure.
///
/// # Errors
/// A report cannot be read.
pub fn compare(options: &Compare) -> Result<ExitCode, Diagnostic> {
    let (before, after) = (read_report(&options.before)?, read_report(&options.after)?);
    let comparison = comparing::compare(&before, &after);
    let text = if options.json {
        json(&comparison)
    } else {
        comparing::human(&comparison)
    };
    terminal::print(&text, ExitCode::failed_if(!comparison.broken.is_empty()))
}

/// Makes the run of a case again, with its variations, and judges it by the property that failed. Without a
/// failure it is judged by every property that takes no further runs.
///
/// # Errors
/// The case cannot be read, or the client not be run.
pub fn replay(options: &Replay) -> Result<ExitCode, Diagnostic> {
    let source = &options.case;
    let text = source.read("the case", LONGEST_FILE, &mut std::io::stdin())?;
    let (case, properties) = case_of(&text.into_text()?, options.failure.as_deref())?;
    let profile = options.client.as_deref().unwrap_or(Path::new(""));
    let (client, settings) = client(profile, &options.package)?;
    stop_on_interrupt(&settings.stop);
    let revision = options.revision.or(case.revision);
    let profile = &client.profile;
    let judged = judge_one(profile, &settings, revision, case.login, &properties);
    let judged = judged.map_err(|error| {
        let (code, help) = match error {
            RunError::Client(_) => (ExitCode::ClientNotRun, "see [program] in its profile"),
            RunError::Suite(_) => (
                ExitCode::SuiteBroken,
                "try again, and report it if it stays",
            ),
            RunError::Interrupted => (ExitCode::ClientNotRun, "let it end by itself"),
        };
        Diagnostic::new(code, error.to_string(), help)
    })?;
    let run = judged.run.invocation.command_line(profile.program_name());
    let (text, code) = told_again(&judged);
    terminal::print(&format!("run: {}\n{text}", shown(&run)), code)
}

/// What was sent, and what the properties say of it.
fn told_again(judged: &Judged) -> (String, ExitCode) {
    let outcome = &judged.run.outcome;
    let name = match outcome {
        Outcome::Sent(_) => "sent",
        _ => "instead",
    };
    let mut lines = vec![format!("{name}: {}", shown(&summary(outcome)))];
    let (mut held, mut failed) = (0, 0);
    for (property, verdict) in &judged.verdicts {
        match verdict {
            Verdict::Pass => held += 1,
            Verdict::NotApplicable => {}
            Verdict::Fail(breach) => {
                failed += 1;
                lines.push(told(property, breach));
            }
        }
    }
    lines.push(match judged.verdicts.as_slice() {
        [(one, Verdict::Pass)] => format!("{} holds\n", one.id),
        [(one, Verdict::Fail(_))] => format!("{} fails\n", one.id),
        [(one, Verdict::NotApplicable)] => format!("{} says nothing about this run\n", one.id),
        _ => format!("{held} properties hold, {failed} fail\n"),
    });
    let code = match held + failed {
        0 => ExitCode::NothingJudged,
        _ => ExitCode::failed_if(failed > 0),
    };
    (lines.join("\n"), code)
}

fn read_report(file: &Path) -> Result<ClientReport, Diagnostic> {
    let help = "reports are what `dcr-check run --format json` prints";
    let title = format!("{} is no report", file.display());
    parsed(&file_text("the report", file)?, &title, help)
}

/// A report or a case of one; `help` is for texts that are of another form.
fn parsed<T: DeserializeOwned>(text: &str, title: &str, help: &str) -> Result<T, Diagnostic> {
    read(text).map_err(|error| {
        let help = error.help().unwrap_or(help);
        Diagnostic::new(ExitCode::Usage, format!("{title}: {error}"), help)
    })
}

/// The case that is meant, and what it is to be judged by.
fn case_of(
    text: &str,
    failure: Option<&str>,
) -> Result<(ClientCase, Vec<&'static Property>), Diagnostic> {
    let Some(wanted) = failure else {
        let help = "name one of a report's failures with --failure";
        let case = parsed(text, "this is no case of a client", help)?;
        let cheap = |one: &&Property| !one.judge.takes_further_runs();
        return Ok((case, PROPERTIES.iter().filter(cheap).collect()));
    };
    let help = "reports are what `dcr-check run --format json` prints";
    let report: ClientReport = parsed(text, "this is no report", help)?;
    let (property, layer) = match wanted.split_once(':') {
        Some((property, layer)) => {
            let what = format!("--failure {wanted}");
            let help = "leave out the layer to take any";
            let about = Diagnostic::about(ExitCode::Usage, what, help);
            (property, Some(layer.parse::<Layer>().map_err(about)?))
        }
        None => (wanted, None),
    };
    let fits = |one: &&ClientFailure| layer.is_none() || one.layer == layer;
    let found = report.failures_of(property).find(fits).ok_or_else(|| {
        let title = format!("--failure {wanted}: the report has no such failure");
        let help = format!("it has {}", report.failing().join(", "));
        Diagnostic::new(ExitCode::Usage, title, help)
    })?;
    let property = find(property).ok_or_else(|| {
        let title = format!("--failure {wanted}: this program has no such property");
        let help = "`dcr-check properties` lists them";
        Diagnostic::new(ExitCode::Usage, title, help)
    })?;
    Ok((found.case.clone(), vec![property]))
}
