//! Which properties catch which seeded bugs, how soon, and by which smallest counterexample.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::harness::{self, Failure, Plan};
use crate::properties::Property;
use crate::seeded_bugs::SeededBug;

/// How a seeded bug is caught.
#[derive(Debug, Clone)]
pub struct Detection {
    /// The bug.
    pub bug: &'static SeededBug,
    /// The properties that fail in the first case that catches it; none if it is missed.
    pub caught_by: Vec<&'static Property>,
    /// The number of cases until it is caught, one entry for each seed; none where it is missed.
    pub cases: Vec<Option<u32>>,
    /// The smallest counterexample and the property that it is one to.
    pub smallest: Option<(&'static Property, Failure)>,
}

/// Runs the plan against each bug, with the plan's seed and those that follow it, `seeds` in all.
/// `progress` hears each time that a bug is done.
pub fn detect(
    bugs: &[&'static SeededBug],
    plan: &Plan,
    seeds: u64,
    progress: &(dyn Fn() + Sync),
) -> Vec<Detection> {
    let found = in_parallel(bugs, |bug| {
        let found = find(bug, plan, seeds);
        progress();
        found
    });
    let targets = targets(&found);
    let pairs: Vec<(Detection, Option<&Property>)> = found.into_iter().zip(targets).collect();
    in_parallel(&pairs, |(found, target)| {
        let number = found.cases.first().copied().flatten();
        let shrunk = |(property, cases)| {
            let failure = harness::shrink(found.bug, plan, cases - 1, property)?;
            Some((property, failure))
        };
        Detection {
            smallest: target.zip(number).and_then(shrunk),
            ..found.clone()
        }
    })
}

/// How soon a bug is caught with each seed; nothing is shrunk yet.
fn find(bug: &'static SeededBug, plan: &Plan, seeds: u64) -> Detection {
    let mut found = Detection {
        bug,
        caught_by: Vec::new(),
        cases: Vec::new(),
        smallest: None,
    };
    for offset in 0..seeds {
        let seed = plan.seed + offset;
        let first = harness::first_failing_case(
            bug,
            &Plan {
                seed,
                ..plan.clone()
            },
        );
        let number = first.as_ref().map(|(number, _)| number + 1);
        found.cases.push(number);
        if let (0, Some((_, properties))) = (offset, first) {
            found.caught_by = properties;
        }
    }
    found
}

/// The property to shrink each bug's counterexample for: one that has few examples yet, so that as
/// many properties as possible get one.
fn targets(found: &[Detection]) -> Vec<Option<&'static Property>> {
    let mut examples: BTreeMap<&str, u32> = BTreeMap::new();
    let mut targets = vec![None; found.len()];
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|index| found[*index].caught_by.len());
    for index in order {
        let caught_by = &found[index].caught_by;
        let fewest = caught_by
            .iter()
            .min_by_key(|one| examples.get(one.id).copied().unwrap_or(0));
        if let Some(property) = fewest {
            *examples.entry(property.id).or_default() += 1;
            targets[index] = Some(*property);
        }
    }
    targets
}

/// Maps `items` with as many threads as there are processors; the order stays.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let worker = || {
        let indices = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let open = indices.map_while(|index| Some((index, items.get(index)?)));
        open.map(|(index, item)| (index, work(item)))
            .collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined
            .flat_map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
