//! The second readings, each by itself.

mod arguments;
mod challenge;
mod config;
mod json;
mod metadata;
