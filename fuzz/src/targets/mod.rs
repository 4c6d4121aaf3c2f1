//! One module for each target.

pub mod arguments;
pub mod case;
pub mod challenge;
pub mod differential;
pub mod overrides;
pub mod resource_metadata;
pub mod scenario;
pub mod server_metadata;
pub mod url;
