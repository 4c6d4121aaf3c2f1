//! Client metadata that is asked for beside what the builder sets itself (RFC 7591, section 2).

use serde_json::{Map, Value};

use super::error::{BuildError, ErrorKind, Place};
use super::leniency::Leniencies;
use super::redirect::ApplicationType;
use super::uri;

/// Assigned by the authorization server, never requested (DCR-41).
const ASSIGNED_BY_THE_SERVER: [&str; 6] = [
    "client_id",
    "client_secret",
    "client_id_issued_at",
    "client_secret_expires_at",
    "registration_access_token",
    "registration_client_uri",
];

/// Parameters of other requests (DCR-42).
const PARAMETERS_OF_OTHER_REQUESTS: [&str; 8] = [
    "resource",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "redirect_uri",
    "scopes",
];

/// Set from inputs of their own, so that there is one source for each.
const SET_BY_THE_BUILDER: [&str; 3] = ["scope", "redirect_uris", "client_name"];

/// Members for people, the only ones that take language tags (DCR-38).
const HUMAN_READABLE: [&str; 5] = [
    "client_name",
    "client_uri",
    "logo_uri",
    "tos_uri",
    "policy_uri",
];

const URLS: [&str; 5] = [
    "client_uri",
    "logo_uri",
    "tos_uri",
    "policy_uri",
    "jwks_uri",
];
const STRINGS: [&str; 4] = [
    "software_id",
    "software_version",
    "software_statement",
    "token_endpoint_auth_method",
];
const LISTS_OF_STRINGS: [&str; 3] = ["contacts", "grant_types", "response_types"];

/// Grants and response types that OAuth 2.1 removed (O21-06).
const REMOVED: [&str; 3] = ["implicit", "password", "token"];

/// Checks what was asked for and returns it without members that have no value (DCR-40).
///
/// # Errors
/// `ForbiddenMember`, `UntaggedMemberMissing`, `WrongType`, `JwksConflict`, `RemovedGrantType`,
/// `InconsistentGrantTypes`, or that of a URL that may not stand here.
pub fn check(
    asked: &Map<String, Value>,
    leniencies: &Leniencies,
) -> Result<Map<String, Value>, BuildError> {
    let mut members = Map::new();
    for (name, value) in asked {
        check_name(name, asked)?;
        if is_without_value(value) {
            continue;
        }
        check_type(name, value, leniencies)?;
        members.insert(name.clone(), value.clone());
    }
    if members.contains_key("jwks") && members.contains_key("jwks_uri") {
        return Err(refusal(ErrorKind::JwksConflict, "jwks"));
    }
    check_grants(&members)?;
    Ok(members)
}

fn refusal(kind: ErrorKind, piece: &str) -> BuildError {
    BuildError::new(kind, Place::ClientMetadata, piece, None)
}

fn is_without_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn check_name(name: &str, asked: &Map<String, Value>) -> Result<(), BuildError> {
    let (untagged, tag) = match name.split_once('#') {
        Some((untagged, tag)) => (untagged, Some(tag)),
        None => (name, None),
    };
    let reserved = ASSIGNED_BY_THE_SERVER.contains(&untagged)
        || PARAMETERS_OF_OTHER_REQUESTS.contains(&untagged)
        || (tag.is_none() && SET_BY_THE_BUILDER.contains(&untagged));
    let tag_where_none_may_be = tag.is_some() && !HUMAN_READABLE.contains(&untagged);
    if reserved || tag_where_none_may_be || untagged.is_empty() || tag == Some("") {
        return Err(refusal(ErrorKind::ForbiddenMember, name));
    }
    // `client_name` itself is always sent.
    let untagged_is_there = untagged == "client_name"
        || asked
            .get(untagged)
            .is_some_and(|value| !is_without_value(value));
    if tag.is_some() && !untagged_is_there {
        return Err(refusal(ErrorKind::UntaggedMemberMissing, name));
    }
    Ok(())
}

fn check_type(name: &str, value: &Value, leniencies: &Leniencies) -> Result<(), BuildError> {
    let untagged = name.split_once('#').map_or(name, |(untagged, _)| untagged);
    let fits = if URLS.contains(&untagged) {
        if let Value::String(url) = value {
            uri::endpoint(url, Place::ClientMetadata, leniencies)?;
        }
        value.is_string()
    } else if STRINGS.contains(&untagged) || untagged == "client_name" {
        value.is_string()
    } else if LISTS_OF_STRINGS.contains(&untagged) {
        is_list_of_strings(value)
    } else if untagged == "jwks" {
        value.is_object()
    } else if untagged == "application_type" {
        value
            .as_str()
            .is_some_and(|name| ApplicationType::from_name(name).is_some())
    } else {
        true
    };
    if fits {
        Ok(())
    } else {
        Err(refusal(ErrorKind::WrongType, name))
    }
}

/// Whether every element is a string that is not empty (DCR-40).
fn is_list_of_strings(value: &Value) -> bool {
    value.as_array().is_some_and(|elements| {
        elements
            .iter()
            .all(|element| element.as_str().is_some_and(|text| !text.is_empty()))
    })
}

/// RFC 7591, section 2.1: `authorization_code` goes with `code`; the defaults are those two.
fn check_grants(members: &Map<String, Value>) -> Result<(), BuildError> {
    let listed = |name: &str, default: &'static str| match members.get(name) {
        Some(Value::Array(elements)) => elements.iter().filter_map(Value::as_str).collect(),
        _ => vec![default],
    };
    let grants = listed("grant_types", "authorization_code");
    let responses = listed("response_types", "code");
    if let Some(removed) = grants
        .iter()
        .chain(&responses)
        .find(|value| REMOVED.contains(value))
    {
        return Err(refusal(ErrorKind::RemovedGrantType, removed));
    }
    if grants.contains(&"authorization_code") != responses.contains(&"code") {
        let piece = format!("{} with {}", grants.join(", "), responses.join(", "));
        return Err(refusal(ErrorKind::InconsistentGrantTypes, &piece));
    }
    Ok(())
}
