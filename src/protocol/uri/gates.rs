//! Which URL may stand where.

use std::ops::Range;

use super::{Authority, Uri, Written, is_loopback_host, is_private_host};
use crate::protocol::error::{BuildError, ErrorKind, Place};
use crate::protocol::leniency::{Leniencies, Leniency};

/// The canonical form of the MCP server's URL: scheme and host in lower case, without default port
/// and without a lone root slash; everything else stays (RES-06, AMB-08).
///
/// # Errors
/// Not an http or https URL, user information (RES-10), a fragment (RES-02).
pub fn canonical_server_url(url: &str) -> Result<String, BuildError> {
    let written = Written { text: url, place: &Place::ServerUrl, span: None };
    let uri = written.split()?;
    let authority = web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    let scheme = uri.scheme.to_ascii_lowercase();
    let host = authority.host.to_ascii_lowercase();
    let default_port = if scheme == "https" { "443" } else { "80" };
    let port = authority.port.filter(|port| !port.is_empty() && *port != default_port);
    let path = if uri.path == "/" { "" } else { uri.path };
    let mut canonical = format!("{scheme}://{host}");
    for (mark, part) in [(":", port), ("", Some(path)), ("?", uri.query)] {
        if let Some(part) = part {
            canonical.push_str(mark);
            canonical.push_str(part);
        }
    }
    Ok(canonical)
}

/// Checks the `resource` of a document: an https URL without fragment (PRM-01).
///
/// # Errors
/// As for [`endpoint`], and `FragmentNotAllowed`.
pub fn resource_identifier(
    url: &str,
    place: &Place,
    span: Option<Range<usize>>,
    leniencies: &Leniencies,
) -> Result<(), BuildError> {
    let written = Written { text: url, place, span: span.as_ref() };
    let uri = written.split()?;
    let authority = web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    secure(&written, &uri, &authority, leniencies).map(|_| ())
}

/// Checks an issuer identifier: an https URL without query and fragment (ASM-01).
///
/// # Errors
/// As for [`endpoint`], and `QueryNotAllowed`.
pub fn issuer(
    url: &str,
    place: &Place,
    span: Option<Range<usize>>,
    leniencies: &Leniencies,
) -> Result<(), BuildError> {
    let written = Written { text: url, place, span: span.as_ref() };
    let uri = written.split()?;
    let authority = web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    if uri.query.is_some() {
        return Err(written.error(ErrorKind::QueryNotAllowed));
    }
    secure(&written, &uri, &authority, leniencies).map(|_| ())
}

/// Checks a URL that requests go to, and says which switch tolerated it (DCR-04, SEC-01, MCP-32).
///
/// # Errors
/// `NotAbsoluteUri`, `InvalidUri`, `UserinfoNotAllowed`, `FragmentNotAllowed`, `InsecureUrl`.
pub fn endpoint(
    url: &str,
    place: &Place,
    span: Option<Range<usize>>,
    leniencies: &Leniencies,
) -> Result<Option<Leniency>, BuildError> {
    let written = Written { text: url, place, span: span.as_ref() };
    let uri = written.split()?;
    let authority = match uri.authority {
        Some(authority) => authority,
        // `javascript:` and the like name nobody to send to (SEC-04).
        None => return Err(written.error(ErrorKind::NotAbsoluteUri)),
    };
    web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    secure(&written, &uri, &authority, leniencies)
}

/// Checks the `resource_metadata` URL of a challenge before anybody follows it (PRM-30, SEC-02).
///
/// # Errors
/// As for [`endpoint`], and `PrivateAddress`.
pub fn resource_metadata_url(
    url: &str,
    place: &Place,
    leniencies: &Leniencies,
) -> Result<(), BuildError> {
    let written = Written { text: url, place, span: None };
    let uri = written.split()?;
    let authority = web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    let tolerated = secure(&written, &uri, &authority, leniencies)?;
    let allowed = tolerated.is_some() || leniencies.allows(Leniency::PrivateAddress);
    if is_private_host(authority.host) && !allowed {
        return Err(written.error(ErrorKind::PrivateAddress));
    }
    Ok(())
}

/// Checks the URL of the client's own metadata document (MCP-23, MCP-24).
///
/// # Errors
/// As for [`endpoint`], and `PathRequired`, `DotSegment`.
pub fn client_id_metadata_document_url(
    url: &str,
    leniencies: &Leniencies,
) -> Result<(), BuildError> {
    let written = Written { text: url, place: &Place::ClientMetadata, span: None };
    let uri = written.split()?;
    let authority = web_authority(&written, &uri)?;
    reject_userinfo_and_fragment(&written, &uri, &authority)?;
    secure(&written, &uri, &authority, leniencies)?;
    if uri.path.is_empty() || uri.path == "/" {
        return Err(written.error(ErrorKind::PathRequired));
    }
    if uri.path.split('/').any(is_dot_segment) {
        return Err(written.error(ErrorKind::DotSegment));
    }
    Ok(())
}

fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}

/// The authority of an http or https URL.
fn web_authority<'a>(
    written: &Written<'_>,
    uri: &Uri<'a>,
) -> Result<Authority<'a>, BuildError> {
    let web = ["http", "https"].iter().any(|scheme| uri.scheme.eq_ignore_ascii_case(scheme));
    uri.authority
        .filter(|authority| web && !authority.host.is_empty())
        .ok_or_else(|| written.error(ErrorKind::InvalidUri))
}

fn reject_userinfo_and_fragment(
    written: &Written<'_>,
    uri: &Uri<'_>,
    authority: &Authority<'_>,
) -> Result<(), BuildError> {
    if authority.userinfo.is_some() {
        return Err(written.error(ErrorKind::UserinfoNotAllowed));
    }
    if uri.fragment.is_some() {
        return Err(written.error(ErrorKind::FragmentNotAllowed));
    }
    Ok(())
}

/// https, or http on this machine with the switch, which is then returned.
fn secure(
    written: &Written<'_>,
    uri: &Uri<'_>,
    authority: &Authority<'_>,
    leniencies: &Leniencies,
) -> Result<Option<Leniency>, BuildError> {
    if uri.scheme.eq_ignore_ascii_case("https") {
        return Ok(None);
    }
    if is_loopback_host(authority.host) && leniencies.allows(Leniency::LoopbackHttp) {
        return Ok(Some(Leniency::LoopbackHttp));
    }
    Err(written.error(ErrorKind::InsecureUrl))
}
