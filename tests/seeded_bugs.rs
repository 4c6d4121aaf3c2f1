//! Every seeded bug is caught in every one of 20 seeds, within 128 cases, by a small counterexample.

use dcr_check::harness::{self, Plan};
use dcr_check::seeded_bugs::{self, SeededBug};

const SEEDS: u64 = 20;
const THREADS: usize = 4;

/// The seeds in which a bug is not caught, and the number of the latest case that caught it.
fn missed_and_latest(bug: &SeededBug) -> (Vec<u64>, u32) {
    let (mut missed, mut latest) = (Vec::new(), 0);
    for seed in 0..SEEDS {
        let plan = Plan {
            seed,
            cases: 128,
            stop_at_first_failure: true,
            shrink_steps: 0,
            ..Plan::default()
        };
        match harness::run(bug, &plan, &mut |_| {}).failures().next() {
            None => missed.push(seed),
            Some((_, failure)) => latest = latest.max(failure.number),
        }
    }
    (missed, latest)
}

#[test]
fn every_seeded_bug_is_caught_within_128_cases_in_each_of_20_seeds() {
    let bugs: Vec<&SeededBug> = seeded_bugs::all().collect();
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let chunks = bugs.chunks(bugs.len().div_ceil(THREADS));
        let workers: Vec<_> = chunks
            .map(|chunk| {
                scope.spawn(move || {
                    let complaint = |bug: &&SeededBug| match missed_and_latest(bug) {
                        (missed, _) if missed.is_empty() => None,
                        (missed, latest) => {
                            Some(format!("{}: missed in {missed:?}, latest {latest}", bug.id))
                        }
                    };
                    chunk.iter().filter_map(complaint).collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn counterexamples_hold_at_most_two_scopes() {
    let too_large = |bug: &'static SeededBug| {
        let plan = Plan { cases: 128, stop_at_first_failure: true, ..Plan::default() };
        let run = harness::run(bug, &plan, &mut |_| {});
        let (property, failure) = run.failures().next().expect(bug.id);
        let scopes = failure.scenario.every_source();
        let case = failure.case.to_json();
        (scopes.len() > 2).then(|| format!("{} by {}: {scopes:?} in {case}", bug.id, property.id))
    };
    let complaints: Vec<String> = seeded_bugs::all().filter_map(too_large).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
