//! JUnit XML, for CI systems.

use quick_junit::{
    NonSuccessKind, Report as Document, SerializeError, TestCase, TestCaseStatus, TestSuite,
};

use crate::protocol::error::escaped;
use crate::vocabulary::PropertyStatus;

use super::Report;

/// A test suite: its name, and its test cases with their names.
pub type Suite = (String, Vec<(String, TestCaseStatus)>);

/// Test suites as JUnit XML.
///
/// # Errors
/// What the writer of XML cannot write.
pub fn document(suites: impl IntoIterator<Item = Suite>) -> Result<String, SerializeError> {
    let mut document = Document::new("dcr-check");
    for (name, cases) in suites {
        let mut suite = TestSuite::new(name);
        suite.add_test_cases(
            cases
                .into_iter()
                .map(|(name, status)| TestCase::new(name, status)),
        );
        document.add_test_suite(suite);
    }
    document.to_string()
}

/// A test case that failed, with its message, which is escaped.
pub fn not_successful(kind: NonSuccessKind, message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(escaped(message));
    status
}

/// The report as JUnit XML: one test case for each property and each seeded bug.
///
/// # Errors
/// What the writer of XML cannot write.
pub fn junit(report: &Report) -> Result<String, SerializeError> {
    let failed = |message: &str| not_successful(NonSuccessKind::Failure, message);
    let properties = report.properties.iter().map(|property| {
        let status = match (property.status, property.failures.first()) {
            (PropertyStatus::Failed, Some(failure)) => {
                failed(&format!("{}\n{}", failure.reason, failure.command_line))
            }
            (PropertyStatus::TooFew, _) => failed("judged in too few cases"),
            (PropertyStatus::NotApplicable, _) => TestCaseStatus::skipped(),
            _ => TestCaseStatus::success(),
        };
        (property.id.to_owned(), status)
    });
    let bugs = report.seeded_bugs.iter().map(|bug| {
        let status = match bug.caught_by.is_empty() {
            true => failed("no property catches it"),
            false => TestCaseStatus::success(),
        };
        (bug.id.to_owned(), status)
    });
    let bugs: Vec<_> = bugs.collect();
    let bugs = (!bugs.is_empty()).then(|| ("seeded bugs".to_owned(), bugs));
    let properties = ("properties".to_owned(), properties.collect());
    document(std::iter::once(properties).chain(bugs))
}
