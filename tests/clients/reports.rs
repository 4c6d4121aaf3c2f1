//! Reports of sessions: their forms, baselines, comparisons, and the program that writes them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use dcr_check::clients::baseline::{Baseline, baseline_of};
use dcr_check::clients::report::compare::compare;
use dcr_check::clients::report::{ClientReport, html, human, junit, markdown, sarif};
use serde_json::Value;

use crate::Test;
use crate::tools::profile_text;

/// The tests of this file.
pub const TESTS: &[Test] = &[
    (
        "the_program_tells_findings_and_known_ones_apart",
        exit_codes,
    ),
    ("a_baseline_is_written_known_and_stale", baselines),
    ("wrong_baselines_are_told_what_is_wrong", wrong_baselines),
    ("every_form_names_the_failure_and_its_command_line", forms),
    ("reports_are_of_the_form_of_their_schema", schema),
    ("hostile_text_is_harmless_in_every_form", hostile),
    ("a_comparison_tells_mended_from_newly_failing", comparisons),
    ("a_client_that_is_not_there_is_told", not_there),
    ("serving_prints_each_request_with_what_is_wrong", serving),
];

/// `dcr-check` with these words.
pub fn dcr_check(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dcr-check"))
        .args(words)
        .output()
        .unwrap()
}

