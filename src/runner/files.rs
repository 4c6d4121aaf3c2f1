//! Files that a user names.

use std::fs;
use std::path::Path;

use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;

/// Longest profile, baseline or report that is read.
const LONGEST_FILE: u64 = 64 << 20;

/// A file that cannot be read or written.
pub fn failed(file: &Path, error: &std::io::Error) -> Diagnostic {
    let title = format!("{}: {error}", file.display());
    Diagnostic::new(ExitCode::Io, &title, "look at the path and its permissions")
}

/// The text of a file that a user named.
pub fn read(file: &Path) -> Result<String, Diagnostic> {
    let length = fs::metadata(file)
        .map_err(|error| failed(file, &error))?
        .len();
    if length > LONGEST_FILE {
        let title = format!("{} is longer than {LONGEST_FILE} octets", file.display());
        return Err(Diagnostic::new(ExitCode::Usage, &title, "look at the path"));
    }
    fs::read_to_string(file).map_err(|error| failed(file, &error))
}
