//! The command line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    dcr_check::runner::run(std::env::args_os()).into()
}
