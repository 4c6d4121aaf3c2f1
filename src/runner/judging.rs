//! The commands that judge and list; and verdicts as lines for a user.

use std::io::IsTerminal;

use crate::case::Case;
use crate::harness::Plan;
use crate::implementation::Implementation;
use crate::outcome::Outcome;
use crate::properties::breach::Breach;
use crate::properties::catalogue::PROPERTIES;
use crate::properties::{Judge, Property, Verdict};
use crate::protocol::error::escaped;
use crate::reference::Reference;
use crate::report::coverage::{Coverage, coverage};
use crate::report::{Report, human, junit, markdown, shown};

use super::arguments::{Check, ListFormat, Listing, Replay, ReportFormat, SeededBugs};
use super::check;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal::{self, json};

/// The worked vectors of the tests, for the coverage of requirements.
pub const VECTORS: &[&str] = &[
    include_str!("../../tests/vectors/challenges.json"),
    include_str!("../../tests/vectors/client-metadata.json"),
    include_str!("../../tests/vectors/command-lines.json"),
    include_str!("../../tests/vectors/locations.json"),
    include_str!("../../tests/vectors/mechanisms.json"),
    include_str!("../../tests/vectors/metadata.json"),
    include_str!("../../tests/vectors/negotiation.json"),
    include_str!("../../tests/vectors/redirects.json"),
    include_str!("../../tests/vectors/requests.json"),
    include_str!("../../tests/vectors/scopes-of-a-person.json"),
    include_str!("../../tests/vectors/scopes-of-servers.json"),
    include_str!("../../tests/vectors/seed-bug.json"),
    include_str!("../../tests/vectors/step-up.json"),
    include_str!("../../tests/vectors/urls.json"),
];

/// Width of tables where there is no terminal.
const WIDTH: u16 = 160;

/// None on a terminal, whose own width then counts.
fn width() -> Option<u16> {
    (!std::io::stdout().is_terminal()).then_some(WIDTH)
}

/// Judges the reference; a run over all properties also shows that each seeded bug is caught.
///
/// # Errors
/// A kept regression cannot be read, or the report not be written.
pub fn check(options: Check) -> Result<ExitCode, Diagnostic> {
    let everything = options.property.is_empty() && options.class.is_none();
    let usual = Plan::default();
    let plan = Plan {
        seed: options.seed.unwrap_or(usual.seed),
        cases: options.cases.unwrap_or(usual.cases),
        class: options.class,
        fail_on: options.fail_on,
        properties: if options.property.is_empty() {
            usual.properties
        } else {
            options.property
        },
        ..Plan::default()
    };
    let report = checked(plan, everything, options.seeds)?;
    let text = match options.format {
        ReportFormat::Human => human::report(&report, width(), options.verbose),
        ReportFormat::Json => json(&report),
        ReportFormat::Junit => {
            let (what, help) = ("cannot write JUnit XML", "choose another --format");
            junit::junit(&report).map_err(Diagnostic::about(ExitCode::Io, what, help))?
        }
    };
    terminal::print(&text, exit_code(&report))
}

fn checked(plan: Plan, bugs: bool, seeds: Option<u32>) -> Result<Report, Diagnostic> {
    check::check(plan, bugs, u64::from(seeds.unwrap_or(1))).map_err(|error| {
        let help = "mend or remove the file";
        Diagnostic::new(ExitCode::Io, error.to_string(), help)
    })
}

fn exit_code(report: &Report) -> ExitCode {
    let judged = report.properties.iter().any(|property| property.judged > 0);
    if judged {
        ExitCode::failed_if(!report.passed)
    } else {
        ExitCode::NothingJudged
    }
}

