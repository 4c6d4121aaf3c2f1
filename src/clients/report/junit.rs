//! JUnit XML: one test suite for each client, one test case for each judged property.

use quick_junit::{NonSuccessKind, SerializeError, TestCaseStatus};

use crate::report::junit::{document, not_successful};

use super::{ClientFailure, ClientReport, shown};

/// The reports as JUnit XML. What the baseline knows counts as skipped.
///
/// # Errors
/// What the writer of XML cannot write.
pub fn junit(reports: &[ClientReport]) -> Result<String, SerializeError> {
    document(reports.iter().map(|report| {
        let properties = report.properties.iter();
        let mut cases: Vec<(String, TestCaseStatus)> = properties
            .map(|property| (shown(&property.id), status(report, &property.id)))
            .collect();
        let checks = [
            ("the client can be run", report.not_run.as_slice()),
            ("dcr-check works", &report.broken),
            ("the baseline is up to date", &report.stale),
        ];
        for (name, texts) in checks {
            let error = |text: &String| not_successful(NonSuccessKind::Error, &shown(text));
            cases.extend(texts.iter().map(|text| (name.to_owned(), error(text))));
        }
        (shown(&report.name()), cases)
    }))
}

fn status(report: &ClientReport, property: &str) -> TestCaseStatus {
    let failures: Vec<&ClientFailure> = report.failures_of(property).collect();
    let message: Vec<String> = failures.iter().map(|failure| message(failure)).collect();
    let message = message.join("; ");
    if failures.is_empty() {
        TestCaseStatus::success()
    } else if failures.iter().all(|failure| failure.known.is_some()) {
        let mut status = TestCaseStatus::skipped();
        status.set_message(message);
        status
    } else {
        not_successful(NonSuccessKind::Failure, &message)
    }
}

fn message(failure: &ClientFailure) -> String {
    let known = failure.known.as_ref();
    let known = known.map_or(String::new(), |known| format!(" (known: {})", shown(known)));
    let (line, reason) = (shown(&failure.command_line), shown(&failure.reason));
    format!("{}: {line}: {reason}{known}", failure.layer_name())
}
