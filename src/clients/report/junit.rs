//! JUnit XML: one test suite for each client, one test case for each judged property.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::human::shown;
use super::{ClientFailure, ClientReport};

/// The reports as JUnit XML. What the baseline knows counts as skipped.
///
/// # Errors
/// What the writer of XML cannot write.
pub fn junit(reports: &[ClientReport]) -> Result<String, quick_junit::SerializeError> {
    let mut document = Report::new("dcr-check");
    for report in reports {
        let mut suite = TestSuite::new(shown(&report.name()));
        for property in &report.properties {
            let failures: Vec<&ClientFailure> = report
                .failures
                .iter()
                .filter(|failure| failure.property == property.id)
                .collect();
            suite.add_test_case(TestCase::new(shown(&property.id), status(&failures)));
        }
        for (name, text) in report
            .not_run
            .iter()
            .map(|text| ("the client can be run", text))
            .chain(report.broken.iter().map(|text| ("dcr-check works", text)))
            .chain(
                report
                    .stale
                    .iter()
                    .map(|text| ("the baseline is up to date", text)),
            )
        {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(shown(text));
            suite.add_test_case(TestCase::new(name, status));
        }
        document.add_test_suite(suite);
    }
    document.to_string()
}

fn status(failures: &[&ClientFailure]) -> TestCaseStatus {
    if failures.is_empty() {
        return TestCaseStatus::success();
    }
    let told: Vec<String> = failures
        .iter()
        .map(|failure| {
            let layer = failure.layer_name();
            let known = failure.known.as_ref();
            let known = known.map_or(String::new(), |known| format!(" (known: {})", shown(known)));
            let (line, reason) = (shown(&failure.command_line), shown(&failure.reason));
            format!("{layer}: {line}: {reason}{known}")
        })
        .collect();
    let mut status = if failures.iter().all(|failure| failure.known.is_some()) {
        TestCaseStatus::skipped()
    } else {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    };
    status.set_message(told.join("; "));
    status
}
