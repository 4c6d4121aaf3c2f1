//! dcr-check finds defects in how an OAuth client builds its dynamic client registration request.
#![deny(missing_docs)]

pub mod case;
pub mod harness;
pub mod implementation;
pub mod layer;
pub mod outcome;
pub mod properties;
pub mod protocol;
pub mod reference;
pub mod regressions;
pub mod report;
pub mod requirement;
#[cfg(feature = "runner")]
pub mod runner;
pub mod scenario;
pub mod seeded_bugs;
pub mod strategies;
pub mod suite;
pub mod testing;
#[cfg(all(feature = "runner", unix))]
pub mod wire;
