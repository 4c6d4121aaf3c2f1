//! Reports on client programs, written where the options say.

use std::fs;
use std::path::Path;

use crate::clients::report::{ClientReport, html, human, junit, markdown, sarif};

use super::arguments::ClientFormat;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal::{self, json};

/// Writes reports in a form to a file or standard output; ends with `code` if that succeeds.
///
/// # Errors
/// They cannot be written.
pub fn write_reports(
    reports: &[ClientReport],
    format: ClientFormat,
    house: bool,
    output: Option<&Path>,
    code: ExitCode,
) -> Result<ExitCode, Diagnostic> {
    let text = match format {
        ClientFormat::Human => {
            let text = |report| human::report(report, house);
            let texts: Vec<String> = reports.iter().map(text).collect();
            texts.join("\n")
        }
        ClientFormat::Json => match reports {
            [one] => json(one),
            many => json(many),
        },
        ClientFormat::Junit => {
            let (what, help) = ("cannot write JUnit XML", "choose another --format");
            junit::junit(reports).map_err(Diagnostic::about(ExitCode::Io, what, help))?
        }
        ClientFormat::Sarif => json(&sarif::sarif(reports)),
        ClientFormat::Html => html::page(reports),
        ClientFormat::Markdown => markdown::markdown(reports),
    };
    match output {
        Some(file) => write(file, &text).map(|()| code),
        None => terminal::print(&text, code),
    }
}

/// Writes a file that an option names.
///
/// # Errors
/// It cannot be written.
pub fn write(file: &Path, text: &str) -> Result<(), Diagnostic> {
    let help = "look at the path and its permissions";
    fs::write(file, text).map_err(Diagnostic::about(ExitCode::Io, file.display(), help))
}
