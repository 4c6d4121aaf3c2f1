//! Every property holds for the reference, in the default run and in a longer one.

use dcr_check::harness::{self, Plan, Status};
use dcr_check::reference::Reference;

#[test]
fn every_property_holds_for_the_reference() {
    let plan = Plan {
        seed: harness::DEFAULT_SEED,
        cases: 2048,
        ..Plan::default()
    };
    let run = harness::run(&Reference, &plan, &mut |_| {});
    let mut complaints = Vec::new();
    for result in &run.results {
        match &result.status {
            Status::Passed => {}
            Status::Failed(failure) => complaints.push(format!(
                "{} (case {}): {}\n  {}",
                result.property.id, failure.number, failure.reason, failure.case
            )),
            Status::TooFew | Status::NotApplicable => complaints.push(format!(
                "{}: judged only {} times",
                result.property.id, result.judged
            )),
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// One visible test for each property, as an implementer gets them: kept regressions first.
mod one_by_one {
    use dcr_check::reference::Reference;

    dcr_check::property_tests!(Reference);
}
