//! All seeded bugs in one list.

use std::sync::LazyLock;

use super::bug::SeededBug;

/// The table: one bug a line, no escapes, so that its texts are borrowed as they stand.
static BUGS: LazyLock<Vec<SeededBug>> =
    LazyLock::new(|| match serde_json::from_str(include_str!("bugs.json")) {
        Ok(bugs) => bugs,
        Err(error) => unreachable!("bugs.json, which the tests read: {error}"),
    });

/// Every seeded bug.
pub fn all() -> impl Iterator<Item = &'static SeededBug> {
    BUGS.iter()
}

/// The seeded bug of that name.
pub fn find(id: &str) -> Option<&'static SeededBug> {
    all().find(|bug| bug.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded_bugs::injections::INJECTIONS;

    #[test]
    fn code_and_data_name_the_same_bugs() {
        let by_code = |bug: &&SeededBug| bug.sets.is_empty() && bug.omits.is_none();
        let data: Vec<&str> = all().filter(by_code).map(|bug| bug.id).collect();
        let code = INJECTIONS.iter().copied().flatten();
        assert_eq!(code.map(|one| one.id()).collect::<Vec<_>>(), data);
    }
}