/// The path of a file in that folder, as a word of a command line.
pub fn path_in(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// A profile of a stub in a file of its own.
pub fn profile_file(folder: &Path, kind: &str) -> String {
    let file = path_in(folder, "stub.toml");
    fs::write(&file, profile_text(kind, "")).unwrap();
    file
}

/// The report of a stub's session.
pub fn report_of(folder: &Path, kind: &str, cases: &str) -> ClientReport {
    report_with(&profile_file(folder, kind), cases)
}

/// The report of a session with that profile.
pub fn report_with(profile: &str, cases: &str) -> ClientReport {
    let output = dcr_check(&[
        "run", "--client", profile, "--cases", cases, "--format", "json",
    ]);
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!(
            "{error}: {text} {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// A folder of a test's own.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn exit_codes() {
    let folder = folder();
    let good = profile_file(folder.path(), "good");
    let output = dcr_check(&["run", "--client", &good, "--cases", "4"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(9), "{text}");
    assert!(text.starts_with("Unfinished: 4 of the "), "{text}");
    let output = dcr_check(&["run", "--client", &good, "--cases", "120"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("It passes: 0 defects "), "{text}");
    let bad = profile_file(folder.path(), "scopeless");
    let output = dcr_check(&["run", "--client", &bad, "--cases", "4"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "It FAILS: ",
        "  1  login-lost         user scopes lost ",
        "1. user scopes lost (login-lost, failure; call)\n",
        "   expected   scope \"a\"\n   registered no scope\n",
    ] {
        assert!(text.contains(line), "{line} is missing from {text}");
    }
    let wide = text
        .lines()
        .filter(|line| line.chars().count() > 80 && line.contains("  "));
    assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new());
}

fn baselines() {
    let folder = folder();
    let profile = profile_file(folder.path(), "scopeless");
    let file = path_in(folder.path(), "known.toml");
    let words = [
        "run",
        "--client",
        &profile,
        "--cases",
        "6",
        "--write-baseline",
        &file,
    ];
    assert_eq!(dcr_check(&words).status.code(), Some(1));
    let words = [
        "run",
        "--client",
        &profile,
        "--cases",
        "6",
        "--baseline",
        &file,
    ];
    let output = dcr_check(&words);
    // Nothing is new, and only a part of the covering set was run.
    assert_eq!(
        output.status.code(),
        Some(9),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );

    // The same baseline for a client that mended everything: only a whole covering set proves it.
    let mut report = report_of(folder.path(), "good", "4");
    let baseline = Baseline::parse(&fs::read_to_string(&file).unwrap()).unwrap();
    baseline.apply(&mut report);
    assert!(report.stale.is_empty(), "a short run proves nothing");
    report.covered = report.covering;
    baseline.apply(&mut report);
    assert!(
        report
            .stale
            .iter()
            .any(|text| text.contains("scope-is-present"))
    );
}

fn wrong_baselines() {
    let entry = |property: &str, reason: &str| {
        format!("[[known]]\nproperty = \"{property}\"\nreason = \"{reason}\"\nreference = \"x\"\n")
    };
    assert!(Baseline::parse(&entry("scope-is-present", "why")).is_ok());
    let told = |text: &str| Baseline::parse(text).unwrap_err();
    assert!(told(&entry("no-such", "why")).contains("no such property"));
    assert!(told(&entry("scope-is-present", " ")).contains("a reason and a reference"));
    assert!(told("[[known]]\nproperty = \"scope-is-present\"\n").contains("reason"));
}

fn forms() {
    let report = report_of(folder().path(), "scopeless", "6");
    let reports = [report];
    let texts = [
        human::report(&reports[0], true),
        html::page(&reports),
        markdown::markdown(&reports),
        junit::junit(&reports).unwrap(),
        sarif::sarif(&reports).to_string(),
        baseline_of(&reports[0]),
    ];
    for text in texts {
        assert!(text.contains("scope-is-present"), "{text}");
    }
    let sarif = sarif::sarif(&reports);
    let result = &sarif["runs"][0]["results"][0];
    let fits = |rule: &Value| rule["id"] == result["ruleId"];
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert!(rules.iter().any(fits), "every result has its rule");
    assert_eq!(result["level"], "error");
}

fn schema() {
    let schema = include_str!("../../schemas/client-report.schema.json");
    let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for kind in ["scopeless", "silent", "twice"] {
        let report = serde_json::to_value(report_of(folder().path(), kind, "5")).unwrap();
        let complaints: Vec<String> = schema
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert!(complaints.is_empty(), "{kind}: {complaints:?}");
    }
}

/// A report whose every text from outside is hostile.
fn hostile_report(folder: &Path) -> ClientReport {
    let mut report = report_of(folder, "scopeless", "3");
    let text = "<script>alert(1)</script>\u{1b}[31m\u{202e}\"'&]]>--><img src=x>`|\u{0}".to_owned();
    report.client_version = Some(text.clone());
    report.title.clone_from(&text);
    report.broken.push(text.clone());
    report.policy_notes.push(text.clone());
    for failure in &mut report.failures {
        failure.command_line.clone_from(&text);
        failure.reason.clone_from(&text);
        failure.outcome.clone_from(&text);
        failure.sent_body = Some(text.clone());
        failure.sent_scope = Some(text.clone());
        failure.authorized_scope = Some(text.clone());
        failure.case.servers.challenge = vec![text.as_str().into()];
        failure
            .case
            .invocation
            .files
            .insert(text.clone(), text.clone());
    }
    report
}

fn hostile() {
    let reports = [hostile_report(folder().path())];
    let page = html::page(&reports);
    assert!(
        !page.contains("<script") && !page.contains("<img"),
        "{page}"
    );
    for text in [
        page,
        human::report(&reports[0], true),
        markdown::markdown(&reports),
        junit::junit(&reports).unwrap(),
        sarif::sarif(&reports).to_string(),
    ] {
        let bad = text.find(['\u{1b}', '\u{202e}', '\u{0}']);
        assert!(
            bad.is_none(),
            "{:?}",
            bad.map(|at| &text[at.saturating_sub(80)..at])
        );
    }
}

fn comparisons() {
    let folder = folder();
    let before = report_of(folder.path(), "scopeless", "4");
    let after = report_of(folder.path(), "good", "4");
    let comparison = compare(&before, &after);
    assert!(
        comparison
            .mended
            .iter()
            .any(|one| one.property == "scope-is-present")
    );
    assert!(comparison.broken.is_empty() && comparison.still.is_empty());
    assert_eq!(
        compare(&after, &before).broken.len(),
        comparison.mended.len()
    );
    let files = [("a.json", &before), ("b.json", &after)].map(|(name, report)| {
        let file = path_in(folder.path(), name);
        fs::write(&file, serde_json::to_string(report).unwrap()).unwrap();
        file
    });
    assert_eq!(
        dcr_check(&["compare", &files[0], &files[1]]).status.code(),
        Some(0)
    );
    assert_eq!(
        dcr_check(&["compare", &files[1], &files[0]]).status.code(),
        Some(1)
    );
    let page = dcr_check(&["report", &files[0], &files[1], "--format", "html"]);
    assert!(
        String::from_utf8(page.stdout)
            .unwrap()
            .contains("failure</a>")
    );
}

fn not_there() {
    let folder = folder();
    let text = profile_text("good", "").replace(
        "[program]",
        "[package]\nregistry = \"npm\"\nname = \"no-such\"\nversion = \"1.0.0\"\n\n[program]",
    );
    let file = path_in(folder.path(), "stub.toml");
    fs::write(&file, text).unwrap();
    let cache = path_in(folder.path(), "cache");
    let output = dcr_check(&["run", "--client", &file, "--cache", &cache]);
    assert_eq!(output.status.code(), Some(7));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("is not installed") && told.contains("--install"),
        "{told}"
    );
    let output = dcr_check(&["run", "--client", "/no/such.toml"]);
    assert_eq!(output.status.code(), Some(4));
    let output = dcr_check(&["run", "--client", &file, "--version", "--evil"]);
    assert_eq!(output.status.code(), Some(2));
}

fn serving() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dcr-check"))
        .args(["serve", "--strict", "--challenge", "w1,w2"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let mut until = |wanted: &str| {
        let found = lines.find_map(|line| line.ok().filter(|line| line.contains(wanted)));
        found.unwrap_or_else(|| panic!("it never printed {wanted}"))
    };
    let url = until("The MCP server is ");
    let url = url
        .split_whitespace()
        .find(|word| word.starts_with("http://"))
        .unwrap();
    let url = url.trim_end_matches('.').to_owned();
    until("Ctrl-C ends it");
    let stub = std::env::current_exe().unwrap();
    let status = Command::new(stub)
        .args(["stub", "duplicate", &url])
        .status()
        .unwrap();
    assert!(status.success());
    until("/register → 201");
    // Up to the last line, because a program that goes on never ends its output.
    let judged = lines.map_while(Result::ok);
    let judged: Vec<String> = judged
        .take_while(|line| !line.contains("properties hold"))
        .collect();
    program.kill().unwrap();
    program.wait().unwrap();
    let of_body = |line: &String| line.contains("warning: body-is-one-json-object");
    assert!(judged.iter().any(of_body), "{judged:?}");
}
