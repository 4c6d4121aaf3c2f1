//! Failures of real clients that were grouped by hand, all failures of one defect together: the rule that makes
//! defects agrees with the hand.

use std::collections::{BTreeMap, BTreeSet};

use dcr_check::report::symptom::{Seen, Symptom};
use dcr_check::vocabulary::{ExpectedAction, Layer};
use serde::Deserialize;
use serde_json::Value;

/// A failure of a report of an older form, with what it showed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grouped {
    report: String,
    /// What the person who grouped it called it.
    defect: String,
    property: String,
    layer: Option<Layer>,
    expected: ExpectedAction,
    expected_scope: String,
    sent_scope: Option<Value>,
    is_sent: bool,
    authorized_scope: Option<String>,
    challenge: Vec<String>,
    documents: Vec<(String, Value)>,
}

impl Grouped {
    /// The group that the rule puts it into.
    fn group(&self) -> (Symptom, Option<&str>) {
        let seen = Seen {
            property: &self.property,
            layer: self.layer,
            // Those reports did not say what a failure rests on.
            is_declared: false,
            expected: self.expected,
            expected_scope: &self.expected_scope,
            sent_scope: self.sent_scope.as_ref(),
            is_sent: self.is_sent,
            authorized_scope: self.authorized_scope.as_deref(),
            challenge: &self.challenge,
            documents: &self.documents,
        };
        let symptom = seen.symptom();
        (
            symptom,
            (symptom == Symptom::Own).then_some(&*self.property),
        )
    }
}

fn failures() -> Vec<Grouped> {
    serde_json::from_str(include_str!("../fixtures/grouped-failures.json")).unwrap()
}

/// Of pairs of failures: how well "together by the rule" agrees with "together by hand" (F1).
fn agreement(failures: &[&Grouped]) -> f64 {
    let (mut both, mut one) = (0.0, 0.0);
    for (index, first) in failures.iter().enumerate() {
        for second in &failures[..index] {
            let by_hand = first.defect == second.defect;
            let by_rule = first.group() == second.group();
            both += f64::from(u8::from(by_hand && by_rule));
            one += f64::from(u8::from(by_hand != by_rule));
        }
    }
    2.0 * both / (2.0 * both + one)
}

#[test]
fn the_rule_agrees_with_those_who_grouped_failures_by_hand() {
    let failures = failures();
    let mut of_report: BTreeMap<&str, Vec<&Grouped>> = BTreeMap::new();
    for failure in &failures {
        of_report.entry(&failure.report).or_default().push(failure);
    }
    assert_eq!(of_report.len(), 4);
    let mut sum = 0.0;
    for (report, failures) in &of_report {
        let agreement = agreement(failures);
        let groups: BTreeSet<_> = failures.iter().map(|one| one.group()).collect();
        println!(
            "{report}: F1 {agreement:.2}, {} defects: {groups:?}",
            groups.len()
        );
        assert!(agreement >= 0.88, "{report}: {agreement}");
        sum += agreement;
    }
    assert!(sum / 4.0 >= 0.95, "{sum}");
}
