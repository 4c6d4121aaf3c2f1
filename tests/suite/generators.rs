//! The generators are tested too: every class of interest comes up, and in useful shares.

use std::collections::BTreeMap;

use dcr_check::declaration::Declaration;
use dcr_check::generate::mutation::Mutation;
use dcr_check::generate::{InputClass, turn};
use dcr_check::harness;
use dcr_check::outcome::{Mechanism, RefusalKind};
use dcr_check::scenario::Scenario;
use dcr_check::scenario::challenge::{Item, Trap};
use dcr_check::scenario::client::{Metadata, Redirects};
use dcr_check::scenario::corruption::{Damage, Target};
use dcr_check::scenario::deployment::DeploymentName;
use dcr_check::scenario::expectation::Expectation;
use dcr_check::scenario::labels::Label;
use dcr_check::scenario::user::{CommandOption, KeyQuotes, OverrideSpelling, Position};

const CASES: u32 = 2048;

fn scenarios(only: Option<InputClass>) -> Vec<Scenario> {
    many(CASES, only)
}

fn many(cases: u32, only: Option<InputClass>) -> Vec<Scenario> {
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
    let share = |label: &Label| {
        let count = shares.get(label).copied().unwrap_or(0);
        f64::from(count) * 100.0 / f64::from(CASES)
    };
    for label in Label::ALL {
        println!("{:>5.1} %  {}", share(label), label.name());
        assert!(share(label) >= 1.0, "{label:?} hardly comes up");
    }
    for (label, at_least, at_most) in [
        (Label::Call, 4.0, 12.0),
        (Label::Flag, 10.0, 25.0),
        (Label::Override, 15.0, 35.0),
        (Label::Environment, 10.0, 25.0),
        (Label::ConfigFile, 10.0, 25.0),
        (Label::Challenge, 30.0, 50.0),
        (Label::ResourceMetadata, 40.0, 60.0),
        (Label::SeveralLayers, 35.0, 60.0),
        (Label::NoScope, 4.0, 15.0),
        (Label::RepeatedToken, 15.0, 40.0),
        (Label::CasePair, 5.0, 20.0),
        (Label::Untidy, 15.0, 40.0),
        (Label::IllegalToken, 5.0, 20.0),
        (Label::UnusableDocument, 8.0, 20.0),
        (Label::StepUp, 4.0, 12.0),
        (Label::Corruption, 12.5, 12.5),
    ] {
        let share = share(&label);
        assert!(
            (at_least..=at_most).contains(&share),
            "{label:?}: {share} %"
        );
    }
}

#[test]
fn half_of_the_cases_lead_to_a_request_and_every_other_end_comes_up() {
    let scenarios = scenarios(None);
    let expectations: Vec<Expectation> = scenarios
        .iter()
        .map(|scenario| scenario.expectation(&Declaration::complete()))
        .collect();
    let count =
        |is: &dyn Fn(&Expectation) -> bool| expectations.iter().filter(|one| is(one)).count();
    let sent = count(&|one| matches!(one, Expectation::Sent(_)));
    let share = sent * 100 / scenarios.len();
    println!("{share} % are sent");
    assert!((45..=60).contains(&share), "{share} % are sent");
    for kind in [
        RefusalKind::Arguments,
        RefusalKind::Config,
        RefusalKind::ScopeToken,
        RefusalKind::EmptyScopes,
        RefusalKind::ResourceMetadata,
        RefusalKind::ServerMetadata,
        RefusalKind::Capability,
        RefusalKind::RedirectUri,
        RefusalKind::ClientMetadata,
        RefusalKind::NoProgress,
    ] {
        let refused = count(&|one| *one == Expectation::Refused(vec![kind]));
        assert!(refused >= 16, "{kind:?} is expected {refused} times");
    }
    for mechanism in [
        Mechanism::PreRegistered,
        Mechanism::MetadataDocument,
        Mechanism::AskUser,
    ] {
        let chosen = count(&|one| *one == Expectation::NoRegistration(mechanism));
        assert!(chosen >= 16, "{mechanism:?} is expected {chosen} times");
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
        scenario
            .corruption
            .is_some_and(|corruption| corruption.damage == *one)
    });
    each_comes_up(Target::ALL, &scenarios, |scenario, one| {
        scenario
            .corruption
            .is_some_and(|corruption| corruption.target == *one)
    });
    each_comes_up(Trap::ALL, &scenarios, |scenario, one| {
        scenario
            .challenge
            .items
            .iter()
            .any(|(_, item)| matches!(item, Item::Bearer(bearer) if bearer.traps.contains(one)))
    });
    each_comes_up(DeploymentName::REMOTE, &scenarios, |scenario, one| {
        scenario.deployment == *one
    });
    let options = |scenario: &Scenario| {
        scenario
            .command_line()
            .map_or_else(Vec::new, |line| line.options.clone())
    };
    each_comes_up(Position::ALL, &scenarios, |scenario, wanted| {
        options(scenario)
            .iter()
            .any(|placed| placed.position == *wanted)
    });
    each_comes_up(OverrideSpelling::ALL, &scenarios, |scenario, wanted| {
        options(scenario).iter().any(|placed| {
            matches!(&placed.option, CommandOption::Override { spelling, .. } if spelling == wanted)
        })
    });
    each_comes_up(KeyQuotes::ALL, &scenarios, |scenario, wanted| {
        options(scenario).iter().any(|placed| {
            matches!(&placed.option, CommandOption::Override { quotes, .. } if quotes == wanted)
        })
    });
    each_comes_up(&[true, false], &scenarios, |scenario, wanted| {
        options(scenario).iter().any(
            |placed| matches!(&placed.option, CommandOption::Scopes { joined, .. } if joined == wanted),
        )
    });
}

