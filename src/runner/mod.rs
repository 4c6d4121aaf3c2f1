//! The command line program: arguments in, text and an exit code out.

pub mod arguments;
pub mod build;
pub mod check;
#[cfg(unix)]
pub mod client_output;
#[cfg(unix)]
pub mod client_reports;
#[cfg(unix)]
pub mod clients;
pub mod diagnostic;
pub mod document;
pub mod excerpt;
pub mod exit_code;
#[cfg(unix)]
pub mod files;
#[cfg(unix)]
pub mod installation;
pub mod judging;
#[cfg(unix)]
pub mod serve;
pub mod terminal;

use std::ffi::OsString;

use clap::Parser;

use self::arguments::{Arguments, Command};
use self::exit_code::ExitCode;

/// Does what the command line says; the first of `arguments` is the name of this program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    #[cfg(unix)]
    if crate::clients::exec::isolation::record_opened(&arguments) {
        return ExitCode::Success;
    }
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => match arguments.command.unwrap_or_default() {
            Command::Build(options) => build::run(&options),
            command => judging::run(command),
        },
        Err(error) => {
            // Nobody is left to be told when this cannot be printed.
            let _ = error.print();
            if error.use_stderr() {
                ExitCode::Usage
            } else {
                ExitCode::Success
            }
        }
    }
}
