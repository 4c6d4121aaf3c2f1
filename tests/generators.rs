//! The generators are tested too: every class of interest comes up, and in useful shares.

use std::collections::BTreeMap;

use dcr_check::harness;
use dcr_check::layer::Declaration;
use dcr_check::scenario::Scenario;
use dcr_check::scenario::attack::{Damage, Target};
use dcr_check::scenario::challenge::{Item, Trap};
use dcr_check::scenario::client::{Metadata, Redirects};
use dcr_check::scenario::expectation::Expectation;
use dcr_check::scenario::labels::Label;
use dcr_check::scenario::person::CommandOption;
use dcr_check::scenario::site::SITES;
use dcr_check::strategies::twist::Twist;
use dcr_check::strategies::{Profile, turn};

const CASES: u32 = 2048;

fn scenarios(only: Option<Profile>) -> Vec<Scenario> {
    many(CASES, only)
}

fn many(cases: u32, only: Option<Profile>) -> Vec<Scenario> {
    (0..cases)
        .map(|number| harness::scenario(1, number, only))
        .collect()
}

/// Fails unless something that `is` picks out comes up for each of `all`.
fn each_comes_up<T: std::fmt::Debug>(
    all: &[T],
    scenarios: &[Scenario],
    is: impl Fn(&Scenario, &T) -> bool,
) {
    for one in all {
        assert!(
            scenarios.iter().any(|scenario| is(scenario, one)),
            "{one:?} never comes up"
        );
    }
}

#[test]
fn every_class_comes_up_in_a_share_that_can_be_told() {
    let scenarios = scenarios(None);
    let mut shares: BTreeMap<Label, u32> = BTreeMap::new();
    for scenario in &scenarios {
        for label in scenario.labels() {
            *shares.entry(label).or_default() += 1;
        }
    }
    for label in Label::ALL {
        let count = shares.get(label).copied().unwrap_or(0);
        println!(
            "{:>5.1} %  {}",
            f64::from(count) * 100.0 / f64::from(CASES),
            label.text()
        );
        assert!(count * 100 >= CASES, "{label:?} comes up {count} times");
    }
    for label in [
        Label::Flag,
        Label::Override,
        Label::ConfigFile,
        Label::Challenge,
    ] {
        assert!(shares[&label] * 10 >= CASES, "{label:?}");
    }
}

#[test]
fn every_part_comes_up() {
    let scenarios = many(4 * CASES, None);
    each_comes_up(Redirects::ALL, &scenarios, |scenario, one| {
        scenario.client.redirects == *one
    });
    each_comes_up(Metadata::ALL, &scenarios, |scenario, one| {
        scenario.client.metadata == *one
    });
    each_comes_up(Damage::ALL, &scenarios, |scenario, one| {
        scenario.attack.is_some_and(|attack| attack.damage == *one)
    });
    each_comes_up(Target::ALL, &scenarios, |scenario, one| {
        scenario.attack.is_some_and(|attack| attack.target == *one)
    });
    each_comes_up(Trap::ALL, &scenarios, |scenario, one| {
        scenario
            .challenge
            .items
            .iter()
            .any(|(_, item)| matches!(item, Item::Bearer(bearer) if bearer.traps.contains(one)))
    });
    let sites: Vec<usize> = (0..SITES.len()).collect();
    each_comes_up(&sites, &scenarios, |scenario, one| {
        scenario.site() == &SITES[*one]
    });
    let options = |scenario: &Scenario| {
        scenario
            .command_line()
            .map_or_else(Vec::new, |line| line.options.clone())
    };
    each_comes_up(&[0, 1, 2, 3], &scenarios, |scenario, slot| {
        options(scenario).iter().any(|placed| placed.slot == *slot)
    });
    each_comes_up(&[0, 1, 2, 3, 4], &scenarios, |scenario, wanted| {
        options(scenario).iter().any(|placed| {
            matches!(&placed.option, CommandOption::Override { spelling, .. } if spelling == wanted)
        })
    });
}

#[test]
fn every_twist_is_dealt_within_128_cases() {
    let dealt: Vec<Twist> = (0..128).filter_map(|number| turn(number, None).1).collect();
    for twist in Twist::ALL {
        assert!(dealt.contains(twist), "{twist:?}");
    }
}

#[test]
fn of_eight_cases_two_are_valid_five_near_misses_and_one_is_hostile() {
    let count = |profile| {
        (0..8)
            .filter(|number| turn(*number, None).0 == profile)
            .count()
    };
    let counts = [Profile::Valid, Profile::NearMiss, Profile::Hostile].map(count);
    assert_eq!(counts, [2, 5, 1]);
    for profile in Profile::ALL {
        assert!((0..8).all(|number| turn(number, Some(*profile)).0 == *profile));
    }
}

#[test]
fn valid_scenarios_are_tidy_and_lead_to_a_request() {
    for scenario in scenarios(Some(Profile::Valid)) {
        let labels = scenario.labels();
        for label in [
            Label::IllegalToken,
            Label::Untidy,
            Label::Attack,
            Label::UnusableDocument,
        ] {
            assert!(
                !labels.contains(&label),
                "{label:?} in {}",
                scenario.case().to_json()
            );
        }
        let expectation = scenario.expectation(&Declaration::complete());
        let stops = scenario.client.previous.is_some();
        assert!(
            matches!(expectation, Expectation::Sent(_)) || stops,
            "{expectation:?} for {}",
            scenario.case().to_json()
        );
    }
}

#[test]
fn hostile_scenarios_are_damaged_and_nothing_is_expected_of_them() {
    for scenario in scenarios(Some(Profile::Hostile)).into_iter().take(64) {
        assert!(scenario.attack.is_some());
        assert_eq!(
            scenario.expectation(&Declaration::complete()),
            Expectation::Anything
        );
    }
}
