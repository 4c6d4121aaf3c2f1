//! The defects behind the failures of a client.

use serde_json::Value;

use crate::report::defect::{Defect, Member, defects};
use crate::report::symptom::{Seen, Symptom};

use crate::vocabulary::Basis;

use super::ClientFailure;

/// The defects behind failures, the worst first.
pub(super) fn defects_of(failures: &[ClientFailure]) -> Vec<Defect> {
    fn member(failure: &ClientFailure) -> Member<'_> {
        Member {
            symptom: symptom(failure),
            property: &failure.property,
            layer: failure.layer,
            consequence: failure.consequence,
            basis: failure.basis,
            length: failure.case.length(),
        }
    }
    let members: Vec<Member<'_>> = failures.iter().map(member).collect();
    defects(&members)
}

/// What a failure looks like.
fn symptom(failure: &ClientFailure) -> Symptom {
    let servers = &failure.case.servers;
    let challenge: Vec<String> = servers
        .challenge
        .iter()
        .map(|field| text(&field.0))
        .collect();
    let documents = servers
        .documents
        .iter()
        .filter_map(|document| Some((document.url.clone(), document.body.json()?)));
    let documents: Vec<(String, Value)> = documents.collect();
    let sent = failure.sent_scope.as_deref();
    let sent: Option<Value> = sent.and_then(|scope| serde_json::from_str(scope).ok());
    let seen = Seen {
        property: &failure.property,
        layer: failure.layer,
        is_declared: failure.basis == Basis::Declaration,
        expected: failure.expected,
        expected_scope: failure.expected_scope.as_deref().unwrap_or_default(),
        sent_scope: sent.as_ref(),
        is_sent: failure.sent_body.is_some(),
        authorized_scope: failure.authorized_scope.as_deref(),
        challenge: &challenge,
        documents: &documents,
    };
    seen.symptom()
}

/// A field as a reader sees it; HTTP once had octets beyond ASCII mean Latin-1.
fn text(octets: &[u8]) -> String {
    match std::str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().map(|octet| char::from(*octet)).collect(),
    }
}
