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
pub mod explain;
#[cfg(unix)]
pub mod installation;
pub mod judging;
#[cfg(unix)]
pub mod serve;
pub mod terminal;

use std::ffi::OsString;

use clap::Parser;

use self::arguments::{Arguments, Command};
use self::diagnostic::Diagnostic;
use self::exit_code::ExitCode;

/// Does what the command line says; the first of `arguments` is the name of this program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    #[cfg(unix)]
    if crate::clients::exec::isolation::record_opened(&arguments) {
        return ExitCode::Success;
    }
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => done(arguments.command.unwrap_or_default())
            .unwrap_or_else(|diagnostic| terminal::report(&diagnostic)),
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

fn done(command: Command) -> Result<ExitCode, Diagnostic> {
    match command {
        Command::Check(options) => judging::check(options),
        Command::Requirements(options) => judging::requirements(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Properties(options) => judging::properties(&options),
        Command::SeededBugs(options) => judging::seeded_bugs(&options),
        #[cfg(unix)]
        Command::Replay(options) if options.client.is_some() => client_reports::replay(&options),
        Command::Replay(options) => judging::replay(&options),
        Command::Build(options) => build::run(&options),
        #[cfg(unix)]
        Command::Run(options) => clients::run(&options),
        #[cfg(unix)]
        Command::Report(options) => client_reports::report(&options),
        #[cfg(unix)]
        Command::Compare(options) => client_reports::compare(&options),
        #[cfg(unix)]
        Command::Serve(options) => serve::serve(&options),
    }
}
