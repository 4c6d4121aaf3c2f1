//! The catalogue: its properties hold for the reference, are well-formed, rest on rules that bind a client, and
//! judge every such rule or it says why not.

use std::collections::BTreeSet;

use dcr_check::harness::{self, Plan};
use dcr_check::properties::breach::Rule;
use dcr_check::properties::catalogue::PROPERTIES;
use dcr_check::reference::Reference;
use dcr_check::report::coverage::{coverage, share};
use dcr_check::requirement;
use dcr_check::seeded_bugs;
use dcr_check::vocabulary::{Family, Level, PropertyStatus, Weight};

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
        // Not even a house rule may be broken.
        complaints.extend(result.failures.iter().map(|failure| {
            let (id, breach) = (result.property.id, &failure.breach);
            let rule = breach.rule.name();
            format!(
                "{id} (case {}, {rule}): {}\n  {}",
                failure.number, breach.reason, failure.case
            )
        }));
        if result.status != PropertyStatus::Passed {
            complaints.push(format!(
                "{}: judged only {} times",
                result.property.id, result.judged
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn no_failure_rests_on_a_row_without_weight() {
    for property in PROPERTIES {
        for id in property.requirements {
            let row = requirement::find(id).unwrap_or_else(|| panic!("{} cites {id}", property.id));
            let may_fail = row.weight != Weight::None || row.level == Level::House;
            assert!(
                may_fail,
                "{} cites {id}, which binds no client",
                property.id
            );
        }
    }
}

#[test]
fn every_row_of_weight_is_judged_or_says_why_not() {
    let rows = coverage(&[]);
    let open: Vec<&str> = rows
        .iter()
        .filter(|row| row.weight != Weight::None)
        .filter(|row| row.properties.is_empty() && row.out_of_reach.is_none())
        .map(|row| row.id)
        .collect();
    assert!(open.is_empty(), "{open:?}");
    let (weighty, judged, explained) = share(&rows);
    assert_eq!(judged + explained, weighty);
    assert!(judged > 70, "{judged} of {weighty}");
}

/// Every failure that the seeded bugs make rests on a rule that its property lists.
#[test]
fn a_property_rests_on_the_rules_that_it_lists() {
    let plan = Plan {
        cases: 96,
        ..Plan::default()
    };
    let mut wrong = BTreeSet::new();
    for bug in seeded_bugs::catalogue::all() {
        for number in 0..plan.cases {
            let scenario = harness::scenario(plan.seed, number, None);
            for (property, breach) in harness::failures(bug, &scenario) {
                if let Rule::Row(id) = breach.rule
                    && !property.requirements.contains(&id)
                {
                    wrong.insert(format!("{} rests on {id}", property.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
