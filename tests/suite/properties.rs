//! The catalogue: its properties hold for the reference, are well-formed, and cover at least nine of ten
//! requirements.

use dcr_check::harness::{self, Plan, Status};
use dcr_check::properties::catalogue::PROPERTIES;
use dcr_check::reference::Reference;
use dcr_check::report::coverage::{coverage, share};
use dcr_check::requirement;
use dcr_check::vocabulary::Family;

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
            _ => complaints.push(format!(
                "{}: judged only {} times",
                result.property.id, result.judged
            )),
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_requirement_that_a_property_cites_exists() {
    for property in PROPERTIES {
        assert!(!property.requirements.is_empty(), "{}", property.id);
        for id in property.requirements {
            assert!(
                requirement::find(id).is_some(),
                "{} cites {id}",
                property.id
            );
        }
    }
}

#[test]
fn nine_of_ten_requirements_that_bear_on_the_request_are_covered() {
    let rows = coverage(&[]);
    let (covered, within) = share(&rows);
    let open: Vec<&str> = rows
        .iter()
        .filter(|row| row.out_of_reach.is_none() && !row.is_covered())
        .map(|row| row.id)
        .collect();
    assert_eq!(rows.len(), 308);
    assert!(
        covered * 10 >= within * 9,
        "{covered} of {within}; open: {open:?}"
    );
}

#[test]
fn ids_are_slugs_and_statements_are_sentences_and_both_are_unique() {
    for (index, property) in PROPERTIES.iter().enumerate() {
        let slug = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(property.id.chars().all(slug), "{}", property.id);
        assert!(property.statement.ends_with('.'), "{}", property.id);
        let again = |other: &&dcr_check::properties::Property| {
            other.id == property.id || other.statement == property.statement
        };
        assert!(
            !PROPERTIES[..index].iter().any(|other| again(&other)),
            "{}",
            property.id
        );
    }
    let metamorphic = PROPERTIES
        .iter()
        .filter(|one| one.judge.family() == Family::Metamorphic);
    assert!(PROPERTIES.len() >= 40 && metamorphic.count() >= 8);
}

/// One visible test for each property, as an implementer gets them: kept regressions first.
mod one_by_one {
    use dcr_check::reference::Reference;

    dcr_check::property_tests!(Reference);
}
