//! One run of a client program: what it gets, the servers that answer, and what it sent.

mod answer;
mod connection;
pub mod invocation;
pub mod isolation;
pub mod outcome;
pub mod output;
pub mod process;
pub mod responses;
pub mod run;
pub mod servers;
mod watch;
