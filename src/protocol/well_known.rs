//! Where metadata is looked for (RFC 8414, RFC 9728, OpenID Connect Discovery, MCP).

use super::error::{BuildError, ErrorKind, Place};
use super::finding::{Finding, FindingKind};
use super::leniency::Leniencies;
use super::revision::Revision;
use super::uri;

/// The candidates for protected resource metadata: at the path of the server, then at its root.
/// Only the slash right after the host goes away; a query stays at the end (PRM-13 to PRM-16, MCP-07).
///
/// # Errors
/// Those of [`uri::canonical_server_url`].
pub fn resource_metadata_urls(server_url: &str) -> Result<Vec<String>, BuildError> {
    let canonical = uri::canonical_server_url(server_url)?;
    let (origin, rest) = origin_and_rest(&canonical);
    let root = format!("{origin}/.well-known/oauth-protected-resource");
    let rest = rest.strip_prefix("/?").map_or_else(|| rest.to_owned(), |query| format!("?{query}"));
    Ok(if rest.is_empty() {
        vec![root]
    } else {
        vec![format!("{root}{rest}"), root]
    })
}

/// The candidates for authorization server metadata. With a path: RFC 8414 insertion, OpenID
/// insertion, OpenID appending; without: RFC 8414, then OpenID (ASM-18, ASM-21, OIDCD-01, MCP-09).
///
/// # Errors
/// Those of [`uri::issuer`].
pub fn server_metadata_urls(
    issuer: &str,
    leniencies: &Leniencies,
) -> Result<Vec<String>, BuildError> {
    uri::issuer(issuer, &Place::Issuer, None, leniencies)?;
    let (origin, path) = origin_and_rest(issuer);
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut urls = vec![
        format!("{origin}/.well-known/oauth-authorization-server{path}"),
        format!("{origin}/.well-known/openid-configuration{path}"),
    ];
    if !path.is_empty() {
        urls.push(format!("{origin}{path}/.well-known/openid-configuration"));
    }
    Ok(urls)
}

/// `scheme://authority`, and what follows.
fn origin_and_rest(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let (_, after) = url.split_at(authority);
    let length = after.find(['/', '?', '#']).unwrap_or(after.len());
    url.split_at(authority + length)
}

/// The endpoints of revision 2025-03-26 for a server without metadata (MCP-01, MCP-02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// The server URL without its path.
    pub base: String,
    /// Where metadata is tried first.
    pub metadata: String,
    /// The authorization endpoint.
    pub authorize: String,
    /// The token endpoint.
    pub token: String,
    /// The registration endpoint.
    pub register: String,
}

/// The endpoints that revision 2025-03-26 assumes.
///
/// # Errors
/// Those of [`uri::canonical_server_url`].
pub fn fallback(server_url: &str) -> Result<Fallback, BuildError> {
    let canonical = uri::canonical_server_url(server_url)?;
    let (base, _) = origin_and_rest(&canonical);
    let at = |path: &str| format!("{base}{path}");
    Ok(Fallback {
        base: base.to_owned(),
        metadata: at("/.well-known/oauth-authorization-server"),
        authorize: at("/authorize"),
        token: at("/token"),
        register: at("/register"),
    })
}

/// The fields of a metadata request; the version is sent in revision 2025-03-26 only (MCP-03).
pub fn metadata_request_headers(
    revision: Revision,
    version: &str,
) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Accept", "application/json".to_owned())];
    if revision == Revision::V2025_03_26 {
        headers.push(("MCP-Protocol-Version", version.to_owned()));
    }
    headers
}

/// The first issuer that may be used; those passed over become findings (MCP-08).
///
/// # Errors
/// `NoUsableAuthorizationServer`.
pub fn choose_authorization_server(
    issuers: &[String],
    leniencies: &Leniencies,
    findings: &mut Vec<Finding>,
) -> Result<String, BuildError> {
    let place = Place::ResourceMetadata;
    for issuer in issuers {
        if uri::issuer(issuer, &place, None, leniencies).is_ok() {
            return Ok(issuer.clone());
        }
        let kind = FindingKind::AuthorizationServerSkipped;
        findings.push(Finding::new(kind, place.clone(), issuer, None));
    }
    let piece = issuers.join(", ");
    Err(BuildError::new(ErrorKind::NoUsableAuthorizationServer, place, &piece, None))
}
