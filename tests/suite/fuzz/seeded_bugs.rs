//! The seeded bugs of the parsers fit the sources, and the table of the README tells of all of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dcr_check_fuzz::seeded_bugs::{RUNS, bugs, rows};
use dcr_check_fuzz::{TARGETS, find};

#[test]
fn every_seeded_bug_changes_exactly_one_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for bug in bugs() {
        let text = fs::read_to_string(root.join(&bug.file)).expect("the file of the bug");
        assert_eq!(
            text.matches(&bug.find).count(),
            1,
            "{} in {}",
            bug.name,
            bug.file
        );
        assert_ne!(bug.find, bug.replace, "{}", bug.name);
        assert!(bug.file.starts_with("src/protocol/"), "{}", bug.name);
    }
}

#[test]
fn every_parser_target_has_seeded_bugs_and_names_are_used_once() {
    let known = bugs();
    assert!(known.len() >= 10);
    let names: BTreeSet<&str> = known.iter().map(|bug| bug.name.as_str()).collect();
    assert_eq!(names.len(), known.len());
    assert!(known.iter().all(|bug| find(&bug.target).is_some()));
    let parsers = TARGETS.iter().filter(|target| target.reads_one_layer);
    for target in parsers {
        assert!(
            known.iter().any(|bug| bug.target == target.name),
            "{}",
            target.name
        );
    }
}

#[test]
fn the_table_of_the_readme_has_every_seeded_bug_and_most_were_found_in_every_run() {
    let readme = include_str!("../../../fuzz/README.md");
    let found = rows(readme);
    let names: Vec<&str> = found.iter().map(|row| row[0].trim_matches('`')).collect();
    let known = bugs();
    let expected: Vec<&str> = known.iter().map(|bug| bug.name.as_str()).collect();
    let hint = "make the table with `cargo run -p dcr-check-fuzz --example found_bugs`";
    assert_eq!(names, expected, "{hint}");
    let always = found
        .iter()
        .filter(|row| row[2] == format!("{RUNS} of {RUNS}"));
    assert!(always.count() >= 10, "{hint}");
}
