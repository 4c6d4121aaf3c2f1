//! The reference core: the texts of every layer in, one registration request or one typed error out.
//!
//! Pure: no I/O, clock, environment, state or panic, and linear time up to the limits of [`limits`].
#![deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice
)]

pub mod arguments;
pub mod challenge;
pub mod config;
pub mod error;
pub mod finding;
pub mod json;
pub mod leniency;
pub mod limits;
pub mod overrides;
pub mod redirect;
pub mod revision;
pub mod uri;
pub mod well_known;
