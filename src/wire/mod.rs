//! Client programs as implementations: loopback servers answer as a scenario says, and what the
//! program sends is judged.
//!
//! [`profile`] says how a program is driven. [`login`] is one scenario with a shape of its servers;
//! [`invocation`] and [`script`] write it down for the program and for the servers. [`run`] brings
//! both together, with [`servers`], [`process`] and [`isolation`]; [`client`] turns the record into
//! an outcome. [`session`] decides what is run, in which order, and makes failures smaller; [`measure`]
//! tells what the standards demand from what a profile declares.

mod answer;
pub mod baseline;
pub mod client;
mod connection;
pub mod covering;
pub mod install;
pub mod invocation;
pub mod isolation;
mod lane;
pub mod login;
pub mod measure;
pub mod output;
mod pairs;
pub mod process;
pub mod profile;
pub mod report;
pub mod run;
pub mod script;
pub mod servers;
pub mod session;
pub mod shrink;
pub mod template;
mod watch;
