//! The trait that a client's request builder is judged through.

use crate::case::Case;
use crate::declaration::Declaration;
use crate::outcome::Outcome;

/// Anything that turns a case into an outcome: a library, a program, a deliberately broken builder.
pub trait Implementation {
    /// The name in reports.
    fn name(&self) -> &str;

    /// The layers it reads, in its own order of precedence, and what else it can do.
    fn declaration(&self) -> Declaration {
        Declaration::complete()
    }

    /// What it sends for `case`. A panic counts as a failure.
    fn build(&self, case: &Case) -> Outcome;
}
