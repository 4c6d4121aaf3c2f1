//! The registration request of a case, read by openidconnect's type for it.

use openidconnect::core::CoreClientMetadata;
use serde_json::{Map, Value};

use dcr_check::case::Case;
use dcr_check::implementation::Implementation;
use dcr_check::outcome::Outcome;
use dcr_check::reference::Reference;

use crate::case_text;

use super::{Difference, compare};

/// Members that both know and that openidconnect writes again as it read them.
const MEMBERS: &[&str] = &[
    "redirect_uris",
    "grant_types",
    "response_types",
    "token_endpoint_auth_method",
    "application_type",
    "client_name",
];

pub(super) fn differences(case: &str) -> Vec<Difference> {
    differences_of(&case_text::read(case.as_bytes()))
}

pub(super) fn differences_of(case: &Case) -> Vec<Difference> {
    let Outcome::Sent(sent) = Reference.build(case) else {
        return Vec::new();
    };
    let body = &sent.registration.body;
    let ours: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    let theirs: Option<CoreClientMetadata> = serde_json::from_slice(body).ok();
    let Some(theirs) = theirs else {
        let text = String::from_utf8_lossy(body).into_owned();
        return compare("openidconnect", "document", Some(text), None)
            .into_iter()
            .collect();
    };
    let theirs = serde_json::to_value(theirs).unwrap_or_default();
    let text = |value: &Value| value.to_string();
    MEMBERS
        .iter()
        .filter_map(|name| {
            let (ours, theirs) = (ours.get(*name).map(text), theirs.get(*name).map(text));
            compare("openidconnect", name, ours, theirs)
        })
        .collect()
}
