//! Client metadata that is asked for beside what the builder sets itself (RFC 7591, section 2).

use serde_json::{Map, Value};

use super::error::{BuildError, ErrorKind};
use super::json::{self, Member};
use super::leniency::Leniencies;
use super::location::Input;
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

const INPUT: Input = Input::ClientMetadata;

/// The members of a JSON object, as it was asked for.
///
/// # Errors
/// Those of [`json::read_object`], and `MalformedJson` for a number that [`Value`] cannot hold.
pub fn members(text: &[u8]) -> Result<Map<String, Value>, BuildError> {
    owned(text, json::read_object(text, INPUT)?.object())
}

/// Checks what was asked for besides the client's name, and returns it without members that have no
/// value (DCR-40). No text at all asks for nothing.
///
/// # Errors
/// As [`members`]; `ForbiddenMember`, `UntaggedMemberMissing`, `WrongType`, `JwksConflict`,
/// `RemovedGrantType`, `InconsistentGrantTypes`, or that of a URL that may not stand here.
pub fn read(
    text: &str,
    client_name: &str,
    leniencies: &Leniencies,
) -> Result<Map<String, Value>, BuildError> {
    if text.is_empty() {
        return Ok(Map::new());
    }
    let document = json::read_object(text.as_bytes(), INPUT)?;
    let object = document.object();
    let mut asked = owned(text.as_bytes(), object)?;
    let has_value = |name: &str| {
        asked
            .get(name)
            .is_some_and(|value| !is_without_value(value))
    };
    for member in object.members() {
        check_name(&member, has_value, client_name)?;
        if has_value(&member.name) {
            check_type(&member, leniencies)?;
        }
    }
    if has_value("jwks_uri")
        && let Some(jwks) = object
            .members()
            .find(|one| one.name == "jwks" && has_value("jwks"))
    {
        return Err(refusal(ErrorKind::JwksConflict, &jwks));
    }
    asked.retain(|_, value| !is_without_value(value));
    check_grants(&asked, object)?;
    Ok(asked)
}

/// `object`, which stands in `text`, without positions.
fn owned(text: &[u8], object: json::Object<'_>) -> Result<Map<String, Value>, BuildError> {
    let range = object.span();
    let members = text.get(range.clone()).unwrap_or_default();
    // Numbers that fit no number of this program are all that can fail now.
    serde_json::from_slice(members)
        .map_err(|_| BuildError::new(ErrorKind::MalformedJson, INPUT.at(range), ""))
}

/// An error about a member, which points at its name.
fn refusal(kind: ErrorKind, member: &Member<'_>) -> BuildError {
    BuildError::new(kind, INPUT.at(member.name_span.clone()), &member.name)
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

fn check_name(
    member: &Member<'_>,
    has_value: impl Fn(&str) -> bool,
    client_name: &str,
) -> Result<(), BuildError> {
    let (untagged, tag) = match member.name.split_once('#') {
        Some((untagged, tag)) => (untagged, Some(tag)),
        None => (&*member.name, None),
    };
    let reserved = ASSIGNED_BY_THE_SERVER.contains(&untagged)
        || PARAMETERS_OF_OTHER_REQUESTS.contains(&untagged)
        || (tag.is_none() && SET_BY_THE_BUILDER.contains(&untagged));
    let tag_where_none_may_be = tag.is_some() && !HUMAN_READABLE.contains(&untagged);
    if reserved || tag_where_none_may_be || untagged.is_empty() || tag == Some("") {
        return Err(refusal(ErrorKind::ForbiddenMember, member));
    }
    let untagged_is_there = match untagged {
        "client_name" => !client_name.is_empty(),
        _ => has_value(untagged),
    };
    if tag.is_some() && !untagged_is_there {
        return Err(refusal(ErrorKind::UntaggedMemberMissing, member));
    }
    Ok(())
}

fn check_type(member: &Member<'_>, leniencies: &Leniencies) -> Result<(), BuildError> {
    let name = &*member.name;
    let untagged = name.split_once('#').map_or(name, |(untagged, _)| untagged);
    let value = member.value;
    let text = value.as_str();
    let fits = if URLS.contains(&untagged) {
        if let Some(url) = &text {
            let locate = |part| INPUT.at(value.locate(part));
            uri::endpoint(url, INPUT, leniencies).map_err(|error| error.moved(locate))?;
        }
        text.is_some()
    } else if STRINGS.contains(&untagged) || untagged == "client_name" {
        text.is_some()
    } else if LISTS_OF_STRINGS.contains(&untagged) {
        // Each a string that is not empty (DCR-40).
        let is_said =
            |element: json::Value<'_>| element.as_str().is_some_and(|one| !one.is_empty());
        value
            .as_array()
            .is_some_and(|list| list.elements().all(is_said))
    } else if untagged == "jwks" {
        value.as_object().is_some()
    } else if untagged == "application_type" {
        text.is_some_and(|name| ApplicationType::from_name(&name).is_some())
    } else {
        true
    };
    if fits {
        Ok(())
    } else {
        Err(refusal(ErrorKind::WrongType, member))
    }
}

/// RFC 7591, section 2.1: `authorization_code` goes with `code`; the defaults are those two.
fn check_grants(asked: &Map<String, Value>, object: json::Object<'_>) -> Result<(), BuildError> {
    let listed = |name: &str, default: &'static str| match asked.get(name) {
        Some(Value::Array(elements)) => elements.iter().filter_map(Value::as_str).collect(),
        _ => vec![default],
    };
    let grants = listed("grant_types", "authorization_code");
    let responses = listed("response_types", "code");
    let lists = ["grant_types", "response_types"].map(|name| object.get(name)?.as_array());
    for element in lists.into_iter().flatten().flat_map(json::Array::elements) {
        if let Some(removed) = element.as_str().filter(|one| REMOVED.contains(&&**one)) {
            let (kind, location) = (ErrorKind::RemovedGrantType, INPUT.at(element.span()));
            return Err(BuildError::new(kind, location, &removed));
        }
    }
    if grants.contains(&"authorization_code") != responses.contains(&"code") {
        let piece = format!("{} with {}", grants.join(", "), responses.join(", "));
        let (kind, location) = (ErrorKind::InconsistentGrantTypes, INPUT.at(object.span()));
        return Err(BuildError::new(kind, location, &piece));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
