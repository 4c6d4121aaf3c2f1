//! JUnit XML, for CI systems.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use crate::protocol::error::escaped;
use crate::vocabulary::PropertyStatus;

use super::Report;

/// The report as JUnit XML: one test case for each property and each seeded bug.
///
/// # Errors
/// What the writer of XML cannot write.
pub fn junit(report: &Report) -> Result<String, quick_junit::SerializeError> {
    let mut properties = TestSuite::new("properties");
    for property in &report.properties {
        let status = match (&property.failure, property.status) {
            (Some(failure), _) => failed(&format!("{}\n{}", failure.reason, failure.command_line)),
            (None, PropertyStatus::TooFew) => failed("judged too rarely"),
            (None, PropertyStatus::NotApplicable) => TestCaseStatus::skipped(),
            (None, _) => TestCaseStatus::success(),
        };
        properties.add_test_case(TestCase::new(property.id, status));
    }
    let mut document = Document::new("dcr-check");
    document.add_test_suite(properties);
    if !report.seeded_bugs.is_empty() {
        let mut bugs = TestSuite::new("seeded bugs");
        for bug in &report.seeded_bugs {
            let status = if bug.caught_by.is_empty() {
                failed("no property catches it")
            } else {
                TestCaseStatus::success()
            };
            bugs.add_test_case(TestCase::new(bug.id, status));
        }
        document.add_test_suite(bugs);
    }
    document.to_string()
}

fn failed(message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(escaped(message));
    status
}
