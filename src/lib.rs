//! dcr-check finds defects in how an OAuth client builds its dynamic client registration request.
#![deny(missing_docs)]

pub mod case;
#[cfg(all(feature = "runner", unix))]
pub mod clients;
pub mod declaration;
pub mod generate;
pub mod harness;
pub mod implementation;
pub mod outcome;
pub mod properties;
pub mod protocol;
pub mod reference;
pub mod report;
pub mod requirement;
#[cfg(feature = "runner")]
pub mod runner;
pub mod scenario;
pub mod seeded_bugs;
pub mod vocabulary;
