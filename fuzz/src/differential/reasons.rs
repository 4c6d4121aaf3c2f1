//! How the table tells that a difference is one it knows.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use dcr_check::protocol::challenge::{self, Parameter};
use dcr_check::protocol::leniency::{Leniencies, Leniency};
use dcr_check::protocol::server_metadata;

use crate::case_text;

use super::{Difference, registration};

/// Where a text search meets the name of a parameter and an equals sign first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoundAt {
    /// Inside of a quoted string.
    Quoted,
    /// At the end of a longer name.
    EndOfName,
    /// As a parameter of a challenge that does not count.
    OtherChallenge,
    /// In what cannot be read.
    Broken,
}

/// Whether a text search for the parameter that the difference is about ends at such a place. One
/// for the metadata's URL goes on behind what it cannot use, so any of its places will do.
pub(super) fn found_in(field: &str, difference: &Difference, place: FoundAt) -> bool {
    let sought = format!("{}=", difference.about);
    let lower = field.to_ascii_lowercase();
    let places = lower.match_indices(&sought).map(|(at, _)| at);
    let first_only = difference.about != "resource_metadata";
    places
        .take(if first_only { 1 } else { usize::MAX })
        .any(|at| place_of(field, difference.about, at) == Some(place))
}

/// None for the parameter that counts.
fn place_of(field: &str, name: &str, at: usize) -> Option<FoundAt> {
    let read = challenge::read(&[field]).ok()?;
    let parameters = || read.list.iter().flat_map(|one| &one.parameters);
    if let Some(holder) = parameters().find(|one| one.name_span.contains(&at)) {
        let is_counted = counted(field, name).is_some_and(|one| one.name_span == holder.name_span);
        return match (holder.name_span.start == at, is_counted) {
            (true, true) => None,
            (true, false) => Some(FoundAt::OtherChallenge),
            (false, _) => Some(FoundAt::EndOfName),
        };
    }
    if parameters().any(|one| one.quoted && one.span.contains(&at)) {
        return Some(FoundAt::Quoted);
    }
    // The unquoted value of a parameter, a token68, or behind what makes no sense.
    Some(FoundAt::Broken)
}

/// The parameter that counts.
pub(super) fn counted(field: &str, name: &str) -> Option<Parameter> {
    let read = challenge::read(&[field]).ok()?;
    let found = match name {
        "scope" => read.scope(),
        "error" => read.error(),
        "resource_metadata" => read.resource_metadata(),
        other => read.bearer()?.parameter(other),
    };
    found.cloned()
}

/// Whether a URL is absolute https, as it stands, at a host by name.
pub(super) fn is_public_https(text: &str) -> bool {
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"./-_".contains(&octet);
    let host = text.strip_prefix("https://").unwrap_or_default();
    let top = host
        .split('/')
        .next()
        .unwrap_or_default()
        .rsplit('.')
        .next();
    let has_name =
        top.is_some_and(|top| top.len() > 1 && top.bytes().all(|o| o.is_ascii_lowercase()));
    has_name
        && host.bytes().all(is_plain)
        && !matches!(top, Some("localhost" | "local" | "internal"))
}

/// The library refuses what the reference takes.
pub(super) fn refused(difference: &Difference) -> bool {
    difference.about == "document" && difference.theirs.as_deref() == Some("refused")
}

/// The library takes what the reference refuses.
pub(super) fn taken(difference: &Difference) -> bool {
    difference.about == "document" && difference.theirs.as_deref() == Some("taken")
}

/// The member of a document, unless it is null.
pub(super) fn member(document: &str, name: &str) -> Option<Value> {
    let document = document.strip_prefix('\u{feff}').unwrap_or(document);
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(document).ok()?;
    let written = members.get(name)?.get();
    // What cannot be read by itself is a number too large for the library.
    let value = serde_json::from_str(written).unwrap_or(Value::from(0));
    (!value.is_null()).then_some(value)
}

/// Whether the reference refuses the document for an error of that name.
pub(super) fn is_refused_for(document: &str, kind: &str) -> bool {
    refusal(document).as_deref() == Some(kind)
}

/// Whether a URL in the document is why the reference refuses it.
pub(super) fn has_unusable_url(document: &str) -> bool {
    let kinds = [
        "NotAbsoluteUri",
        "InvalidUri",
        "InsecureUrl",
        "PrivateAddress",
        "FragmentNotAllowed",
        "QueryNotAllowed",
        "UserinfoNotAllowed",
    ];
    let kind = refusal(document);
    kind.is_some_and(|kind| kinds.contains(&kind.as_str()))
}

fn refusal(document: &str) -> Option<String> {
    let leniencies: Leniencies = [Leniency::MissingIssuer].into_iter().collect();
    let read = server_metadata::read(document.as_bytes(), None, &leniencies, &mut Vec::new());
    read.err().map(|error| error.kind.name().to_owned())
}

/// Whether the lists are the same once what is no token, and what repeats, is taken out.
pub(super) fn differs_in_listed_scopes(document: &str, difference: &Difference) -> bool {
    let listed = member(document, "scopes_supported");
    let elements = listed.as_ref().and_then(Value::as_array);
    let elements = elements.map(Vec::as_slice).unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    let is_odd = elements.iter().filter_map(Value::as_str).any(|text| {
        let is_token = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
        let again = seen.contains(&text);
        seen.push(text);
        again || text.is_empty() || !text.chars().all(is_token)
    });
    difference.about == "scopes_supported" && is_odd
}

/// Whether without the metadata that the client sets itself there is no difference.
pub(super) fn is_due_to_own_metadata(case: &str) -> bool {
    let mut case = case_text::read(case.as_bytes());
    let has_own = !case.client.metadata.is_empty();
    case.client.metadata.clear();
    has_own && registration::differences_of(&case).is_empty()
}
