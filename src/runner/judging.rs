//! The commands that judge and list.

use std::io::IsTerminal;

use crate::case::Case;
use crate::harness::Plan;
use crate::implementation::Implementation;
use crate::outcome::Outcome;
use crate::properties::Verdict;
use crate::properties::catalogue::PROPERTIES;
use crate::protocol::error::escaped;
use crate::reference::Reference;
use crate::report::coverage::{Coverage, coverage};
use crate::report::{Report, human, junit, markdown};

use super::arguments::{Check, Command, ListFormat, Listing, Replay, ReportFormat, SeededBugs};
use super::check::check;
use super::diagnostic::Diagnostic;
use super::document::Source;
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

/// Does what `command` says.
pub fn run(command: Command) -> ExitCode {
    match command {
        Command::Check(options) => run_check(options),
        Command::Requirements(options) => requirements(&options),
        Command::Properties(options) => properties(&options),
        Command::SeededBugs(options) => run_seeded_bugs(&options),
        Command::Replay(options) => replay(options),
        Command::Build(options) => super::build::run(&options),
        #[cfg(unix)]
        Command::Run(options) => super::clients::run(*options),
        #[cfg(unix)]
        Command::Report(options) => super::client_reports::report(&options),
        #[cfg(unix)]
        Command::Compare(options) => super::client_reports::compare(&options),
        #[cfg(unix)]
        Command::Serve(options) => super::serve::serve(&options),
    }
}

/// None on a terminal, whose own width then counts.
fn width() -> Option<u16> {
    (!std::io::stdout().is_terminal()).then_some(WIDTH)
}

/// Prints `text`, then ends with `code` unless the text could not be written.
fn print(text: &str, code: ExitCode) -> ExitCode {
    match terminal::print(text) {
        ExitCode::Success => code,
        failure => failure,
    }
}

fn failed(title: &str, help: &str) -> ExitCode {
    terminal::report(&Diagnostic::new(ExitCode::Io, title, help))
}

/// A run over all properties also shows that each seeded bug is caught.
fn run_check(options: Check) -> ExitCode {
    let everything = options.property.is_empty() && options.class.is_none();
    let usual = Plan::default();
    let plan = Plan {
        seed: options.seed.unwrap_or(usual.seed),
        cases: options.cases.unwrap_or(usual.cases),
        class: options.class,
        properties: if options.property.is_empty() {
            usual.properties
        } else {
            options.property
        },
        ..Plan::default()
    };
    let report = match check(plan, everything, u64::from(options.seeds.unwrap_or(1))) {
        Ok(report) => report,
        Err(error) => return failed(&error.to_string(), "mend or remove the file"),
    };
    let code = exit_code(&report);
    match options.format {
        ReportFormat::Human => print(&human::report(&report, width()), code),
        ReportFormat::Json => print(&json(&report), code),
        ReportFormat::Junit => match junit::junit(&report) {
            Ok(xml) => print(&xml, code),
            Err(error) => failed(
                &format!("cannot write JUnit XML: {error}"),
                "choose another --format",
            ),
        },
    }
}

fn exit_code(report: &Report) -> ExitCode {
    let judged = report.properties.iter().any(|property| property.judged > 0);
    match (judged, report.passed) {
        (false, _) => ExitCode::NothingJudged,
        (true, true) => ExitCode::Success,
        (true, false) => ExitCode::Failed,
    }
}

fn run_seeded_bugs(options: &SeededBugs) -> ExitCode {
    let report = match check(Plan::default(), true, u64::from(options.seeds.unwrap_or(1))) {
        Ok(report) => report,
        Err(error) => return failed(&error.to_string(), "mend or remove the file"),
    };
    let text = match options.format {
        ListFormat::Human => human::seeded_bugs(&report, width()),
        ListFormat::Json => json(&report.seeded_bugs),
        ListFormat::Markdown => markdown::seeded_bugs(&report),
    };
    print(&text, exit_code(&report))
}

fn properties(options: &Listing) -> ExitCode {
    let text = match options.format {
        ListFormat::Human => human::properties(PROPERTIES, width()),
        ListFormat::Markdown => markdown::properties(PROPERTIES),
        ListFormat::Json => {
            let property = |property: &crate::properties::Property| {
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
    print(&text, ExitCode::Success)
}

fn requirements(options: &Listing) -> ExitCode {
    let rows: Vec<Coverage> = coverage(VECTORS);
    let text = match options.format {
        ListFormat::Human => human::requirements(&rows, width()),
        ListFormat::Markdown => markdown::requirements(&rows),
        ListFormat::Json => json(&rows),
    };
    print(&text, ExitCode::Success)
}

/// Judges one case by the properties that need nothing but a case.
fn replay(options: Replay) -> ExitCode {
    #[cfg(unix)]
    if let Some(client) = &options.client {
        let (package, failure) = (&options.package, options.failure.as_deref());
        return super::client_reports::replay(&options.case, client, package, failure);
    }
    let text = read(&options.case);
    let text = match text {
        Ok(text) => text,
        Err(diagnostic) => return terminal::report(&diagnostic),
    };
    let case = match Case::from_json(&text) {
        Ok(case) => case,
        Err(error) => {
            let help = "cases are described in schemas/case.schema.json";
            return terminal::report(&Diagnostic::new(ExitCode::Usage, &error.to_string(), help));
        }
    };
    let outcome = Reference.build(&case);
    let mut lines = vec![escaped(&told(&outcome))];
    let (mut held, mut broken) = (0, 0);
    for property in PROPERTIES {
        match property.judge.with_case(&case, &outcome) {
            None | Some(Verdict::NotApplicable) => {}
            Some(Verdict::Pass) => held += 1,
            Some(Verdict::Fail(reason)) => {
                broken += 1;
                lines.push(format!("failed: {}: {}", property.id, escaped(&reason)));
            }
        }
    }
    lines.push(format!("{held} properties hold, {broken} fail\n"));
    let code = match (held, broken) {
        (0, 0) => ExitCode::NothingJudged,
        (_, 0) => ExitCode::Success,
        _ => ExitCode::Failed,
    };
    print(&lines.join("\n"), code)
}

fn read(case: &Source) -> Result<String, Diagnostic> {
    let limit = 16 * crate::protocol::limits::DOCUMENT_BYTES;
    case.read("the case", limit, &mut std::io::stdin())?
        .into_text()
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Sent(sent) => {
            let request = &sent.registration;
            let body = String::from_utf8_lossy(&request.body);
            format!("{} {} {body}", request.method, request.url)
        }
        other => other.summary(),
    }
}
