//! Reports on client programs, written where the options say.

use std::fs;
use std::path::Path;

use crate::clients::report::{ClientReport, html, human, junit, markdown, sarif};

use super::arguments::ClientFormat;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::files::failed;
use super::terminal::{self, json};

/// Writes reports in a form to a file or standard output; ends with `code` if that succeeds.
///
/// # Errors
/// They cannot be written.
pub fn write_reports(
    reports: &[ClientReport],
    format: ClientFormat,
    output: Option<&Path>,
    code: ExitCode,
) -> Result<ExitCode, Diagnostic> {
    let text = match format {
        ClientFormat::Human => reports
            .iter()
            .map(human::report)
            .collect::<Vec<_>>()
            .join("\n"),
        ClientFormat::Json => match reports {
            [one] => json(one),
            many => json(many),
        },
        ClientFormat::Junit => junit::junit(reports).map_err(|error| {
            let title = format!("cannot write JUnit XML: {error}");
            Diagnostic::new(ExitCode::Io, &title, "choose another --format")
        })?,
        ClientFormat::Sarif => json(&sarif::sarif(reports)),
        ClientFormat::Html => html::page(reports),
        ClientFormat::Markdown => markdown::markdown(reports),
    };
    let Some(file) = output else {
        return Ok(match terminal::print(&text) {
            ExitCode::Success => code,
            failure => failure,
        });
    };
    fs::write(file, text).map_err(|error| failed(file, &error))?;
    Ok(code)
}