/// Lists the seeded bugs and what catches them.
///
/// # Errors
/// A kept regression cannot be read, or the list not be written.
pub fn seeded_bugs(options: &SeededBugs) -> Result<ExitCode, Diagnostic> {
    let report = checked(Plan::default(), true, options.seeds)?;
    let text = match options.format {
        ListFormat::Human => human::seeded_bugs(&report, width()),
        ListFormat::Json => json(&report.seeded_bugs),
        ListFormat::Markdown => markdown::seeded_bugs(&report),
    };
    terminal::print(&text, exit_code(&report))
}

/// Lists the properties.
///
/// # Errors
/// The list cannot be written.
pub fn properties(options: &Listing) -> Result<ExitCode, Diagnostic> {
    let text = match options.format {
        ListFormat::Human => human::properties(PROPERTIES, width()),
        ListFormat::Markdown => markdown::properties(PROPERTIES),
        ListFormat::Json => {
            let property = |property: &Property| {
                serde_json::json!({
                    "id": property.id,
                    "family": property.judge.family(),
                    "statement": property.statement,
                    "requirements": property.requirements,
                })
            };
            json(&PROPERTIES.iter().map(property).collect::<Vec<_>>())
        }
    };
    terminal::print(&text, ExitCode::Success)
}

/// Lists the requirements and what covers them.
///
/// # Errors
/// The list cannot be written.
pub fn requirements(options: &Listing) -> Result<ExitCode, Diagnostic> {
    let rows: Vec<Coverage> = coverage(VECTORS);
    let text = match options.format {
        ListFormat::Human => human::requirements(&rows, width()),
        ListFormat::Markdown => markdown::requirements(&rows),
        ListFormat::Json => json(&rows),
    };
    terminal::print(&text, ExitCode::Success)
}

/// Judges one case by the properties that need nothing but a case.
///
/// # Errors
/// The case cannot be read.
pub fn replay(options: &Replay) -> Result<ExitCode, Diagnostic> {
    let limit = 16 * crate::protocol::limits::DOCUMENT_BYTES;
    let source = &options.case;
    let text = source.read("the case", limit, &mut std::io::stdin())?;
    let case = Case::from_json(&text.into_text()?).map_err(|error| {
        let help = "cases are described in schemas/case.schema.json";
        Diagnostic::new(ExitCode::Usage, error.to_string(), help)
    })?;
    let outcome = Reference.build(&case);
    let (held, mut failed) = verdicts(|judge| judge.with_case(&case, &outcome));
    let broken = failed.len();
    let code = match (held, broken) {
        (0, 0) => ExitCode::NothingJudged,
        _ => ExitCode::failed_if(broken > 0),
    };
    let mut lines = vec![escaped(&summary(&outcome))];
    lines.append(&mut failed);
    lines.push(format!("{held} properties hold, {broken} fail\n"));
    terminal::print(&lines.join("\n"), code)
}

/// The request in one line, or why there is none. Not escaped.
pub fn summary(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Sent(sent) => {
            let request = &sent.registration;
            let body = String::from_utf8_lossy(&request.body);
            format!("{} {} {body}", request.method, request.url)
        }
        other => other.summary(),
    }
}

/// Most characters of a reason that are shown.
const LONGEST: usize = 1200;

/// How many properties hold, and a line for each that fails.
pub fn verdicts(judged: impl Fn(&Judge) -> Option<Verdict>) -> (usize, Vec<String>) {
    let (mut held, mut failed) = (0, Vec::new());
    for property in PROPERTIES {
        match judged(&property.judge) {
            None | Some(Verdict::NotApplicable) => {}
            Some(Verdict::Pass) => held += 1,
            Some(Verdict::Fail(breach)) => failed.push(told(property, &breach)),
        }
    }
    (held, failed)
}

/// Why a property fails, and the rule that is broken.
pub fn told(property: &Property, breach: &Breach) -> String {
    let (consequence, rule) = (breach.rule.consequence(), breach.rule.told());
    let reason = shown(&breach.reason, LONGEST);
    format!("{consequence}: {}: {reason}\n  breaks {rule}", property.id)
}
