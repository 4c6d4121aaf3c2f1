//! Every seeded bug is caught in every one of 20 seeds, within 128 cases, by a small counterexample.

use dcr_check::harness::{self, Plan};
use dcr_check::seeded_bugs::{self, SeededBug};
use dcr_check::suite;

const SEEDS: u64 = 20;
const THREADS: usize = 4;

/// The seeds in which a bug is not caught.
fn missed_in(bug: &SeededBug) -> Vec<u64> {
    let plan = |seed| Plan {
        seed,
        cases: 128,
        stop_at_first_failure: true,
        shrink_steps: 0,
        ..Plan::default()
    };
    let caught = |seed| {
        harness::run(bug, &plan(seed), &mut |_| {})
            .failures()
            .next()
            .is_some()
    };
    (0..SEEDS).filter(|seed| !caught(*seed)).collect()
}

/// Maps every bug with several threads; the order stays.
fn for_each_bug<R: Send>(work: impl Fn(&'static SeededBug) -> R + Sync) -> Vec<R> {
    let bugs: Vec<&'static SeededBug> = seeded_bugs::all().collect();
    let work = &work;
    std::thread::scope(|scope| {
        let chunks = bugs.chunks(bugs.len().div_ceil(THREADS));
        let workers: Vec<_> = chunks
            .map(|chunk| scope.spawn(move || chunk.iter().map(|bug| work(bug)).collect::<Vec<_>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    })
}

#[test]
fn every_seeded_bug_is_caught_within_128_cases_in_each_of_20_seeds() {
    let missed = for_each_bug(|bug| (bug.id, missed_in(bug)));
    let missed: Vec<_> = missed
        .into_iter()
        .filter(|(_, seeds)| !seeds.is_empty())
        .collect();
    assert!(missed.is_empty(), "missed, with the seeds: {missed:?}");
}

#[test]
fn every_property_catches_a_seeded_bug() {
    let plan = Plan {
        cases: 128,
        shrink_steps: 0,
        ..Plan::default()
    };
    let caught = for_each_bug(|bug| {
        let run = harness::run(bug, &plan, &mut |_| {});
        run.failures()
            .map(|(property, _)| property.id)
            .collect::<Vec<_>>()
    });
    let idle: Vec<&str> = suite::PROPERTIES
        .iter()
        .map(|property| property.id)
        .filter(|id| !caught.iter().flatten().any(|one| one == id))
        .collect();
    assert!(idle.is_empty(), "catch no seeded bug: {idle:?}");
}

#[test]
fn counterexamples_hold_at_most_two_scopes() {
    let too_large = |bug: &'static SeededBug| {
        let plan = Plan {
            cases: 128,
            stop_at_first_failure: true,
            ..Plan::default()
        };
        let run = harness::run(bug, &plan, &mut |_| {});
        let (property, failure) = run.failures().next().expect(bug.id);
        let scopes = failure.scenario.every_source();
        let case = failure.case.to_json();
        (scopes.len() > 2).then(|| format!("{} by {}: {scopes:?} in {case}", bug.id, property.id))
    };
    let complaints: Vec<String> = seeded_bugs::all().filter_map(too_large).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