#[test]
fn every_damage_is_done_to_every_text() {
    let scenarios = scenarios(Some(InputClass::Hostile));
    for damage in Damage::ALL {
        each_comes_up(Target::ALL, &scenarios, |scenario, target| {
            scenario.corruption.is_some_and(|corruption| {
                corruption.damage == *damage && corruption.target == *target
            })
        });
    }
}

#[test]
fn every_mutation_is_dealt_within_128_cases_wherever_they_start() {
    for start in 0..1024 {
        let cases = start..start + 128;
        let dealt: Vec<Mutation> = cases.filter_map(|number| turn(number, None).1).collect();
        for mutation in Mutation::ALL {
            assert!(dealt.contains(mutation), "{mutation:?} from {start}");
        }
    }
}

#[test]
fn mutations_are_dealt_evenly_and_to_three_of_four_near_misses_only() {
    for only in [None, Some(InputClass::NearMiss)] {
        let turns: Vec<_> = (0..CASES).map(|number| turn(number, only)).collect();
        let near_misses = turns
            .iter()
            .filter(|(class, _)| *class == InputClass::NearMiss);
        let mutations: Vec<Mutation> = turns.iter().filter_map(|(_, mutation)| *mutation).collect();
        assert_eq!(mutations.len(), near_misses.count() / 4 * 3);
        let often =
            |mutation: &Mutation| mutations.iter().filter(|dealt| *dealt == mutation).count();
        let most = Mutation::ALL.iter().map(often).max();
        let least = Mutation::ALL.iter().map(often).min();
        assert!(
            most <= least.map(|least| least + 1),
            "{least:?} to {most:?}"
        );
    }
    for other in [InputClass::Valid, InputClass::Hostile] {
        assert!((0..CASES).all(|number| turn(number, Some(other)).1.is_none()));
    }
}

#[test]
fn of_eight_cases_two_are_valid_five_near_misses_and_one_is_hostile() {
    let count = |class| {
        (0..8)
            .filter(|number| turn(*number, None).0 == class)
            .count()
    };
    let counts = [InputClass::Valid, InputClass::NearMiss, InputClass::Hostile].map(count);
    assert_eq!(counts, [2, 5, 1]);
    for class in InputClass::ALL {
        assert!((0..8).all(|number| turn(number, Some(*class)).0 == *class));
    }
}

#[test]
fn valid_scenarios_are_tidy_and_lead_to_a_request() {
    let mut stopped = 0;
    for scenario in scenarios(Some(InputClass::Valid)) {
        let labels = scenario.labels();
        for label in [
            Label::IllegalToken,
            Label::Untidy,
            Label::Corruption,
            Label::UnusableDocument,
        ] {
            assert!(!labels.contains(&label), "{label:?} in {}", scenario.case());
        }
        for token in scenario.every_source() {
            let legal = |c: char| matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e');
            assert!(!token.is_empty() && token.chars().all(legal), "{token:?}");
        }
        match scenario.expectation(&Declaration::complete()) {
            Expectation::Sent(_) => {}
            // Right too: a step-up that happens to ask for nothing new.
            Expectation::Refused(kinds) if kinds == [RefusalKind::NoProgress] => stopped += 1,
            other => panic!("{other:?} for {}", scenario.case()),
        }
    }
    assert!(stopped * 20 < CASES, "{stopped} step-ups stop");
}

#[test]
fn hostile_scenarios_are_damaged_and_nothing_is_expected_of_them() {
    for scenario in scenarios(Some(InputClass::Hostile)).into_iter().take(64) {
        assert!(scenario.corruption.is_some());
        assert_eq!(
            scenario.expectation(&Declaration::complete()),
            Expectation::Anything
        );
    }
}
