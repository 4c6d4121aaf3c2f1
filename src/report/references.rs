//! Public reports of the defects that a property catches.

use crate::seeded_bugs;

/// The issues in which the seeded bugs were reported that the property is there to catch, each once.
pub fn of(property: &str) -> Vec<String> {
    let mut reports: Vec<String> = Vec::new();
    for bug in seeded_bugs::catalogue::all().filter(|bug| bug.caught_by().any(|id| id == property))
    {
        // Programs with versions were seen on loopback, and classes are our own.
        for report in bug
            .references()
            .filter(|one| one.contains('#') && !one.contains(' '))
        {
            if !reports.iter().any(|one| one == report) {
                reports.push(report.to_owned());
            }
        }
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_issues_of_the_bugs_and_stand_once() {
        let reports = of("scope-is-present");
        assert_eq!(reports[0], "openai/codex#20503");
        assert!(reports.contains(&"modelcontextprotocol/go-sdk#1102".to_owned()));
        for report in &reports {
            assert_eq!(reports.iter().filter(|one| *one == report).count(), 1);
        }
        // Seen on loopback only, and of a class only.
        assert!(
            !of("registered-scope-covers-authorized")
                .concat()
                .contains("mcp-remote 0.15.1")
        );
        assert_eq!(of("tokens-keep-first-seen-order"), Vec::<String>::new());
    }
}
