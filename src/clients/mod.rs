//! Client programs as implementations: loopback servers answer as a scenario says, and what the
//! program sends is judged.
//!
//! [`profile`] says how a program is driven. [`login`] is one scenario with a shape of its servers.
//! [`exec`] runs the program through one login and turns what it sent into an outcome. [`session`]
//! decides what is run, in which order, and makes failures smaller; [`report`] tells what it found.

pub mod baseline;
pub mod exec;
pub mod install;
pub mod login;
pub mod profile;
pub mod report;
pub mod session;
