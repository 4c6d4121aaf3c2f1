//! SARIF 2.1.0, for pages that show the findings of many tools.

use serde_json::{Value, json};

use crate::vocabulary::Consequence;

use super::facts::again;
use super::{ClientFailure, ClientReport, shown};

/// The reports as one SARIF log, one run for each client.
pub fn sarif(reports: &[ClientReport]) -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": reports.iter().map(run).collect::<Vec<_>>(),
    })
}

fn run(report: &ClientReport) -> Value {
    let rules: Vec<Value> = report
        .properties
        .iter()
        .map(|property| {
            json!({
                "id": property.id,
                "shortDescription": { "text": shown(&property.statement) },
            })
        })
        .collect();
    let ended = report.not_run.is_none() && report.broken.is_empty();
    json!({
        "tool": { "driver": {
            "name": "dcr-check",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }},
        "automationDetails": { "id": format!("dcr-check/{}", shown(&report.name())) },
        "invocations": [{ "executionSuccessful": ended }],
        "results": report.failures.iter().map(|one| result(report, one)).collect::<Vec<_>>(),
    })
}

fn result(report: &ClientReport, failure: &ClientFailure) -> Value {
    let layer = failure.layer_name();
    let text = format!(
        "{} ({layer}): {} Run: {}. Again: {}",
        shown(&failure.statement),
        shown(&failure.reason),
        shown(&failure.command_line),
        shown(&again(report, failure)),
    );
    let mut result = json!({
        "ruleId": failure.property,
        "level": match failure.consequence {
            Consequence::Failure => "error",
            Consequence::Warning => "warning",
            Consequence::Note => "note",
        },
        "message": { "text": text },
        "locations": [{ "physicalLocation": { "artifactLocation": {
            "uri": format!("clients/{}.toml", report.client),
        }}}],
        "partialFingerprints": { "dcrCheck/v1": format!("{}/{}/{layer}", report.client, failure.property) },
    });
    if let Some(known) = &failure.known {
        result["suppressions"] = json!([{ "kind": "external", "justification": shown(known) }]);
    }
    result
}
