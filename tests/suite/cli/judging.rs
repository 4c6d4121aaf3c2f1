//! What the commands that judge and list print.

use dcr_check::case::command_line::command_line;
use dcr_check::harness;
use serde_json::Value;

use super::program::*;

#[test]
fn a_check_of_one_property_ends_in_a_sentence_with_the_seed() {
    let printed = program(
        &[
            "check",
            "--property",
            "scope-is-present",
            "--cases",
            "64",
            "--seed",
            "3",
        ],
        b"",
    );
    assert_eq!(printed.code, 0);
    assert!(
        printed
            .out
            .ends_with("1 of 1 properties hold for the reference in 64 cases (seed 3).\n")
    );
}

#[test]
fn the_same_seed_prints_the_same_bytes() {
    let arguments = [
        "check",
        "--class",
        "near-miss",
        "--cases",
        "64",
        "--seed",
        "9",
        "--format",
        "json",
    ];
    let first = program(&arguments, b"");
    assert_eq!(first.out, program(&arguments, b"").out);
    let report: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!((&report["seed"], &report["cases"]), (&9.into(), &64.into()));
}

#[test]
fn junit_is_written_for_a_check() {
    let printed = program(
        &[
            "check",
            "--property",
            "one-registration",
            "--cases",
            "16",
            "--format",
            "junit",
        ],
        b"",
    );
    assert!(printed.out.contains("<testcase name=\"one-registration\""));
}

#[test]
fn a_run_that_judges_nothing_is_no_success() {
    let printed = program(&["check", "--cases", "0"], b"");
    assert_eq!(printed.code, 5);
}

#[test]
fn the_listings_hold_every_row_in_every_form() {
    let rows = |command: &str, format: &str| {
        let printed = program(&[command, "--format", format], b"");
        assert_eq!(printed.code, 0, "{command} {format}");
        printed.out
    };
    let json =
        |command: &str| -> Vec<Value> { serde_json::from_str(&rows(command, "json")).unwrap() };
    assert_eq!(json("requirements").len(), 399);
    assert_eq!(
        json("properties").len(),
        dcr_check::properties::catalogue::PROPERTIES.len()
    );
    assert_eq!(rows("requirements", "markdown").lines().count(), 399 + 2);
    assert!(rows("requirements", "human").contains("399 requirements"));
    assert!(rows("properties", "human").contains("scope-is-present"));
}

#[test]
fn a_case_is_replayed_from_its_json_form() {
    let case = harness::scenario(1, 0, None).case().to_string();
    let printed = program(&["replay", &case], b"");
    assert_eq!(printed.code, 0, "{}", printed.out);
    assert!(printed.out.contains("properties hold, 0 fail"));
    assert_eq!(program(&["replay", "{"], b"").code, 2);
}

/// What a report prints can be pasted: it builds the very case that it was printed for.
#[test]
fn printed_command_lines_build_their_cases_again() {
    for number in 0..160 {
        let case = harness::scenario(11, number, None).case();
        let line = command_line(&case);
        if line.ends_with("--case -") || line.contains('\0') {
            continue;
        }
        let words = shell_words(&line);
        let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let printed = program(&[&words[..], &[]].concat(), b"");
        let direct = program(&["build", "--case", &case.to_string()], b"");
        assert_eq!(printed.code, direct.code, "{line}");
        assert_eq!(printed.out, direct.out, "{line}");
    }
}

/// The words of a command line as a POSIX shell splits it, as far as single quotes go.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(characters.next()),
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    words
}
