//! Authorization server metadata (RFC 8414) and OpenID Connect Discovery documents, read alike.

use super::error::{BuildError, ErrorKind};
use super::json::{self, Kind};
use super::leniency::{Leniencies, Leniency};
use super::location::{Input, ListRanges};
use super::metadata::{Identity, Reading, SCOPES_SUPPORTED, tolerant_scopes};
use super::scope::ScopeSet;
use super::uri;
use super::warning::{Warning, WarningKind};

/// What the document says, as far as it bears on a registration. `None` is "not stated": an absent,
/// null, empty or ill-typed hint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerMetadata {
    /// The issuer identifier; `None` only with the switch `missing-issuer`.
    pub issuer: Option<String>,
    /// Where to register, checked and octet for octet (ASM-05).
    pub registration_endpoint: Option<String>,
    /// The legal tokens of `scopes_supported`; a hint, never a source (MCP-15).
    pub scopes_supported: ScopeSet,
    /// `response_types_supported`.
    pub response_types: Option<Vec<String>>,
    /// `grant_types_supported`.
    pub grant_types: Option<Vec<String>>,
    /// `token_endpoint_auth_methods_supported`.
    pub auth_methods: Option<Vec<String>>,
    /// `code_challenge_methods_supported`.
    pub code_challenge_methods: Option<Vec<String>>,
    /// `protected_resources`.
    pub protected_resources: Option<Vec<String>>,
    /// Whether client ID metadata documents are supported; only JSON `true` counts (ASM-30).
    pub client_id_metadata_documents: bool,
    /// Where the lists stand.
    pub ranges: ListRanges,
}

pub(super) const RESPONSE_TYPES: &str = "response_types_supported";
pub(super) const GRANT_TYPES: &str = "grant_types_supported";
pub(super) const AUTH_METHODS: &str = "token_endpoint_auth_methods_supported";
pub(super) const CODE_CHALLENGE_METHODS: &str = "code_challenge_methods_supported";
pub(super) const PROTECTED_RESOURCES: &str = "protected_resources";

const INPUT: Input = Input::ServerMetadata;

const ISSUER: Identity = Identity {
    name: "issuer",
    missing: ErrorKind::MissingIssuer,
    mismatch: ErrorKind::IssuerMismatch,
    not_checked: WarningKind::IssuerNotChecked,
    tolerates: (Leniency::IssuerRootSlash, uri::differ_in_root_slash_only),
    check: uri::issuer,
};

/// Reads the document and compares its `issuer` with `expected`, code point by code point
/// (ASM-01, ASM-25, ASM-26, OIDCD-03).
///
/// # Errors
/// Not one JSON object, a missing, unusable or other `issuer`, or an unusable
/// `registration_endpoint`: then nothing of the document is used (JSON-15).
pub fn read(
    bytes: &[u8],
    expected: Option<&str>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<ServerMetadata, BuildError> {
    let document = json::read_object(bytes, INPUT)?;
    let document = document.object();
    let mut reading = Reading::new(document, INPUT, leniencies, warnings);
    let issuer = issuer(&mut reading, expected)?;
    let registration_endpoint = registration_endpoint(&mut reading)?;
    let listed = reading.list(SCOPES_SUPPORTED).unwrap_or_default();
    // What this hint lacks or repeats changes nothing, so its tokens are no warnings of their own.
    let scopes_supported = tolerant_scopes(listed, INPUT, &mut Vec::new())?;
    let mut hint = |name| {
        let strings = reading.list(name)?.into_iter();
        Some(strings.map(|(text, _)| text.into_owned()).collect())
    };
    Ok(ServerMetadata {
        issuer,
        registration_endpoint,
        scopes_supported,
        response_types: hint(RESPONSE_TYPES),
        grant_types: hint(GRANT_TYPES),
        auth_methods: hint(AUTH_METHODS),
        code_challenge_methods: hint(CODE_CHALLENGE_METHODS),
        protected_resources: hint(PROTECTED_RESOURCES),
        client_id_metadata_documents: document
            .get("client_id_metadata_document_supported")
            .is_some_and(|value| value.kind() == Kind::Bool(true)),
        ranges: reading.ranges,
    })
}

/// The checked `issuer` member; a switch tolerates that there is none.
fn issuer(
    reading: &mut Reading<'_, '_>,
    expected: Option<&str>,
) -> Result<Option<String>, BuildError> {
    let switch = Leniency::MissingIssuer;
    if reading.leniencies.allows(switch) && reading.document.present(ISSUER.name).is_none() {
        let kind = WarningKind::LenienceUsed;
        reading
            .warnings
            .push(Warning::new(kind, INPUT, switch.name()));
        return Ok(None);
    }
    reading.identity(&ISSUER, expected).map(Some)
}

/// The checked `registration_endpoint`; `None` when it is absent or null (ASM-05, JSON-14).
fn registration_endpoint(reading: &mut Reading<'_, '_>) -> Result<Option<String>, BuildError> {
    let name = "registration_endpoint";
    let value = reading.document.present(name);
    let wrong_type = ErrorKind::InvalidRegistrationEndpoint;
    let url = value.map(|value| reading.url(value, name, wrong_type, uri::endpoint));
    url.transpose()
}

#[cfg(test)]
mod tests;
