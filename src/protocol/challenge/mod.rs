//! WWW-Authenticate: the challenges of a response, read byte by byte (RFC 9110, section 11).
//!
//! Whatever a server sends is tolerated and reported as a warning; only a limit is an error.

mod challenges;
mod grammar;
mod reader;
#[cfg(test)]
mod tests;

pub use challenges::{Challenge, Challenges, Parameter};
pub use reader::read;
