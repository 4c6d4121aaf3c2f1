//! The fuzz targets of dcr-check: plain functions from bytes to a panic or none.
//!
//! A fuzzing build hands them to libFuzzer; every other build makes programs of them that replay
//! files, and `cargo test` replays all seeds and regressions.
#![deny(missing_docs)]

pub mod case_text;
pub mod complaint;
pub mod differential;
pub mod document;
pub mod growth;
pub mod second_reading;
pub mod seeded_bugs;
pub mod seeds;

/// One module for each target.
pub mod targets {
    pub mod arguments;
    pub mod case;
    pub mod challenge;
    pub mod differential;
    pub mod overrides;
    pub mod resource_metadata;
    pub mod scenario;
    pub mod server_metadata;
    pub mod url;
}

/// What a target is.
#[derive(Clone, Copy)]
pub struct Target {
    /// The name of the program, and of the folders of its inputs.
    pub name: &'static str,
    /// Whether it reads the text of one layer with the real parser.
    pub reads_one_layer: bool,
    /// What it reads and holds against what, in one sentence.
    pub statement: &'static str,
    /// Panics if something is wrong with what is made of the bytes.
    pub body: fn(&[u8]),
}

/// Every target, in the order of listings.
pub const TARGETS: &[Target] = &[
    targets::challenge::TARGET,
    targets::resource_metadata::TARGET,
    targets::server_metadata::TARGET,
    targets::overrides::TARGET,
    targets::arguments::TARGET,
    targets::scenario::TARGET,
    targets::case::TARGET,
    targets::differential::TARGET,
    targets::url::TARGET,
];

/// The target of that name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The engine of a fuzzing build, for [`target!`].
#[cfg(fuzzing)]
#[doc(hidden)]
pub use libfuzzer_sys;

/// The whole of a fuzz program: the body of that target behind libFuzzer.
#[cfg(fuzzing)]
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
            ($crate::targets::$name::TARGET.body)(bytes)
        });
    };
}

/// The whole of a fuzz program: without an engine it replays the files that its arguments name.
#[cfg(not(fuzzing))]
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        fn main() -> std::process::ExitCode {
            $crate::replay($crate::targets::$name::TARGET)
        }
    };
}

/// Runs the body over each file that the command line names; a panic ends it as it ends a fuzzer.
#[doc(hidden)]
pub fn replay(target: Target) -> std::process::ExitCode {
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    if files.is_empty() {
        eprintln!(
            "usage: {} FILE...\nThis build replays files. To fuzz: cargo +nightly fuzz run {}",
            target.name, target.name
        );
        return std::process::ExitCode::from(2);
    }
    for file in files {
        match std::fs::read(&file) {
            Ok(bytes) => (target.body)(&bytes),
            Err(error) => {
                eprintln!("error: {}: {error}", file.display());
                return std::process::ExitCode::FAILURE;
            }
        }
        println!("{}: nothing to complain about", file.display());
    }
    std::process::ExitCode::SUCCESS
}
