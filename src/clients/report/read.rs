//! Reading reports, and cases of reports.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::case::VERSION;

/// Why a text is no report, or no case of one.
#[derive(Debug)]
pub enum ReportError {
    /// Not JSON, or not of the documented form.
    Form(serde_json::Error),
    /// A version of the form that this program does not read.
    Version(u32),
}

impl ReportError {
    /// What to do about it, where that does not depend on what the text was meant to be.
    pub fn help(&self) -> Option<&'static str> {
        matches!(self, ReportError::Version(_)).then_some(
            "make the report again with `dcr-check run --format json`, or read it with the dcr-check that wrote it",
        )
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportError::Form(error) => error.fmt(f),
            ReportError::Version(version) => write!(
                f,
                "it has version {version} of the form, and this program reads version {VERSION}"
            ),
        }
    }
}

impl std::error::Error for ReportError {}

/// Reads a report or a case of one.
///
/// # Errors
/// Not of the form, or of another version of it, which is said first.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReportError> {
    #[derive(Deserialize)]
    struct Form {
        version: u32,
    }
    match serde_json::from_str(text).map_err(ReportError::Form)? {
        Form { version: VERSION } => serde_json::from_str(text).map_err(ReportError::Form),
        Form { version } => Err(ReportError::Version(version)),
    }
}
