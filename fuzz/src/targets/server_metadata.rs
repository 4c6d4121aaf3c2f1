//! Authorization server metadata: the real reader against serde_json, a naive reading, and itself.

use serde_json::{Map, Value};

use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::leniency::{Leniencies, Leniency};
use dcr_check::protocol::location::{Input, ListRanges};
use dcr_check::protocol::server_metadata::{self, ServerMetadata};
use dcr_check::protocol::warning::WarningKind;

use crate::complaint::require;
use crate::document::is_about_the_url;
use crate::document::{changes_that_mean_nothing, members, points_inside};
use crate::second_reading::metadata::{List, list, present, scopes};
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "server_metadata",
    reads_one_layer: true,
    statement: "An authorization server metadata document: held against serde_json, a naive reading \
                of its values, and changes that mean nothing.",
    body,
};

/// Lists that are hints, with what is made of them.
type Hint = (&'static str, fn(&ServerMetadata) -> &Option<Vec<String>>);

const HINTS: &[Hint] = &[
    ("response_types_supported", |read| &read.response_types),
    ("grant_types_supported", |read| &read.grant_types),
    ("token_endpoint_auth_methods_supported", |read| {
        &read.auth_methods
    }),
    ("code_challenge_methods_supported", |read| {
        &read.code_challenge_methods
    }),
    ("protected_resources", |read| &read.protected_resources),
];

fn body(bytes: &[u8]) {
    growth::check(bytes, |bytes| drop(read(bytes, None, &[])));
    let Some(members) = members(bytes, Input::ServerMetadata) else {
        if let Err(error) = read(bytes, None, &[]).0 {
            points_inside(bytes, &error);
        }
        return;
    };
    for switches in [&[][..], &[Leniency::MissingIssuer]] {
        let (read_once, warnings) = read(bytes, None, switches);
        let expected = expected(&members, switches);
        match (&read_once, &expected) {
            (Ok(read), Ok(())) => {
                says_what_the_members_say(bytes, &members, read);
                reports_ignored_hints(bytes, &members, &warnings);
                identity_is_compared(bytes, read.issuer.as_deref());
            }
            (Err(error), Err(kind)) if error.kind == *kind => points_inside(bytes, error),
            (Err(error), _)
                if ["issuer", "registration_endpoint"]
                    .iter()
                    .any(|name| is_about_the_url(error, present(&members, name))) => {}
            _ => require(false, bytes, || {
                format!("{read_once:?}, expected {expected:?}")
            }),
        }
        let said = said(read_once);
        changes_that_mean_nothing(bytes, &members, &said, |bytes| {
            self::said(read(bytes, None, switches).0)
        });
    }
}

fn read(
    bytes: &[u8],
    expected: Option<&str>,
    switches: &[Leniency],
) -> (Result<ServerMetadata, BuildError>, Vec<WarningKind>) {
    let mut warnings = Vec::new();
    let leniencies: Leniencies = switches.iter().copied().collect();
    let read = server_metadata::read(bytes, expected, &leniencies, &mut warnings);
    (read, warnings.iter().map(|warning| warning.kind).collect())
}

/// What the document says, wherever it says it.
fn said(read: Result<ServerMetadata, BuildError>) -> Result<ServerMetadata, ErrorKind> {
    let mut read = read.map_err(|error| error.kind)?;
    read.ranges = ListRanges::default();
    Ok(read)
}

/// Whether the document can be used, apart from the form of its URLs.
fn expected(members: &Map<String, Value>, switches: &[Leniency]) -> Result<(), ErrorKind> {
    match present(members, "issuer") {
        None if switches.contains(&Leniency::MissingIssuer) => {}
        None => return Err(ErrorKind::MissingIssuer),
        Some(Value::String(_)) => {}
        Some(_) => return Err(ErrorKind::WrongType),
    }
    match present(members, "registration_endpoint") {
        None | Some(Value::String(_)) => {}
        Some(_) => return Err(ErrorKind::InvalidRegistrationEndpoint),
    }
    scopes(members).map(drop).ok_or(ErrorKind::LimitExceeded)
}

fn says_what_the_members_say(bytes: &[u8], members: &Map<String, Value>, read: &ServerMetadata) {
    for (name, said) in [
        ("issuer", &read.issuer),
        ("registration_endpoint", &read.registration_endpoint),
    ] {
        let expected = present(members, name).and_then(Value::as_str);
        require(said.as_deref() == expected, bytes, || {
            format!("{name} is {said:?}, not {expected:?}")
        });
    }
    let scopes = scopes(members).unwrap_or_default();
    require(read.scopes_supported.tokens().eq(&scopes), bytes, || {
        format!(
            "scopes {:?}, not {scopes:?}",
            read.scopes_supported.printed()
        )
    });
    for (name, said) in HINTS {
        let expected = match list(members, name) {
            List::Strings(strings) => Some(strings),
            _ => None,
        };
        require(*said(read) == expected, bytes, || {
            format!("{name} is {:?}, not {expected:?}", said(read))
        });
    }
    let offers = members.get("client_id_metadata_document_supported") == Some(&Value::Bool(true));
    require(read.client_id_metadata_documents == offers, bytes, || {
        "only `true` offers client ID metadata documents".to_owned()
    });
}

fn reports_ignored_hints(bytes: &[u8], members: &Map<String, Value>, warnings: &[WarningKind]) {
    let names = HINTS
        .iter()
        .map(|(name, _)| *name)
        .chain(["scopes_supported"]);
    let ignored = names
        .filter(|name| list(members, name) == List::WrongType)
        .count();
    let is_ignored = |kind: &&WarningKind| **kind == WarningKind::WrongTypeIgnored;
    let reported = warnings.iter().filter(is_ignored).count();
    require(ignored == reported, bytes, || {
        format!("{ignored} hints of a wrong type, {reported} reported")
    });
}

/// The document is taken where its own issuer is expected, and nowhere else (ASM-25).
fn identity_is_compared(bytes: &[u8], issuer: Option<&str>) {
    let Some(issuer) = issuer else {
        return;
    };
    let taken = read(bytes, Some(issuer), &[]).0.is_ok();
    let other = format!("{issuer}x");
    let refusal = read(bytes, Some(&other), &[]).0.map_err(|error| error.kind);
    require(
        taken && refusal == Err(ErrorKind::IssuerMismatch),
        bytes,
        || format!("{issuer:?} is taken: {taken}; where {other:?} is expected: {refusal:?}"),
    );
}
