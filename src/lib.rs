//! dcr-check finds defects in how an OAuth client builds its dynamic client registration request.

pub mod protocol;
pub mod requirement;
