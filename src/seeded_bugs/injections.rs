//! How seeded bugs are put in, all in one list.

use super::inject::Inject;
use super::{
    arguments, body, challenge, locations, metadata, refusals, scope_choice, scope_lost,
    scope_wrong,
};

/// What is put into the reference, stage by stage.
pub(super) const INJECTIONS: &[&[Inject]] = &[
    scope_lost::BUGS,
    scope_wrong::BUGS,
    scope_choice::BUGS,
    arguments::BUGS,
    challenge::BUGS,
    locations::BUGS,
    metadata::BUGS,
    body::BUGS,
    refusals::BUGS,
];

/// How the bug of that name is put in; none if its row says so.
pub(super) fn injection(id: &str) -> Option<Inject> {
    let mut injections = INJECTIONS.iter().copied().flatten();
    injections.find(|one| one.id() == id).copied()
}
