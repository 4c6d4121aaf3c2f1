//! Kept regressions are of their form, belong to properties that exist, and are replayed first.

use std::path::Path;

use dcr_check::case::Case;
use dcr_check::harness::regressions::{self, Regression};
use dcr_check::harness::{self, Plan};
use dcr_check::implementation::Implementation;
use dcr_check::properties::catalogue::{PROPERTIES, find};
use dcr_check::reference::Reference;
use dcr_check::seeded_bugs;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions");

#[test]
fn every_kept_file_is_of_a_property_and_can_be_read() {
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let mut files = 0;
    for folder in names(Path::new(DIRECTORY)) {
        assert_eq!(
            folder,
            Reference.name(),
            "only the reference is replayed here"
        );
        for name in names(&Path::new(DIRECTORY).join(&folder)) {
            let id = name.strip_suffix(".json").unwrap_or(&name);
            assert!(find(id).is_some(), "{name} is of no property");
            let regressions = regressions::load(Path::new(DIRECTORY), &folder, id).unwrap();
            assert!(!regressions.is_empty(), "{name} holds nothing");
            files += 1;
        }
    }
    assert!(files > 0);
}

#[test]
fn a_find_is_kept_once_and_replayed_before_anything_else() {
    let directory =
        std::env::temp_dir().join(format!("dcr-check-regressions-{}", std::process::id()));
    let property = find("scope-has-no-repeats").unwrap();
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
        regressions::keep(&directory, bug.name(), property.id, find.clone()).unwrap();
    }
    let kept = regressions::load(&directory, bug.name(), property.id).unwrap();
    let of_another = regressions::load(&directory, "another", property.id).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(kept, [find]);
    assert_eq!(of_another, []);

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
fn a_file_above_the_folders_is_for_every_implementation() {
    let directory = std::env::temp_dir().join(format!("dcr-check-common-{}", std::process::id()));
    let id = PROPERTIES[0].id;
    let regression = |seed| Regression {
        seed,
        case_number: 0,
        note: String::new(),
        case: Case::default(),
    };
    // A name without letters and digits has no folder of its own.
    let common = regressions::keep(&directory, "", id, regression(1)).unwrap();
    let own = regressions::keep(&directory, "My client 2.0", id, regression(2)).unwrap();
    assert_eq!(common, directory.join(format!("{id}.json")));
    assert_eq!(own, directory.join(format!("my-client-2-0/{id}.json")));
    let seeds = |name: &str| -> Vec<u64> {
        let kept = regressions::load(&directory, name, id).unwrap();
        kept.iter().map(|one| one.seed).collect()
    };
    let all = ["My client 2.0", "another", "?"].map(seeds);
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(all, [vec![1, 2], vec![1], vec![1]]);
}

#[test]
fn a_file_that_is_not_of_the_form_is_an_error_and_not_passed_over() {
    let directory = std::env::temp_dir().join(format!("dcr-check-broken-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let id = PROPERTIES[0].id;
    let file = directory.join(format!("{id}.json"));
    let refused = |text: &str| {
        std::fs::write(&file, text).unwrap();
        regressions::load(&directory, "mine", id)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("{").contains(id));
    assert!(refused(r#"{"version":2,"property":"x","regressions":[]}"#).contains("version 1"));
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(regressions::load(&directory, "mine", id).unwrap(), []);
}

#[test]
fn a_find_whose_seed_no_longer_fails_is_still_judged_by_its_case() {
    let property = find("scope-has-no-repeats").unwrap();
    let bug = seeded_bugs::catalogue::find("duplicates-kept").unwrap();
    let case = Case {
        arguments: ["mcp", "login", "s", "--scopes", "a,a"]
            .map(str::to_owned)
            .to_vec(),
        server_metadata: Some(dcr_check::case::command_line::example::SERVER_METADATA.into()),
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
