//! Defects × clients, for the forms that show many reports side by side.

use crate::report::defect::{Defect, Severity};

use super::ClientReport;

/// One defect, in whichever clients it is.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its name in every report.
    pub name: &'a str,
    /// How bad it is where it is worst.
    pub severity: Severity,
}

impl Row<'_> {
    /// What is wrong, in a few words.
    pub fn title(&self) -> String {
        self.name.replace('-', " ")
    }

    /// The defect in a report, if that client has it.
    pub fn of<'r>(&self, report: &'r ClientReport) -> Option<&'r Defect> {
        report.defects.iter().find(|one| one.name() == self.name)
    }

    /// The report that shows the defect by the plainest input, among those where it weighs most.
    pub fn plainest<'r>(
        &self,
        reports: &'r [ClientReport],
    ) -> Option<(&'r ClientReport, &'r Defect)> {
        let with = reports
            .iter()
            .filter_map(|report| Some((report, self.of(report)?)));
        with.min_by_key(|(report, defect)| {
            let shown = report.failures_behind(defect).next();
            let length = shown.map_or(usize::MAX, |failure| failure.case.length());
            (std::cmp::Reverse(defect.consequence), length)
        })
    }
}

/// Every defect of the reports once, the worst first.
pub fn rows(reports: &[ClientReport]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for defect in reports.iter().flat_map(|report| &report.defects) {
        match rows.iter_mut().find(|row| row.name == defect.name()) {
            Some(row) => row.severity = row.severity.min(defect.severity),
            None => rows.push(Row {
                name: defect.name(),
                severity: defect.severity,
            }),
        }
    }
    let clients = |row: &Row<'_>| {
        reports
            .iter()
            .filter(|report| row.of(report).is_some())
            .count()
    };
    rows.sort_by_key(|row| (row.severity, std::cmp::Reverse(clients(row)), row.name));
    rows
}
