//! The two streams: results to standard output, messages to standard error.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, IsTerminal, Write};

use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;

/// Prints a result; the program then ends with `code`. A reader that has gone away is no failure.
///
/// # Errors
/// The text cannot be written.
pub fn print(text: &str, code: ExitCode) -> Result<ExitCode, Diagnostic> {
    let (what, help) = (
        "cannot write to standard output",
        "look at where the output goes",
    );
    write(&mut io::stdout().lock(), text).map_err(Diagnostic::about(ExitCode::Io, what, help))?;
    Ok(code)
}

/// A value as indented JSON with a line break at its end.
pub fn json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Prints a message, in colour where a user looks at it and did not ask for none.
pub fn report(diagnostic: &Diagnostic) -> ExitCode {
    let text = diagnostic.render(is_styled(&io::stderr()));
    // Nobody is left to be told when this cannot be printed.
    let _ = write!(io::stderr(), "{text}");
    diagnostic.exit_code
}

/// Whether to use colours on `stream`.
pub fn is_styled(stream: &impl IsTerminal) -> bool {
    let variable = |name| std::env::var_os(name).unwrap_or_default();
    wants_colours(
        stream.is_terminal(),
        &variable("NO_COLOR"),
        &variable("TERM"),
    )
}

/// On a terminal that can show them, if `NO_COLOR` is absent or empty (no-color.org).
fn wants_colours(is_terminal: bool, no_color: &OsStr, term: &OsStr) -> bool {
    is_terminal && no_color.is_empty() && term != "dumb"
}

fn write(output: &mut impl Write, text: &str) -> io::Result<()> {
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_a_reader_that_has_gone_away_is_no_failure() {
        assert!(write(&mut Vec::new(), "a").is_ok());
        assert!(write(&mut Failing(ErrorKind::BrokenPipe), "a").is_ok());
        assert!(write(&mut Failing(ErrorKind::StorageFull), "a").is_err());
    }

    #[test]
    fn colours_are_for_terminals_that_nobody_asked_to_leave_plain() {
        let wants = |is_terminal, no_color: &str, term: &str| {
            wants_colours(is_terminal, no_color.as_ref(), term.as_ref())
        };
        assert!(wants(true, "", "xterm"));
        assert!(!wants(false, "", "xterm"));
        assert!(!wants(true, "1", "xterm"));
        assert!(!wants(true, "", "dumb"));
    }
}
