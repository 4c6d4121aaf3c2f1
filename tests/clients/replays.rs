//! Failures of reports are run and judged again.

use std::fs;
use std::path::Path;

use dcr_check::clients::report::ClientReport;
use dcr_check::scenario::deployment::DeploymentName;

use crate::Test;
use crate::reports::{dcr_check, folder, path_in, profile_file, report_of, report_with};
use crate::tools::flag_last_text;

/// The tests of this file.
pub const TESTS: &[Test] = &[
    ("a_failure_of_a_report_is_run_again", replays),
    (
        "a_failure_is_judged_again_with_its_variations",
        with_variations,
    ),
    (
        "a_report_decides_neither_what_is_run_nor_where",
        only_what_the_profile_says,
    ),
];

/// Writes a report as a file.
fn kept(folder: &Path, report: &ClientReport) -> String {
    let file = path_in(folder, "report.json");
    fs::write(&file, serde_json::to_string(report).unwrap()).unwrap();
    file
}

/// The exit code and the output of `replay` with the stub's profile.
fn replayed(folder: &Path, file: &str, more: &[&str]) -> (Option<i32>, String) {
    let profile = path_in(folder, "stub.toml");
    let words = [&["replay", file, "--client", &profile], more].concat();
    let output = dcr_check(&words);
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

fn replays() {
    let folder = folder();
    let report = report_of(folder.path(), "scopeless", "4");
    let file = kept(folder.path(), &report);
    let words = ["--failure", "scope-is-present:call"];
    let (code, text) = replayed(folder.path(), &file, &words);
    assert_eq!(code, Some(1), "{text}");
    for told in ["sent: POST ", "failure: scope-is-present: ", "  breaks "] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(text.ends_with("scope-is-present fails\n"), "{text}");
    profile_file(folder.path(), "good");
    let (code, text) = replayed(folder.path(), &file, &words);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.ends_with("scope-is-present holds\n"), "{text}");
}

fn with_variations() {
    let folder = folder();
    let profile = path_in(folder.path(), "stub.toml");
    fs::write(&profile, flag_last_text()).unwrap();
    let mut report = report_with(&profile, "1");
    let one = report.failures_of("argument-order-is-irrelevant").next();
    let one = one
        .unwrap_or_else(|| panic!("{:?}", report.failing()))
        .clone();
    // The same login under a property that holds for it.
    let mut holds = one.clone();
    holds.property = "body-is-one-json-object".to_owned();
    let case = serde_json::to_string(&one.case).unwrap();
    report.failures.push(holds);
    let file = kept(folder.path(), &report);
    let of = |property| replayed(folder.path(), &file, &["--failure", property]);
    let (code, text) = of("argument-order-is-irrelevant");
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("the variation is "), "{text}");
    let (code, text) = of("body-is-one-json-object:flag");
    assert_eq!(code, Some(0), "{text}");
    // A case alone is judged without variations, all of which hold.
    let (code, text) = replayed(folder.path(), &case, &["--revision", "2025-11-25"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.ends_with("properties hold, 0 fail\n"), "{text}");
}

fn only_what_the_profile_says() {
    let folder = folder();
    let mut report = report_of(folder.path(), "scopeless", "4");
    for failure in &mut report.failures {
        // Neither the kept invocation nor a server elsewhere.
        failure.case.invocation.arguments = vec!["stub".to_owned(), "crashing".to_owned()];
        failure.case.login.scenario.deployment = DeploymentName::Plain;
    }
    let file = kept(folder.path(), &report);
    let words = ["--failure", "scope-is-present:call"];
    let (code, text) = replayed(folder.path(), &file, &words);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("run: ") && text.contains(" stub scopeless http://127.0.0.1"));
    assert!(!text.contains("example.com"), "{text}");
}
