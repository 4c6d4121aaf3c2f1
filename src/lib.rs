//! dcr-check finds defects in how an OAuth client builds its dynamic client registration request.

pub mod case;
pub mod implementation;
pub mod layer;
pub mod outcome;
pub mod properties;
pub mod protocol;
pub mod requirement;
pub mod scenario;
pub mod strategies;
