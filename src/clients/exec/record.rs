//! What is known of a run once it is over, or why there was none.

use std::fmt;
use std::time::Duration;

use super::traffic::Received;

/// What was observed of a run.
#[derive(Debug, Clone)]
pub struct Record {
    /// How it ended.
    pub ending: Ending,
    /// The requests in order.
    pub received: Vec<Received>,
    /// What it printed, bounded, without escape sequences. Ports are those of the responses.
    pub output: String,
    /// The authorization URLs that it printed or opened, each once.
    pub authorization_urls: Vec<String>,
    /// How long everything else took.
    pub overhead: Duration,
    /// From the start to the first registration.
    pub registered_after: Option<Duration>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The program ended with this code.
    Exited(i32),
    /// This signal ended it, and not ours.
    Signalled(i32),
    /// It had registered and was stopped.
    Stopped,
    /// It ran into the time limit.
    TimedOut,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Exited(code) => write!(f, "it ended with code {code}"),
            Ending::Signalled(signal) => write!(f, "signal {signal} ended it"),
            Ending::Stopped => f.write_str("it was stopped after it had registered"),
            Ending::TimedOut => f.write_str("it ran into the time limit"),
        }
    }
}

/// Why there is no record.
#[derive(Debug, Clone)]
pub enum RunError {
    /// The program could not be run.
    Client(String),
    /// dcr-check itself failed.
    Suite(String),
    /// The user interrupted the session.
    Interrupted,
}

impl RunError {
    /// An error of ours in what was being done.
    pub(super) fn suite(what: &str) -> impl FnOnce(std::io::Error) -> RunError + '_ {
        move |error| RunError::Suite(format!("{what}: {error}"))
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Client(text) => write!(f, "the client cannot be run: {text}"),
            RunError::Suite(text) => write!(f, "dcr-check itself failed: {text}"),
            RunError::Interrupted => f.write_str("it was interrupted"),
        }
    }
}

impl std::error::Error for RunError {}
