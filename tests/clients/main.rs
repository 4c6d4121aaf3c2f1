//! Client programs on the wire, with stubs for them: this very program, called in another way.

mod policies;
mod profiles;
mod replays;
mod reports;
mod runs;
mod sessions;
mod stub;
mod tools;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [first, kind, rest @ ..] = words.as_slice()
        && first == "stub"
    {
        return stub::run(kind, rest);
    }
    if words == ["two-hundred-runs"] {
        return runs::two_hundred_runs();
    }
    let tests = runs::TESTS
        .iter()
        .chain(sessions::TESTS)
        .chain(policies::TESTS)
        .chain(profiles::TESTS)
        .chain(reports::TESTS)
        .chain(replays::TESTS);
    let trials = tests.map(|(name, test)| {
        Trial::test(*name, move || {
            test();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// A test with its name.
type Test = (&'static str, fn());
