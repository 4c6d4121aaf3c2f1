//! What the authorization server offers against what the client wants: response type, PKCE, grants
//! and authentication method.

use super::error::{BuildError, ErrorKind, Place};
use super::finding::{Finding, FindingKind};
use super::leniency::{Leniencies, Leniency};
use super::revision::Revision;
use super::server_metadata::ServerMetadata;

/// What both sides can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negotiated {
    /// `authorization_code`, and `refresh_token` where it is wanted and not ruled out.
    pub grant_types: Vec<String>,
    /// `code`.
    pub response_types: Vec<String>,
    /// How the client authenticates at the token endpoint.
    pub auth_method: String,
}

/// What the client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Refresh tokens are wanted (MCP-19).
    pub refresh: bool,
    /// The authentication method the client insists on, if any.
    pub auth_method: Option<&'a str>,
    /// The MCP revision whose rules hold.
    pub revision: Revision,
}

const PLACE: Place = Place::ServerMetadata;

/// Authentication methods of this client when the server lists some, best first (AMB-15).
const AUTH_METHODS: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// Agrees on grants, response type and authentication method.
///
/// # Errors
/// `ResponseTypeUnsupported`, `PkceUnsupported`, `GrantTypeUnsupported`, `AuthMethodUnsupported`:
/// nothing is registered that could not be used afterwards (AMB-18).
pub fn negotiate(
    server: &ServerMetadata,
    wanted: Wanted<'_>,
    leniencies: &Leniencies,
    findings: &mut Vec<Finding>,
) -> Result<Negotiated, BuildError> {
    check_response_types(server, findings)?;
    check_code_challenge_methods(server, wanted.revision, leniencies, findings)?;
    Ok(Negotiated {
        grant_types: grant_types(server, wanted.refresh, findings)?,
        response_types: vec!["code".to_owned()],
        auth_method: auth_method(server, wanted.auth_method)?,
    })
}

fn lists(list: &[String], value: &str) -> bool {
    list.iter().any(|one| one == value)
}

fn refusal(kind: ErrorKind, listed: &[String]) -> BuildError {
    BuildError::new(kind, PLACE, &listed.join(", "), None)
}

/// ASM-07: a required list, tolerated when absent.
fn check_response_types(
    server: &ServerMetadata,
    findings: &mut Vec<Finding>,
) -> Result<(), BuildError> {
    match &server.response_types {
        None => {
            let kind = FindingKind::ResponseTypesAbsent;
            findings.push(Finding::new(kind, PLACE, "", None));
            Ok(())
        }
        Some(listed) if lists(listed, "code") => Ok(()),
        Some(listed) => Err(refusal(ErrorKind::ResponseTypeUnsupported, listed)),
    }
}

/// MCP-31, from revision 2025-11-25 on. The switch covers an absent list, never one without S256.
fn check_code_challenge_methods(
    server: &ServerMetadata,
    revision: Revision,
    leniencies: &Leniencies,
    findings: &mut Vec<Finding>,
) -> Result<(), BuildError> {
    if revision < Revision::V2025_11_25 {
        return Ok(());
    }
    match &server.code_challenge_methods {
        Some(listed) if lists(listed, "S256") => Ok(()),
        Some(listed) => Err(refusal(ErrorKind::PkceUnsupported, listed)),
        None if leniencies.allows(Leniency::PkceNotAdvertised) => {
            let switch = Leniency::PkceNotAdvertised.slug();
            findings.push(Finding::new(FindingKind::LenienceUsed, PLACE, switch, None));
            Ok(())
        }
        None => Err(refusal(ErrorKind::PkceUnsupported, &[])),
    }
}

/// ASM-09, AMB-16: an absent list allows `refresh_token`, a stated one decides.
fn grant_types(
    server: &ServerMetadata,
    want_refresh: bool,
    findings: &mut Vec<Finding>,
) -> Result<Vec<String>, BuildError> {
    let mut grants = vec!["authorization_code".to_owned()];
    if let Some(listed) = &server.grant_types
        && !lists(listed, "authorization_code")
    {
        return Err(refusal(ErrorKind::GrantTypeUnsupported, listed));
    }
    if want_refresh {
        match &server.grant_types {
            Some(listed) if !lists(listed, "refresh_token") => {
                let kind = FindingKind::RefreshTokenLeftOut;
                findings.push(Finding::new(kind, PLACE, "refresh_token", None));
            }
            _ => grants.push("refresh_token".to_owned()),
        }
    }
    Ok(grants)
}

/// AMB-15: `none` when the server states nothing, else the first method both sides have.
fn auth_method(server: &ServerMetadata, insisted: Option<&str>) -> Result<String, BuildError> {
    let ours: &[&str] = match &insisted {
        Some(one) => std::slice::from_ref(one),
        None => &AUTH_METHODS,
    };
    let stated = server.auth_methods.as_deref();
    ours.iter()
        .find(|method| stated.is_none_or(|listed| lists(listed, method)))
        .map(|method| (*method).to_owned())
        .ok_or_else(|| refusal(ErrorKind::AuthMethodUnsupported, stated.unwrap_or_default()))
}
