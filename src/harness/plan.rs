//! What is run.

use proptest::test_runner::{Config, RngSeed};

use crate::generate::InputClass;
use crate::harness::regressions::Regression;
use crate::properties::Property;
use crate::properties::catalogue::PROPERTIES;
use crate::vocabulary::FailOn;

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 7591;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides every case, together with the number of the case.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// Only scenarios of this class.
    pub class: Option<InputClass>,
    /// The properties to judge.
    pub properties: Vec<&'static Property>,
    /// How many attempts at most to make one counterexample smaller.
    pub shrink_steps: u32,
    /// The lightest breach that makes the run fail.
    pub fail_on: FailOn,
    /// Stop at the first breach of any property.
    pub stop_at_first_failure: bool,
    /// Regressions to replay before anything else, each for the property of that id.
    pub regressions: Vec<(&'static Property, Regression)>,
}

impl Default for Plan {
    /// Every property; seed, cases and attempts as `PROPTEST_RNG_SEED`, `PROPTEST_CASES` and
    /// `PROPTEST_MAX_SHRINK_ITERS` say, else [`DEFAULT_SEED`], 256 and 4096.
    fn default() -> Self {
        let config = Config::default();
        Plan {
            seed: match config.rng_seed {
                RngSeed::Fixed(seed) => seed,
                RngSeed::Random => DEFAULT_SEED,
            },
            cases: config.cases,
            class: None,
            properties: PROPERTIES.iter().collect(),
            shrink_steps: config.max_shrink_iters.min(4096),
            fail_on: FailOn::default(),
            stop_at_first_failure: false,
            regressions: Vec::new(),
        }
    }
}
