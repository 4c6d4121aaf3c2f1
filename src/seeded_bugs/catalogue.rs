//! All seeded bugs in one list.

use std::sync::LazyLock;

use super::inject::Inject;
use super::{
    SeededBug, arguments, body, challenge, locations, metadata, refusals, scope_choice, scope_lost,
    scope_wrong,
};

/// The table: one bug a line, no escapes, so that its texts are borrowed as they stand.
static BUGS: LazyLock<Vec<SeededBug>> =
    LazyLock::new(|| match serde_json::from_str(include_str!("bugs.json")) {
        Ok(bugs) => bugs,
        Err(error) => unreachable!("bugs.json, which the tests read: {error}"),
    });

/// What is put into the reference, stage by stage.
const INJECTIONS: &[&[Inject]] = &[
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

/// Every seeded bug.
pub fn all() -> impl Iterator<Item = &'static SeededBug> {
    BUGS.iter()
}

/// The seeded bug of that name.
pub fn find(id: &str) -> Option<&'static SeededBug> {
    all().find(|bug| bug.id == id)
}

/// How the bug of that name is put in; none if its row says so.
pub(super) fn injection(id: &str) -> Option<Inject> {
    let mut injections = INJECTIONS.iter().copied().flatten();
    injections.find(|one| one.id() == id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_data_name_the_same_bugs() {
        let by_code = |bug: &&SeededBug| bug.sets.is_empty() && bug.omits.is_none();
        let data: Vec<&str> = all().filter(by_code).map(|bug| bug.id).collect();
        let code = INJECTIONS.iter().copied().flatten();
        assert_eq!(code.map(|one| one.id()).collect::<Vec<_>>(), data);
    }
}
