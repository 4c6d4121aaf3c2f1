//! Parsed of the same texts that share no code with `src/protocol`: written from the grammars, plainly
//! and slowly.

pub mod arguments;
pub mod challenge;
pub mod config;
pub mod json;
pub mod metadata;
