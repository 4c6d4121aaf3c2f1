//! One run of a client program: what it gets, the servers that answer, and what it sent.

mod answer;
pub mod invocation;
pub mod isolation;
pub mod outcome;
pub mod output;
pub mod process;
pub mod record;
pub mod responses;
pub mod run;
pub mod servers;
pub mod settings;
pub mod traffic;
mod watch;

/// What runs of one thread are driven by.
///
/// # Errors
/// The system has no room for it.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}
