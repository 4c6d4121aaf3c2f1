//! What a target says when something is wrong: all that is needed to see it again.

use dcr_check::case::Case;
use dcr_check::case::command_line::command_line;
use dcr_check::protocol::error::escaped;

/// Ends the run with what is wrong about `case`, the case as JSON, and a command that shows it.
pub fn about_case(case: &Case, complaints: &[String]) -> ! {
    panic!(
        "{}\ncase: {}\nshow: {}",
        complaints.join("\n"),
        escaped(&case.to_string()),
        command_line(case)
    )
}

/// Ends the run with what is wrong about `input`.
#[track_caller]
pub fn about_text(input: &[u8], complaint: &str) -> ! {
    panic!("{}\ninput: {}", escaped(complaint), input.escape_ascii())
}

/// Ends the run with what is wrong about `input`, unless it holds.
#[track_caller]
pub fn require(holds: bool, input: &[u8], complaint: impl FnOnce() -> String) {
    if !holds {
        about_text(input, &complaint());
    }
}
