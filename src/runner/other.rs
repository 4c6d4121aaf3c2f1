//! The commands that judge and list.

use super::arguments::Command;
use super::exit_code::ExitCode;

/// Does what `command` says.
pub fn run(_command: Command) -> ExitCode {
    eprintln!("error: this command is not part of the program yet; `dcr-check build` is");
    ExitCode::Usage
}
