//! Worked vectors: an input and what has to come of it, one visible test each.
//!
//! `cargo test --test vectors` runs the files beside this one, `-- --vectors FILE` another one. What a
//! vector is stands in `tests/vectors/README.md`.

mod runner;

use std::process::ExitCode;

fn main() -> ExitCode {
    match runner::run(std::env::args_os().collect()) {
        Ok(conclusion) => conclusion.exit_code(),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
