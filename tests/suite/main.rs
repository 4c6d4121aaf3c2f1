//! What holds of the whole: one program, because each one more is linked and optimised again.

mod benches;
mod defects;
mod docs;
mod formats;
mod generators;
mod hostile_inputs;
mod hostile_texts;
mod layering;
mod properties;
mod regressions;
mod seeded_bugs;

/// The program as a user uses it: the command line in; both streams and the exit code out.
#[cfg(feature = "runner")]
mod cli {
    mod bad_input;
    mod judging;
    mod program;
    mod requests;
    mod vocabulary;
}

/// The fuzz targets and what they are made of. Their replay is `tests/replay.rs`.
mod fuzz {
    mod differences;
    mod parts;
    mod second_reading;
}
