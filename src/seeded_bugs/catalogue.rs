//! All seeded bugs in one list.

use super::{
    SeededBug, arguments, body, challenge, locations, metadata, refusals, scope_choice, scope_lost,
    scope_wrong,
};

/// Every seeded bug.
pub fn all() -> impl Iterator<Item = &'static SeededBug> {
    [
        scope_lost::BUGS,
        scope_wrong::BUGS,
        scope_choice::BUGS,
        arguments::BUGS,
        challenge::BUGS,
        locations::BUGS,
        metadata::BUGS,
        body::BUGS,
        refusals::BUGS,
    ]
    .into_iter()
    .flatten()
}

/// The seeded bug of that name.
pub fn find(id: &str) -> Option<&'static SeededBug> {
    all().find(|bug| bug.id == id)
}
