//! Kept regressions are of their form, belong to properties that exist, and are replayed first.

use std::path::Path;

use dcr_check::case::Case;
use dcr_check::harness::{self, Plan};
use dcr_check::regressions::{self, Regression};
use dcr_check::seeded_bugs;
use dcr_check::suite::{self, PROPERTIES};

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions");

#[test]
fn every_kept_file_is_of_a_property_and_can_be_read() {
    let mut files = 0;
    for entry in std::fs::read_dir(DIRECTORY).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(id) = name.strip_suffix(".json") else {
            continue;
        };
        assert!(suite::find(id).is_some(), "{name} is of no property");
        let regressions = regressions::load(Path::new(DIRECTORY), id).unwrap();
        assert!(!regressions.is_empty(), "{name} holds nothing");
        files += 1;
    }
    assert!(files > 0);
}

#[test]
fn a_find_is_kept_once_and_replayed_before_anything_else() {
    let directory =
        std::env::temp_dir().join(format!("dcr-check-regressions-{}", std::process::id()));
    let property = suite::find("scope-has-no-repeats").unwrap();
    let bug = seeded_bugs::catalogue::find("duplicates-kept").unwrap();
    let plan = Plan {
        cases: 64,
        properties: vec![property],
        ..Plan::default()
    };
    let run = harness::run(bug, &plan, &mut |_| {});
    let (_, failure) = run.failures().next().unwrap();
    let find = Regression {
        seed: run.seed,
        case_number: failure.number,
        note: "kept by a test".to_owned(),
        case: failure.case.clone(),
    };
    for _ in 0..2 {
        regressions::keep(&directory, property.id, find.clone()).unwrap();
    }
    let kept = regressions::load(&directory, property.id).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(kept, [find]);

    let regressions = kept.into_iter().map(|find| (property, find)).collect();
    let replayed = Plan {
        cases: 0,
        regressions,
        ..plan
    };
    let run = harness::run(bug, &replayed, &mut |_| {});
    assert_eq!(run.cases, 0);
    assert!(
        run.failures().next().is_some(),
        "no case was generated, the find was replayed"
    );
}

#[test]
fn a_file_that_is_not_of_the_form_is_an_error_and_not_passed_over() {
    let directory = std::env::temp_dir().join(format!("dcr-check-broken-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let id = PROPERTIES[0].id;
    let file = directory.join(format!("{id}.json"));
    let refused = |text: &str| {
        std::fs::write(&file, text).unwrap();
        regressions::load(&directory, id).unwrap_err().to_string()
    };
    assert!(refused("{").contains(id));
    assert!(refused(r#"{"version":2,"property":"x","regressions":[]}"#).contains("version 1"));
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(regressions::load(&directory, id).unwrap(), []);
}

#[test]
fn a_find_whose_seed_no_longer_fails_is_still_judged_by_its_case() {
    let property = suite::find("scope-has-no-repeats").unwrap();
    let bug = seeded_bugs::catalogue::find("duplicates-kept").unwrap();
    let case = Case {
        arguments: ["mcp", "login", "s", "--scopes", "a,a"]
            .map(str::to_owned)
            .to_vec(),
        server_metadata: Some(dcr_check::report::command_line::example::SERVER_METADATA.into()),
        ..Case::default()
    };
    let find = Regression {
        seed: 0,
        case_number: 7,
        note: String::new(),
        case: case.clone(),
    };
    let plan = Plan {
        cases: 0,
        properties: vec![property],
        regressions: vec![(property, find)],
        ..Plan::default()
    };
    let run = harness::run(bug, &plan, &mut |_| {});
    let (_, failure) = run.failures().next().unwrap();
    assert_eq!(failure.case, case);
}
