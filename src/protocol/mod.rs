//! The reference core: the texts of every layer in, one registration request or one typed error out.
//!
//! Pure: no I/O, clock, environment, state or panic, and linear time up to the limits of [`limits`].
//! The way of the data: [`settings`] → [`parsed`] → [`selection`] → [`negotiation`] → [`request`],
//! joined in [`build`].
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
pub mod build;
pub mod challenge;
pub mod client_metadata;
pub mod config;
mod distinct;
pub mod error;
pub mod json;
pub mod leniency;
pub mod limits;
pub mod location;
mod metadata;
pub mod negotiation;
pub mod overrides;
pub mod parsed;
pub mod redirect;
pub mod request;
pub mod resource_metadata;
pub mod scope;
pub mod selection;
pub mod server_metadata;
pub mod settings;
pub mod uri;
pub mod warning;
pub mod well_known;
