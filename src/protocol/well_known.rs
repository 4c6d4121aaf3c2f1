//! Where metadata documents lie, how they are asked for, and which authorization server is taken.

use super::error::{BuildError, ErrorKind};
use super::leniency::Leniencies;
use super::location::{Input, InputLocation, LocatedText};
use super::uri::{self, Uri};
use super::warning::{Warning, WarningKind};
use crate::vocabulary::Revision;

const RESOURCE_METADATA: &str = "/.well-known/oauth-protected-resource";
const SERVER_METADATA: &str = "/.well-known/oauth-authorization-server";
const OPENID_CONFIGURATION: &str = "/.well-known/openid-configuration";

/// A URL at which protected resource metadata may lie.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResourceMetadataLocation {
    /// The URL to ask.
    pub url: String,
    /// What `resource` has to be in a document from there (PRM-20).
    pub resource: String,
}

/// Where to look for the metadata of an MCP server without a URL from a challenge, in order: for the
/// canonical server URL, then for its origin (PRM-13 to PRM-16, MCP-07).
pub fn resource_metadata_locations(
    server_url: &str,
) -> Result<Vec<ResourceMetadataLocation>, BuildError> {
    let (resource, _) = uri::canonical_server_url(server_url)?;
    let uri = split(&resource, Input::ServerUrl)?;
    let origin = origin(&uri);
    let path = if uri.path == "/" { "" } else { uri.path };
    let query = uri.query.map_or(String::new(), |query| format!("?{query}"));
    let mut locations = vec![ResourceMetadataLocation {
        url: format!("{origin}{RESOURCE_METADATA}{path}{query}"),
        resource: resource.clone(),
    }];
    if resource != origin {
        locations.push(ResourceMetadataLocation {
            url: format!("{origin}{RESOURCE_METADATA}"),
            resource: origin,
        });
    }
    Ok(locations)
}

/// Where to look for the metadata of an authorization server, in order (ASM-18, OIDCD-01, MCP-09).
///
/// Revisions before 2025-11-25 know the first place only. The issuer is judged as by
/// [`uri::issuer`].
pub fn authorization_server_metadata_urls(
    issuer: &str,
    revision: Revision,
    leniencies: &Leniencies,
) -> Result<Vec<String>, BuildError> {
    let uri = split(issuer, Input::Issuer)?;
    uri::issuer(issuer, Input::Issuer, leniencies)?;
    let origin = origin(&uri);
    let path = uri.path.strip_suffix('/').unwrap_or(uri.path);
    let mut urls = vec![format!("{origin}{SERVER_METADATA}{path}")];
    if revision >= Revision::V2025_11_25 {
        urls.push(format!("{origin}{OPENID_CONFIGURATION}{path}"));
        if !path.is_empty() {
            urls.push(format!("{origin}{path}{OPENID_CONFIGURATION}"));
        }
    }
    Ok(urls)
}

/// The endpoints that revision 2025-03-26 derives from the server URL (MCP-01, MCP-02). Later
/// revisions do not have them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FallbackEndpoints {
    /// The authorization base URL: the canonical server URL without path and query.
    pub base: String,
    /// Where metadata has to be asked for first.
    pub metadata: String,
    /// The authorization endpoint.
    pub authorization: String,
    /// The token endpoint.
    pub token: String,
    /// The registration endpoint.
    pub registration: String,
}

/// The fallback endpoints of an MCP server.
pub fn fallback_endpoints(server_url: &str) -> Result<FallbackEndpoints, BuildError> {
    let (canonical, _) = uri::canonical_server_url(server_url)?;
    let base = origin(&split(&canonical, Input::ServerUrl)?);
    Ok(FallbackEndpoints {
        metadata: format!("{base}{SERVER_METADATA}"),
        authorization: format!("{base}/authorize"),
        token: format!("{base}/token"),
        registration: format!("{base}/register"),
        base,
    })
}

/// The headers of a GET for metadata. `protocol_version` is the MCP version of the client, which only
/// revision 2025-03-26 tells the server (MCP-03).
pub fn metadata_request_headers(
    revision: Revision,
    protocol_version: &str,
) -> Vec<(&'static str, &str)> {
    let mut headers = vec![("Accept", "application/json")];
    if revision == Revision::V2025_03_26 {
        headers.push(("MCP-Protocol-Version", protocol_version));
    }
    headers
}

/// The first of `candidates`, which stand in a list at `location`, that is a usable issuer (MCP-08).
/// The warnings name those that were passed over, and what a switch tolerated.
pub fn choose_authorization_server<'a>(
    candidates: &'a [LocatedText],
    location: InputLocation,
    leniencies: &Leniencies,
) -> Result<(&'a str, Vec<Warning>), BuildError> {
    let mut warnings = Vec::new();
    for candidate in candidates {
        match uri::issuer(&candidate.text, candidate.input, leniencies) {
            Ok(tolerated) => {
                let locate = |part| candidate.locate(part);
                warnings.extend(tolerated.map(|warning| warning.moved(locate)));
                return Ok((&candidate.text, warnings));
            }
            Err(_) => warnings.push(Warning::new(
                WarningKind::AuthorizationServerSkipped,
                candidate.location(),
                &candidate.text,
            )),
        }
    }
    let first = candidates.first().map_or("", |first| &first.text);
    let kind = ErrorKind::NoUsableAuthorizationServer;
    Err(BuildError::new(kind, location, first))
}

fn split(text: &str, input: Input) -> Result<Uri<'_>, BuildError> {
    Uri::split(text).map_err(|fault| fault.in_text(text, input))
}

fn origin(uri: &Uri<'_>) -> String {
    format!("{}://{}", uri.scheme, uri.authority())
}

#[cfg(test)]
mod tests;
