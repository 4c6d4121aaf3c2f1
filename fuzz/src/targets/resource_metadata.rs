//! Protected resource metadata: the real reader against serde_json, a naive reading, and itself.

use serde_json::{Map, Value};

use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::leniency::Leniencies;
use dcr_check::protocol::location::Input;
use dcr_check::protocol::resource_metadata::{self, ResourceMetadata};
use dcr_check::protocol::scope::ScopeSet;
use dcr_check::protocol::warning::WarningKind;

use crate::complaint::require;
use crate::document::is_about_the_url;
use crate::document::{changes_that_mean_nothing, members, points_inside};
use crate::second_reading::metadata::{List, list, present, scopes, strings};
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "resource_metadata",
    reads_one_layer: true,
    statement: "A protected resource metadata document: held against serde_json, a naive reading of \
                its values, and changes that mean nothing.",
    body,
};

fn body(bytes: &[u8]) {
    growth::check(bytes, |bytes| drop(read(bytes, None)));
    let (read_once, warnings) = read(bytes, None);
    if let Err(error) = &read_once {
        points_inside(bytes, error);
    }
    let Some(members) = members(bytes, Input::ResourceMetadata) else {
        return;
    };
    let expected = expected(&members);
    match (&read_once, &expected) {
        (Ok(read), Ok(())) => {
            says_what_the_members_say(bytes, &members, read);
            reports_ignored_hints(bytes, &members, &warnings);
            identity_is_compared(bytes, &read.resource);
        }
        (Err(error), Err(kind)) if error.kind == *kind => {}
        // Whether a URL may be used is looked at apart from the document.
        (Err(error), _) if is_about_the_url(error, present(&members, "resource")) => {}
        _ => require(false, bytes, || {
            format!("{read_once:?}, expected {expected:?}")
        }),
    }
    let said = said(read_once);
    changes_that_mean_nothing(bytes, &members, &said, |bytes| {
        self::said(read(bytes, None).0)
    });
}

fn read(
    bytes: &[u8],
    expected: Option<&str>,
) -> (Result<ResourceMetadata, BuildError>, Vec<WarningKind>) {
    let mut warnings = Vec::new();
    let none = Leniencies::default();
    let read = resource_metadata::read(bytes, expected, &none, &mut warnings);
    (read, warnings.iter().map(|warning| warning.kind).collect())
}

/// What the document says, wherever it says it.
fn said(
    read: Result<ResourceMetadata, BuildError>,
) -> Result<(String, Vec<String>, ScopeSet), ErrorKind> {
    let read = read.map_err(|error| error.kind)?;
    let servers = read.authorization_servers.into_iter().map(|one| one.text);
    Ok((read.resource, servers.collect(), read.scopes_supported))
}

/// Whether the document can be used, apart from the form of its URLs.
fn expected(members: &Map<String, Value>) -> Result<(), ErrorKind> {
    match present(members, "resource") {
        None => return Err(ErrorKind::MissingResource),
        Some(Value::String(_)) => {}
        Some(_) => return Err(ErrorKind::WrongType),
    }
    if list(members, "authorization_servers") == List::WrongType {
        return Err(ErrorKind::WrongType);
    }
    scopes(members).map(drop).ok_or(ErrorKind::LimitExceeded)
}

fn says_what_the_members_say(bytes: &[u8], members: &Map<String, Value>, read: &ResourceMetadata) {
    let resource = present(members, "resource").and_then(Value::as_str);
    require(resource == Some(&read.resource), bytes, || {
        format!("resource {:?}, not {resource:?}", read.resource)
    });
    let servers = strings(members, "authorization_servers");
    let listed: Vec<&str> = read
        .authorization_servers
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    require(servers == listed, bytes, || {
        format!("servers {:?}, not {servers:?}", listed)
    });
    let scopes = scopes(members).unwrap_or_default();
    require(read.scopes_supported.tokens().eq(&scopes), bytes, || {
        format!(
            "scopes {:?}, not {scopes:?}",
            read.scopes_supported.printed()
        )
    });
}

fn reports_ignored_hints(bytes: &[u8], members: &Map<String, Value>, warnings: &[WarningKind]) {
    let hints = ["scopes_supported", "resource_signing_alg_values_supported"];
    let ignored = hints
        .iter()
        .filter(|name| list(members, name) == List::WrongType);
    let ignored = ignored.count();
    let is_ignored = |kind: &&WarningKind| **kind == WarningKind::WrongTypeIgnored;
    let reported = warnings.iter().filter(is_ignored).count();
    require(ignored == reported, bytes, || {
        format!("{ignored} hints of a wrong type, {reported} reported")
    });
}

/// The document is taken where its own identifier is expected, and nowhere else (PRM-22).
fn identity_is_compared(bytes: &[u8], resource: &str) {
    let taken = read(bytes, Some(resource)).0.is_ok();
    let other = format!("{resource}x");
    let refusal = read(bytes, Some(&other)).0.map_err(|error| error.kind);
    require(
        taken && refusal == Err(ErrorKind::ResourceMismatch),
        bytes,
        || format!("{resource:?} is taken: {taken}; where {other:?} is expected: {refusal:?}"),
    );
}
