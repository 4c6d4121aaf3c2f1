//! Every seeded bug is caught in every one of 20 seeds, within 128 cases, by a small counterexample;
//! every property catches one; the table in the documentation says how.

use std::sync::LazyLock;

use dcr_check::harness::{self, Plan};
use dcr_check::properties::catalogue::{PROPERTIES, find};
use dcr_check::report::detection::{Detection, detect};
use dcr_check::report::{Report, markdown};
use dcr_check::seeded_bugs::{self, SeededBug};

const SEEDS: u64 = 20;
const CASES: u32 = 128;

/// The seeds follow each other, the first is that of the default run.
fn plan() -> Plan {
    Plan {
        seed: harness::DEFAULT_SEED,
        cases: CASES,
        shrink_steps: 4096,
        ..Plan::default()
    }
}

static DETECTIONS: LazyLock<Vec<Detection>> = LazyLock::new(|| {
    let bugs: Vec<&'static SeededBug> = seeded_bugs::catalogue::all().collect();
    detect(&bugs, &plan(), SEEDS, &|| {})
});

#[test]
fn every_seeded_bug_is_caught_within_128_cases_in_each_of_20_seeds() {
    for detection in DETECTIONS.iter() {
        assert_eq!(detection.cases.len(), 20);
        assert!(
            !detection.cases.contains(&None),
            "{}: {:?}",
            detection.bug.id,
            detection.cases
        );
    }
}

#[test]
fn counterexamples_hold_at_most_two_scopes() {
    let too_large = |detection: &Detection| {
        let (property, failure) = detection.smallest.as_ref()?;
        let scopes = failure.scenario.every_source();
        let case = &failure.case;
        let id = detection.bug.id;
        (scopes.len() > 2).then(|| format!("{id} by {}: {scopes:?} in {case}", property.id))
    };
    let complaints: Vec<String> = DETECTIONS.iter().filter_map(too_large).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What a bug declares is what reports go by, so it is held against what catches it.
#[test]
fn every_seeded_bug_is_caught_by_the_properties_that_it_names() {
    let mut missed = Vec::new();
    for bug in seeded_bugs::catalogue::all() {
        let named = bug
            .caught_by()
            .map(|id| find(id).unwrap_or_else(|| panic!("{}: no property is {id}", bug.id)));
        let plan = Plan {
            properties: named.collect(),
            shrink_steps: 0,
            ..plan()
        };
        let run = harness::run(bug, &plan, &mut |_| {});
        let holding = run
            .results
            .iter()
            .filter(|result| result.failures.is_empty());
        missed.extend(holding.map(|result| format!("{} by {}", bug.id, result.property.id)));
    }
    assert!(missed.is_empty(), "not caught: {}", missed.join("\n"));
}

#[test]
fn every_property_catches_a_seeded_bug() {
    let caught: Vec<&str> = seeded_bugs::catalogue::all()
        .flat_map(SeededBug::caught_by)
        .collect();
    let ids = PROPERTIES.iter().map(|property| property.id);
    let idle: Vec<&str> = ids.filter(|id| !caught.contains(id)).collect();
    assert_eq!(idle, Vec::<&str>::new(), "catch no seeded bug");
}

#[test]
fn seeded_bugs_have_names_of_their_own_and_references() {
    let bugs: Vec<&SeededBug> = seeded_bugs::catalogue::all().collect();
    for (index, bug) in bugs.iter().enumerate() {
        assert!(
            bug.references().all(|one| !one.is_empty()) && !bug.fault.is_empty(),
            "{}",
            bug.id
        );
        assert!(
            !bugs[..index].iter().any(|other| other.id == bug.id),
            "{}",
            bug.id
        );
    }
    assert!(bugs.len() >= 35);
}

#[test]
fn the_table_of_seeded_bugs_is_the_one_in_the_documentation() {
    let run = harness::run(&dcr_check::reference::Reference, &plan(), &mut |_| {});
    let report = Report::new(&run, &DETECTIONS);
    let text = format!(
        "# Seeded bugs\n\n\
         Real defects of real clients, put into the reference one at a time. Cases until detection are\n\
         over {SEEDS} seeds, {CASES} cases each; what caught them and the counterexample are those of the\n\
         first seed. Derived: `BLESS=1 cargo test --test suite seeded_bugs` writes this file.\n\n{}",
        markdown::seeded_bugs(&report)
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/seeded-bugs.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == text,
        "docs/seeded-bugs.md is out of date; write it with BLESS=1"
    );
}
