//! What the program tells the shell.

macro_rules! exit_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal;)*) => {
        /// The exit codes; their documentation is also what `--help` prints.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum ExitCode { $($(#[doc = $doc])+ $name = $number,)* }

        impl ExitCode {
            /// All codes, lowest first.
            pub const ALL: &[ExitCode] = &[$(ExitCode::$name,)*];

            /// When the program ends with this code.
            pub fn meaning(self) -> &'static str {
                match self { $(ExitCode::$name => concat!($($doc),+).trim_ascii(),)* }
            }
        }
    };
}

exit_codes! {
    /// Everything that was asked for was done, and nothing fails.
    Success = 0;
    /// A property failed, or a seeded bug was not found.
    Failed = 1;
    /// The command line of this program cannot be understood.
    Usage = 2;
    /// An input was refused, so no request was built.
    Refused = 3;
    /// Something could not be read or written.
    Io = 4;
    /// No property could be judged, so nothing was shown.
    NothingJudged = 5;
    /// Nothing new fails, but an entry of the baseline no longer does: remove it.
    StaleBaseline = 6;
    /// The client program could not be run, or never registered.
    ClientNotRun = 7;
    /// dcr-check itself failed, so the result says nothing about the client.
    SuiteBroken = 8;
    /// Nothing fails, but the budget ended before every case of the covering set was run.
    Unfinished = 9;
}

impl ExitCode {
    /// The number that the shell sees.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// [`ExitCode::Failed`] if something failed, else success.
    pub fn failed_if(failed: bool) -> ExitCode {
        if failed {
            ExitCode::Failed
        } else {
            ExitCode::Success
        }
    }

    /// The table of all codes for the end of `--help`.
    pub fn manual() -> String {
        let rows = ExitCode::ALL
            .iter()
            .map(|code| format!("  {}  {}\n", code.number(), code.meaning()));
        format!("Exit codes:\n{}", rows.collect::<String>())
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        std::process::ExitCode::from(code.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_numbered_from_zero_without_gaps() {
        let numbers: Vec<u8> = ExitCode::ALL.iter().map(|code| code.number()).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn the_manual_has_a_line_for_every_code() {
        let manual = ExitCode::manual();
        assert!(manual.starts_with("Exit codes:\n  0  Everything that was asked for"));
        assert!(manual.contains("\n  3  An input was refused, so no request was built.\n"));
        assert_eq!(manual.lines().count(), 1 + ExitCode::ALL.len());
    }
}
