//! The options of the commands on client programs.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::properties::Property;
use crate::vocabulary::{FailOn, Revision};

use super::values::property;

/// Which version of a client's package, and where it is kept.
#[derive(Debug, Args)]
pub struct PackageOptions {
    /// Another version of the client's package than the profile names.
    #[arg(long, value_name = "VERSION", value_parser = version, requires = "client")]
    pub version: Option<String>,
    /// Download and install the client's package, if it is not there yet.
    #[arg(long, requires = "client")]
    pub install: bool,
    /// Where packages are installed, by default dcr-check in the user's cache folder.
    #[arg(long, value_name = "FOLDER", requires = "client")]
    pub cache: Option<PathBuf>,
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The profile of the client, such as clients/codex.toml.
    #[arg(long, value_name = "FILE")]
    pub client: PathBuf,
    /// Its package.
    #[command(flatten)]
    pub package: PackageOptions,
    /// How long the session may take; the last third is for shrinking counterexamples.
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "60s")]
    pub budget: Duration,
    /// Run at most this many cases, not counting those of shrinking.
    #[arg(long, value_name = "N")]
    pub cases: Option<u32>,
    /// Number of parallel runs, by default one for each processor.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: Option<u16>,
    /// Seed of the random cases.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Judge by this property only; may be given several times.
    #[arg(long, value_name = "ID", value_parser = property)]
    pub property: Vec<&'static Property>,
    /// Hold the client to the rules of this MCP revision, whatever it says itself.
    #[arg(long, value_enum, value_name = "REVISION")]
    pub revision: Option<Revision>,
    /// The lightest breach that makes the run fail.
    #[arg(long, value_enum, value_name = "BAR", default_value_t)]
    pub fail_on: FailOn,
    /// Show breaches of house rules, too, which no standard demands.
    #[arg(long)]
    pub house: bool,
    /// A file of known failures, with their reasons.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all failures to this file, as a baseline.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: ClientFormat,
    /// Write the report to this file, not to standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Forms of a report on client programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ClientFormat {
    /// Text for users.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// JUnit XML for CI.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// One self-contained HTML page.
    Html,
    /// Markdown.
    Markdown,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub struct ShowReports {
    /// Reports that `run --format json` has written.
    #[arg(value_name = "FILE", required = true)]
    pub reports: Vec<PathBuf>,
    /// The form to show them in.
    #[arg(long, value_enum, default_value_t)]
    pub format: ClientFormat,
    /// Write to this file, not to standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show breaches of house rules, too, which no standard demands.
    #[arg(long)]
    pub house: bool,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The report before.
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,
    /// The report after.
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,
    /// Print the comparison as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Scopes that the challenge names.
    #[arg(long, value_name = "SCOPES")]
    pub challenge: Option<String>,
    /// Scopes that the protected resource metadata lists.
    #[arg(long, value_name = "SCOPES")]
    pub resource_scopes: Option<String>,
    /// Scopes that the authorization server metadata lists.
    #[arg(long, value_name = "SCOPES")]
    pub server_scopes: Option<String>,
    /// Serve no protected resource metadata: the MCP server is its own authorization server.
    #[arg(long, conflicts_with = "resource_scopes")]
    pub no_resource_metadata: bool,
    /// Refuse registrations without a well-formed scope.
    #[arg(long)]
    pub strict: bool,
}

/// A package version, never an option or a path of the installer's.
fn version(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-+_".contains(c);
    let first = text
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric());
    if first && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("a version has letters, digits, dots, hyphens and plus signs".to_owned())
    }
}

/// A time such as `90s`, `2m` or `500ms`.
fn time(text: &str) -> Result<Duration, String> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit {
        "ms" => 1,
        "s" | "" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err("times are written 500ms, 90s, 2m or 1h".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "a time starts with a number")?;
    number
        .checked_mul(unit)
        .filter(|time| *time <= 24 * 3_600_000)
        .map(Duration::from_millis)
        .ok_or_else(|| "no time is longer than a day".to_owned())
}
