//! The program as a user uses it: the command line in; both streams and the exit code out.
#![cfg(feature = "runner")]

mod bad_input;
mod judging;
mod program;
mod requests;
mod vocabulary;
