//! Property-based tests for the request with which an OAuth client registers itself
//! ([RFC 7591](https://www.rfc-editor.org/rfc/rfc7591) dynamic client registration).
//!
//! A [`Case`](prelude::Case) is what a client gets before it registers: command line, config file, challenge,
//! metadata documents. Hand it to your request builder and return what that would send. dcr-check generates
//! cases, judges every request by every property, and shrinks what fails to the smallest case.
//!
//! ```
//! use dcr_check::prelude::*;
//!
//! struct MyClient;
//!
//! impl Implementation for MyClient {
//!     fn name(&self) -> &str {
//!         "my client"
//!     }
//!
//!     // The layers it reads, highest precedence first. What is not declared is not generated.
//!     fn declaration(&self) -> Declaration {
//!         Declaration::reading([Layer::Call])
//!     }
//!
//!     fn build(&self, case: &Case) -> Outcome {
//!         let scope = case.scopes.as_deref().unwrap_or_default().join(" ");
//!         let body = format!(r#"{{"scope": {scope:?}}}"#);
//!         Outcome::registration(HttpRequest::json_post("https://auth.example.com/register", body))
//!     }
//! }
//!
//! let run = run(&MyClient, &Plan::default(), &mut |_| {});
//! let (_, failure) = run.failures().find(|(property, _)| property.id == "scope-is-never-empty").unwrap();
//! println!("{}: {}", failure.case, failure.breach.reason);
//! ```
//!
//! In a test suite, [`property_tests!`] makes one `#[test]` for each property, and keeps what fails under
//! `proptest-regressions/`, from where it is replayed first:
//!
//! ```
//! # use dcr_check::prelude::*;
//! # struct MyClient;
//! # impl Implementation for MyClient {
//! #     fn name(&self) -> &str { "my client" }
//! #     fn build(&self, _: &Case) -> Outcome { Outcome::Unsupported("not yet".to_owned()) }
//! # }
//! dcr_check::property_tests!(MyClient);
//! ```
//!
//! [`protocol`] is the reference: a pure builder of registration requests, which is judged like any other
//! implementation and can be used by itself. Modules that this page does not show serve the command line
//! program, the fuzz targets and the benchmarks; they may change in any release.
#![deny(missing_docs)]

pub mod case;
#[cfg(all(feature = "runner", unix))]
#[doc(hidden)]
pub mod clients;
pub mod declaration;
#[doc(hidden)]
pub mod generate;
pub mod harness;
pub mod implementation;
pub mod outcome;
pub mod prelude;
pub mod properties;
pub mod protocol;
#[doc(hidden)]
pub mod reference;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod requirement;
#[cfg(feature = "runner")]
#[doc(hidden)]
pub mod runner;
#[doc(hidden)]
pub mod scenario;
#[doc(hidden)]
pub mod seeded_bugs;
pub mod vocabulary;

/// The code of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
