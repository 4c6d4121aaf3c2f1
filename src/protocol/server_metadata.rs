//! Authorization server metadata (RFC 8414) and OpenID Connect Discovery documents, read alike.

use super::error::{BuildError, ErrorKind, InputLocation};
use super::json::{self, Kind, Object};
use super::leniency::{Leniencies, Leniency};
use super::metadata::{list, located, tolerant_scopes};
use super::scope::ScopeSet;
use super::uri;
use super::warning::{Warning, WarningKind};

/// What the document says, as far as it bears on a registration. `None` is "not stated": an absent,
/// null, empty or ill-typed hint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
}

const PLACE: InputLocation = InputLocation::ServerMetadata;

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
    let document = json::read_object(bytes, PLACE)?;
    let document = document.object();
    let issuer = issuer(document, expected, leniencies, warnings)?;
    let registration_endpoint = registration_endpoint(document, leniencies, warnings)?;
    let listed = list(document, "scopes_supported", &PLACE, warnings).unwrap_or_default();
    // What this hint lacks or repeats changes nothing, so its tokens are no warnings of their own.
    let scopes_supported = tolerant_scopes(listed, &PLACE, &mut Vec::new())?;
    let mut hint = |name| {
        let strings = list(document, name, &PLACE, warnings)?;
        Some(
            strings
                .into_iter()
                .map(|(text, _)| text.into_owned())
                .collect(),
        )
    };
    Ok(ServerMetadata {
        issuer,
        registration_endpoint,
        scopes_supported,
        response_types: hint("response_types_supported"),
        grant_types: hint("grant_types_supported"),
        auth_methods: hint("token_endpoint_auth_methods_supported"),
        code_challenge_methods: hint("code_challenge_methods_supported"),
        protected_resources: hint("protected_resources"),
        client_id_metadata_documents: document
            .get("client_id_metadata_document_supported")
            .is_some_and(|value| value.kind() == Kind::Bool(true)),
    })
}

/// The checked `issuer` member.
fn issuer(
    document: Object<'_>,
    expected: Option<&str>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    let Some(value) = document.present("issuer") else {
        if !leniencies.allows(Leniency::MissingIssuer) {
            return Err(BuildError::new(ErrorKind::MissingIssuer, PLACE, "", None));
        }
        let switch = Leniency::MissingIssuer.name();
        warnings.push(Warning::new(WarningKind::LenienceUsed, PLACE, switch, None));
        return Ok(None);
    };
    let span = Some(value.span());
    let Some(issuer) = value.as_str() else {
        return Err(BuildError::new(ErrorKind::WrongType, PLACE, "issuer", span));
    };
    let tolerated =
        uri::issuer(&issuer, PLACE, leniencies).map_err(|error| located(error, value))?;
    warnings.extend(tolerated);
    match expected {
        None => {
            let kind = WarningKind::IssuerNotChecked;
            warnings.push(Warning::new(kind, PLACE, &issuer, span));
        }
        Some(expected) if expected == issuer => {}
        Some(expected)
            if leniencies.allows(Leniency::IssuerRootSlash)
                && uri::differ_in_root_slash_only(&issuer, expected) =>
        {
            let switch = Leniency::IssuerRootSlash.name();
            warnings.push(Warning::new(WarningKind::LenienceUsed, PLACE, switch, span));
        }
        Some(_) => {
            return Err(BuildError::new(
                ErrorKind::IssuerMismatch,
                PLACE,
                &issuer,
                span,
            ));
        }
    }
    Ok(Some(issuer.into_owned()))
}

/// The checked `registration_endpoint`; `None` when it is absent or null (ASM-05, JSON-14).
fn registration_endpoint(
    document: Object<'_>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    let Some(value) = document.present("registration_endpoint") else {
        return Ok(None);
    };
    let Some(url) = value.as_str() else {
        let (kind, span) = (ErrorKind::InvalidRegistrationEndpoint, value.span());
        return Err(BuildError::new(
            kind,
            PLACE,
            "registration_endpoint",
            Some(span),
        ));
    };
    let tolerated =
        uri::endpoint(&url, PLACE, leniencies).map_err(|error| located(error, value))?;
    warnings.extend(tolerated);
    Ok(Some(url.into_owned()))
}

#[cfg(test)]
mod tests;
