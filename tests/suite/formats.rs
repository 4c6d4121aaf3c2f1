//! The machine-readable forms: their schemas, and that equal seeds give equal bytes.

use dcr_check::harness::{self, Plan};
use dcr_check::reference::Reference;
use dcr_check::report::Report;
use dcr_check::report::detection::detect;
use dcr_check::seeded_bugs;
use serde_json::Value;

fn schema(text: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(text).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn complaints(schema: &jsonschema::Validator, value: &Value) -> Vec<String> {
    let complaint =
        |error: jsonschema::ValidationError<'_>| format!("{} at {}", error, error.instance_path());
    schema.iter_errors(value).map(complaint).collect()
}

/// A report with failures in it: a seeded bug as the implementation, and two bugs beside it.
fn report(seed: u64) -> Report {
    let bug = seeded_bugs::catalogue::find("duplicates-kept").unwrap();
    let plan = Plan {
        seed,
        cases: 64,
        ..Plan::default()
    };
    let run = harness::run(bug, &plan, &mut |_| {});
    let bugs: Vec<_> = seeded_bugs::catalogue::all().take(2).collect();
    Report::new(&run, &detect(&bugs, &plan, 2, &|| {}))
}

#[test]
fn reports_are_of_the_form_of_their_schema() {
    let schema = schema(include_str!("../../schemas/report.schema.json"));
    let value = serde_json::to_value(report(1)).unwrap();
    assert_eq!(value["passed"], false);
    assert!(
        value["properties"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| !one["failures"].as_array().unwrap().is_empty())
    );
    assert_eq!(complaints(&schema, &value), Vec::<String>::new());
    let mut broken = value;
    broken["properties"][0]["status"] = "perhaps".into();
    assert_eq!(complaints(&schema, &broken).len(), 1);
}

#[test]
fn the_same_seed_gives_the_same_bytes_of_report() {
    let text = |seed| serde_json::to_string(&report(seed)).unwrap();
    assert_eq!(text(5), text(5));
    assert_ne!(text(5), text(6));
}

#[test]
fn generated_cases_are_of_the_form_of_their_schema_and_can_be_read_again() {
    let schema = schema(include_str!("../../schemas/case.schema.json"));
    for number in 0..256 {
        let case = harness::scenario(3, number, None).case();
        let json = serde_json::to_value(&case).unwrap();
        // The huge ones are of the same form, and slow to check.
        if json.to_string().len() < 100_000 {
            assert_eq!(
                complaints(&schema, &json),
                Vec::<String>::new(),
                "case {number}"
            );
        }
        assert_eq!(
            dcr_check::case::Case::from_json(&case.to_string()).unwrap(),
            case
        );
    }
}

#[test]
fn the_reference_passes_in_a_report() {
    let plan = Plan {
        cases: 256,
        ..Plan::default()
    };
    let run = harness::run(&Reference, &plan, &mut |_| {});
    let report = Report::new(&run, &[]);
    assert!(report.passed);
    assert!(report.labels.iter().all(|share| share.cases > 0));
}

#[cfg(feature = "runner")]
#[test]
fn junit_names_every_property_and_escapes_what_it_shows() {
    let xml = dcr_check::report::junit::junit(&report(1)).unwrap();
    for property in dcr_check::properties::catalogue::PROPERTIES {
        assert!(
            xml.contains(&format!("name=\"{}\"", property.id)),
            "{}",
            property.id
        );
    }
    assert!(xml.contains("<failure"));
    assert!(!xml.contains('\u{1b}'));
}
