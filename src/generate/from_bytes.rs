//! Scenarios from a fuzzer's bytes: the same strategies, with another source of randomness.

use arbitrary::{Arbitrary, Unstructured};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::scenario::Scenario;

use super::{scenario, turn};

/// Other bytes than zero, which follow those of the fuzzer. Drawing from a range rejects some values, zero
/// among them, and tries again; bytes that have run out read as zeros, so drawing would never end. No scenario
/// uses a quarter of this tail, because no strategy is a union, which would give half of the bytes away.
const TAIL: [u8; 1 << 14] = [1; 1 << 14];

/// The first two bytes are the number of the case, which decides profile and mutation; the others
/// decide every draw. Equal bytes make equal scenarios.
impl<'a> Arbitrary<'a> for Scenario {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let number = u16::arbitrary(bytes)?;
        let mut draws = bytes.bytes(bytes.len())?.to_vec();
        draws.extend(TAIL);
        let rng = TestRng::from_seed(RngAlgorithm::PassThrough, &draws);
        drawn(
            number,
            &mut TestRunner::new_with_rng(Config::default(), rng),
        )
        .ok_or(arbitrary::Error::IncorrectFormat)
    }

    fn size_hint(_depth: usize) -> (usize, Option<usize>) {
        (2, None)
    }
}

/// Bytes that [`Scenario::arbitrary`] reads, and the scenario that it makes of them: the case of that
/// number, drawn at random from `seed`.
pub fn bytes_of_scenario(seed: [u8; 32], number: u16) -> Option<(Vec<u8>, Scenario)> {
    let rng = TestRng::from_seed(RngAlgorithm::Recorder, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let scenario = drawn(number, &mut runner)?;
    let mut bytes = number.to_le_bytes().to_vec();
    bytes.extend(runner.bytes_used());
    Some((bytes, scenario))
}

fn drawn(number: u16, runner: &mut TestRunner) -> Option<Scenario> {
    let (profile, mutation) = turn(number.into(), None);
    let tree = scenario(profile, mutation).new_tree(runner).ok()?;
    Some(tree.current())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario_of(bytes: &[u8]) -> Scenario {
        Scenario::arbitrary_take_rest(Unstructured::new(bytes)).unwrap()
    }

    #[test]
    fn recorded_bytes_make_the_recorded_scenario() {
        for number in 0..64 {
            let (bytes, scenario) = bytes_of_scenario([7; 32], number).unwrap();
            assert_eq!(scenario_of(&bytes), scenario, "case {number}");
            assert!(bytes.len() < TAIL.len() / 4, "{} bytes", bytes.len());
            // Were some strategy a union, what follows would decide where its draws begin.
            let longer = [&bytes[..], &[0xaa; 64]].concat();
            assert_eq!(scenario_of(&longer), scenario, "case {number}");
        }
    }

    #[test]
    fn few_bytes_and_bytes_that_draws_reject_are_enough() {
        for bytes in [vec![], vec![3], vec![0; 3], vec![0; 9000], vec![0xff; 9000]] {
            assert_eq!(scenario_of(&bytes), scenario_of(&bytes));
        }
    }
}
