//! Runs the suite against an implementation: one scenario for each case, judged by every property.

mod judging;
mod plan;
pub mod regressions;
mod running;
pub mod testing;

pub use judging::scenario;
pub use plan::{DEFAULT_SEED, Failure, Plan, PropertyResult, Run, Status};
pub use running::{failures, first_failing_case, floor, run, shrink};
