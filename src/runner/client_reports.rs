//! The commands that show, compare and repeat what runs of client programs found.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::case::Client;
use crate::clients::exec::outcome::{outcome, program_client};
use crate::clients::exec::run::run;
use crate::clients::exec::runtime;
use crate::clients::report::read::read;
use crate::clients::report::{
    ClientCase, ClientFailure, ClientReport, compare as comparing, shown,
};
use crate::vocabulary::Layer;

use super::arguments::{Compare, Replay, ShowReports};
use super::client_output::write_reports;
use super::diagnostic::Diagnostic;
use super::document::{LONGEST_FILE, file_text};
use super::exit_code::ExitCode;
use super::installation::client;
use super::judging::verdicts;
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

/// Runs one case of a report again, and judges what it registers by what the case expects.
///
/// # Errors
/// The case cannot be read, or the client not be run.
pub fn replay(options: &Replay) -> Result<ExitCode, Diagnostic> {
    let source = &options.case;
    let text = source.read("the case", LONGEST_FILE, &mut std::io::stdin())?;
    let case = case_of(&text.into_text()?, options.failure.as_deref())?;
    let profile = options.client.as_deref().unwrap_or(Path::new(""));
    let (client, settings) = client(profile, &options.package)?;
    let runtime = runtime().map_err(Diagnostic::about(
        ExitCode::SuiteBroken,
        "no runtime",
        "report this",
    ))?;
    let record = runtime.block_on(run(&case.invocation, &case.servers, &settings));
    let record = record.map_err(|error| {
        let help = "see [program] in its profile";
        Diagnostic::new(ExitCode::ClientNotRun, error.to_string(), help)
    })?;
    let outcome = outcome(&record, client.profile.program.redirect_varies);
    let known = program_client(Client::default(), &outcome);
    // Properties of the inputs of a case are judged by what the case expects.
    let (_, mut failed) = verdicts(|judge| judge.with_client(&known, &outcome));
    let otherwise = case.contradicted_by(&outcome);
    failed.extend(otherwise.map(|reason| format!("failed: {}", shown(&reason))));
    let mut lines = vec![shown(&outcome.summary())];
    let code = ExitCode::failed_if(!failed.is_empty());
    let count = failed.len();
    lines.append(&mut failed);
    lines.push(format!("{count} fail\n"));
    terminal::print(&lines.join("\n"), code)
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

fn case_of(text: &str, failure: Option<&str>) -> Result<ClientCase, Diagnostic> {
    let Some(wanted) = failure else {
        let help = "name one of a report's failures with --failure";
        return parsed(text, "this is no case of a client", help);
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
    let found = report.failures_of(property).find(fits);
    found.map(|one| one.case.clone()).ok_or_else(|| {
        let title = format!("--failure {wanted}: the report has no such failure");
        let help = format!("it has {}", report.failing().join(", "));
        Diagnostic::new(ExitCode::Usage, title, help)
    })
}
