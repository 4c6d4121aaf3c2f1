//! The commands that show, compare and repeat what runs of client programs found.

use std::path::Path;

use crate::case::Client;
use crate::clients::exec::outcome::{outcome, program_client};
use crate::clients::exec::run::run;
use crate::clients::report::shown;
use crate::clients::report::{self, ClientCase, ClientReport, compare as comparing};
use crate::properties::Verdict;
use crate::properties::catalogue::PROPERTIES;
use crate::vocabulary::Layer;

use super::arguments::{Compare, PackageOptions, ShowReports};
use super::client_output::write_reports;
use super::diagnostic::Diagnostic;
use super::document::Source;
use super::exit_code::ExitCode;
use super::files::read;
use super::installation::client;
use super::terminal::{self, json};

/// Longest report or case that is read.
const LONGEST_REPORT: usize = 64 << 20;

/// Shows reports in the form asked for.
pub fn report(options: &ShowReports) -> ExitCode {
    let reports: Result<Vec<ClientReport>, Diagnostic> = options
        .reports
        .iter()
        .map(|file| read_report(file))
        .collect();
    let written = reports.and_then(|reports| {
        let output = options.output.as_deref();
        write_reports(&reports, options.format, output, ExitCode::Success)
    });
    written.unwrap_or_else(|diagnostic| terminal::report(&diagnostic))
}

/// Shows what changed between two reports; what newly fails is a failure.
pub fn compare(options: &Compare) -> ExitCode {
    let both =
        read_report(&options.before).and_then(|before| Ok((before, read_report(&options.after)?)));
    let (before, after) = match both {
        Ok(both) => both,
        Err(diagnostic) => return terminal::report(&diagnostic),
    };
    let comparison = comparing::compare(&before, &after);
    let text = if options.json {
        json(&comparison)
    } else {
        comparing::human(&comparison)
    };
    match terminal::print(&text) {
        ExitCode::Success if !comparison.broken.is_empty() => ExitCode::Failed,
        code => code,
    }
}

fn read_report(file: &Path) -> Result<ClientReport, Diagnostic> {
    let text = read(file)?;
    report::read::read(&text).map_err(|error| {
        let title = format!("{} is no report: {error}", file.display());
        Diagnostic::new(ExitCode::Usage, &title, error.help())
    })
}

/// Runs one case of a report again, and judges what it registers by what the case expects.
pub fn replay(
    source: &Source,
    profile: &Path,
    package: &PackageOptions,
    failure: Option<&str>,
) -> ExitCode {
    match replayed(source, profile, package, failure) {
        Ok(code) => code,
        Err(diagnostic) => terminal::report(&diagnostic),
    }
}

fn replayed(
    source: &Source,
    profile: &Path,
    package: &PackageOptions,
    failure: Option<&str>,
) -> Result<ExitCode, Diagnostic> {
    let text = source
        .read("the case", LONGEST_REPORT, &mut std::io::stdin())?
        .into_text()?;
    let case = case_of(&text, failure)?;
    let (client, settings) = client(profile, package)?;
    let suite = |title: String| Diagnostic::new(ExitCode::SuiteBroken, &title, "report this");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| suite(format!("no runtime: {error}")))?;
    let record = runtime
        .block_on(run(&case.invocation, &case.servers, &settings))
        .map_err(|error| {
            let help = "see [program] in its profile";
            Diagnostic::new(ExitCode::ClientNotRun, &error.to_string(), help)
        })?;
    let outcome = outcome(&record, client.profile.program.redirect_varies);
    let mut lines = vec![shown(&outcome.summary())];
    let mut broken = 0;
    let known = program_client(Client::default(), &outcome);
    for property in PROPERTIES {
        // Those that look at the inputs of a case are answered by what it expects, below.
        let verdict = property.judge.with_client(&known, &outcome);
        if let Some(Verdict::Fail(reason)) = verdict {
            broken += 1;
            lines.push(format!("failed: {}: {}", property.id, shown(&reason)));
        }
    }
    if let Some(reason) = case.contradicted_by(&outcome) {
        broken += 1;
        lines.push(format!("failed: {}", shown(&reason)));
    }
    lines.push(format!("{broken} fail\n"));
    Ok(match terminal::print(&lines.join("\n")) {
        ExitCode::Success if broken > 0 => ExitCode::Failed,
        code => code,
    })
}

fn case_of(text: &str, failure: Option<&str>) -> Result<ClientCase, Diagnostic> {
    let usage = |title: &str, help: &str| Diagnostic::new(ExitCode::Usage, title, help);
    let Some(wanted) = failure else {
        return report::read::read(text).map_err(|error| {
            let title = format!("this is no case of a client: {error}");
            usage(
                &title,
                error.help_or("name one of a report's failures with --failure"),
            )
        });
    };
    let report: ClientReport = report::read::read(text)
        .map_err(|error| usage(&format!("this is no report: {error}"), error.help()))?;
    let (property, layer) = match wanted.split_once(':') {
        Some((property, layer)) => {
            let layer = layer.parse::<Layer>();
            let layer = layer.map_err(|error| {
                usage(
                    &format!("--failure {wanted}: {error}"),
                    "leave it out for any layer",
                )
            })?;
            (property, Some(layer))
        }
        None => (wanted, None),
    };
    let fits = |one: &&crate::clients::report::ClientFailure| {
        one.property == property && (layer.is_none() || one.layer == layer)
    };
    match report.failures.iter().find(fits) {
        Some(one) => Ok(one.case.clone()),
        None => Err(usage(
            &format!("--failure {wanted}: the report has no such failure"),
            &format!("it has {}", report.failing().join(", ")),
        )),
    }
}
