//! For the test suites of others: one `#[test]` for each property of an implementation.

use std::path::Path;
use std::sync::OnceLock;

use crate::case::command_line::command_line;
use crate::implementation::Implementation;
use crate::properties;
use crate::protocol::error::escaped;

use super::judging::{Subject, Trial};
use super::plan::{Plan, Status};
use super::regressions::{self, Regression};
use super::running::judged;

/// The generated scenarios with what one implementation did in them, which its tests share.
#[derive(Debug, Default)]
pub struct SharedTrials(OnceLock<Vec<Trial>>);

impl SharedTrials {
    /// None yet; the first test makes them.
    pub const fn new() -> Self {
        SharedTrials(OnceLock::new())
    }
}

/// Judges one property and panics with the counterexample if it fails. Regressions are kept in
/// `directory` by the implementation's name and replayed first; `PROPTEST_CASES` and
/// `PROPTEST_RNG_SEED` apply. `trials` must come from the same implementation.
///
/// # Panics
/// If the property fails, if it was judged too rarely although the implementation declares
/// everything, or if regressions cannot be read or kept.
pub fn assert_property(
    id: &str,
    implementation: &dyn Implementation,
    directory: &Path,
    trials: &SharedTrials,
) {
    let Some(property) = properties::catalogue::find(id) else {
        panic!("no property is called {id:?}");
    };
    let name = implementation.name();
    let kept = match regressions::load(directory, name, id) {
        Ok(regressions) => regressions,
        Err(error) => panic!("{error}"),
    };
    let plan = Plan {
        properties: vec![property],
        regressions: kept.into_iter().map(|one| (property, one)).collect(),
        ..Plan::default()
    };
    let subject = Subject::new(implementation);
    let trials = trials.0.get_or_init(|| {
        let numbers = 0..plan.cases;
        numbers
            .map(|number| subject.generated(&plan, number))
            .collect()
    });
    let run = judged(&subject, &plan, trials.iter(), &mut |_| {});
    match &run.results[0].status {
        Status::Passed | Status::NotApplicable => {}
        Status::TooFew => panic!("{id} was judged in {} cases only", run.results[0].judged),
        Status::Failed(failure) => {
            let regression = Regression {
                seed: run.seed,
                case_number: failure.number,
                note: failure.reason.chars().take(200).collect(),
                case: failure.case.clone(),
            };
            let kept = match regressions::keep(directory, name, id, regression) {
                Ok(file) => format!("kept in {}", file.display()),
                Err(error) => format!("not kept: {error}"),
            };
            panic!(
                "{id}: {}\n  requirements: {}\n  because: {}\n  smallest case: {}\n  try: {}\n  \
                 seed {}, case {}; {kept}",
                property.statement,
                property.requirements.join(", "),
                escaped(&failure.reason),
                escaped(&failure.case.to_string()),
                escaped(&command_line(&failure.case)),
                run.seed,
                failure.number,
            );
        }
    }
}

/// One `#[test]` for each property, for the implementation that the expression makes. They share
/// one generation of scenarios; each judges them by its own property.
///
/// ```no_run
/// # struct MyClient;
/// # impl dcr_check::implementation::Implementation for MyClient {
/// #     fn name(&self) -> &str { "mine" }
/// #     fn build(&self, _: &dcr_check::case::Case) -> dcr_check::outcome::Outcome {
/// #         dcr_check::outcome::Outcome::Unsupported("hand the case to your builder".to_owned())
/// #     }
/// # }
/// dcr_check::property_tests!(MyClient);
/// ```
#[macro_export]
macro_rules! property_tests {
    (@tests [$implementation:expr] $($property:path = $test:ident;)*) => {
        static DCR_CHECK_TRIALS: $crate::harness::testing::SharedTrials =
            $crate::harness::testing::SharedTrials::new();
        $(
            #[test]
            fn $test() {
                let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions");
                $crate::harness::testing::assert_property(
                    &stringify!($test).replace('_', "-"),
                    &$implementation,
                    ::std::path::Path::new(directory),
                    &DCR_CHECK_TRIALS,
                );
            }
        )*
    };
    ($implementation:expr) => {
        $crate::for_each_property!([$crate::property_tests] @tests [$implementation]);
    };
}
