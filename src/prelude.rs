//! What an adapter needs: `use dcr_check::prelude::*`.

pub use crate::case::Case;
pub use crate::declaration::Declaration;
pub use crate::harness::{Plan, run};
pub use crate::implementation::Implementation;
pub use crate::outcome::{HttpRequest, Outcome};
pub use crate::property_tests;
pub use crate::vocabulary::Layer;
