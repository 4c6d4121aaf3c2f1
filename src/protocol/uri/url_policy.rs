//! What a URL has to be, by the role that it plays. Spans of errors and warnings count from the start
//! of the text that was handed in.

use std::ops::Range;

use super::compare::explicit_port;
use super::host::{is_loopback_host, is_private_host};
use super::split::{Fault, Uri};
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::leniency::{Leniencies, Leniency};
use crate::protocol::location::Input;
use crate::protocol::warning::{Warning, WarningKind};

/// The URL of the MCP server in canonical form, which is the `resource` of later requests: scheme and
/// host in lower case, without default port and lone root slash, all else as given (RES-06, AMB-08).
///
/// It is the user's own word: private addresses, and http on loopback, need no switch. A query is
/// kept and gives a warning (RES-03).
pub fn canonical_server_url(text: &str) -> Result<(String, Option<Warning>), BuildError> {
    let uri = resource(text).map_err(|fault| fault.in_text(text, Input::ServerUrl))?;
    let mut canonical = uri.scheme.to_ascii_lowercase();
    canonical.push_str("://");
    canonical.push_str(&uri.host.unwrap_or_default().to_ascii_lowercase());
    if let Some(port) = explicit_port(&uri) {
        canonical.push(':');
        canonical.push_str(port);
    }
    let Some(query) = uri.query else {
        if uri.path != "/" {
            canonical.push_str(uri.path);
        }
        return Ok((canonical, None));
    };
    canonical.push_str(uri.path);
    canonical.push('?');
    canonical.push_str(query);
    let warning = Warning::new(
        WarningKind::QueryInServerUrl,
        Input::ServerUrl.at(uri.query_span()),
        &format!("?{query}"),
    );
    Ok((canonical, Some(warning)))
}

/// A resource identifier of protected resource metadata: https, or http on loopback as for the server
/// URL that it has to equal; no fragment (PRM-01).
pub fn resource_identifier(text: &str, input: Input) -> Result<(), BuildError> {
    resource(text).map_err(|fault| fault.in_text(text, input))?;
    Ok(())
}

/// An issuer identifier: https without query and fragment (ASM-01). The warning names what a switch
/// tolerated.
pub fn issuer(
    text: &str,
    input: Input,
    leniencies: &Leniencies,
) -> Result<Option<Warning>, BuildError> {
    let judge = || {
        let uri = web_url(text)?;
        let tolerated = reachable(&uri, leniencies)?;
        if uri.query.is_some() {
            return Err(Fault::new(ErrorKind::QueryNotAllowed, uri.query_span()));
        }
        Ok(tolerated)
    };
    report(judge(), text, input)
}

/// An endpoint of authorization server metadata: https without fragment (DCR-04, MCP-32). The warning
/// names what a switch tolerated.
pub fn endpoint(
    text: &str,
    input: Input,
    leniencies: &Leniencies,
) -> Result<Option<Warning>, BuildError> {
    let judge = || reachable(&web_url(text)?, leniencies);
    report(judge(), text, input)
}

/// The `resource_metadata` URL of a challenge: absolute https at any origin (PRM-30, AMB-09). The
/// warning names what a switch tolerated.
pub fn resource_metadata_url(
    text: &str,
    input: Input,
    leniencies: &Leniencies,
) -> Result<Option<Warning>, BuildError> {
    endpoint(text, input, leniencies)
}

/// The URL of a client ID metadata document: https with a path, without dot segments, fragment and
/// user information (MCP-23, MCP-24). No switch applies, because the authorization server fetches it.
pub fn client_id_metadata_document_url(text: &str) -> Result<(), BuildError> {
    let judge = || {
        let uri = web_url(text)?;
        if is_plain_http(&uri) {
            return Err(Fault::new(ErrorKind::InsecureUrl, uri.scheme_span()));
        }
        if matches!(uri.path, "" | "/") {
            return Err(Fault::new(ErrorKind::PathRequired, uri.path_span()));
        }
        match uri.dot_segment_span() {
            Some(span) => Err(Fault::new(ErrorKind::DotSegment, span)),
            None => Ok(()),
        }
    };
    judge().map_err(|fault| fault.in_text(text, Input::ClientIdMetadataDocument))
}

fn resource(text: &str) -> Result<Uri<'_>, Fault> {
    let uri = web_url(text)?;
    if is_plain_http(&uri) && !uri.host.is_some_and(is_loopback_host) {
        return Err(Fault::new(ErrorKind::InsecureUrl, uri.scheme_span()));
    }
    Ok(uri)
}

/// An http or https URL with a host, without user information and fragment (SEC-04, RES-10, URI-01).
fn web_url(text: &str) -> Result<Uri<'_>, Fault> {
    let uri = Uri::split(text)?;
    let fault = |kind, span| Err(Fault::new(kind, span));
    if uri.host.is_none() {
        return fault(ErrorKind::NotAbsoluteUri, 0..text.len());
    }
    if !matches!(uri.scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return fault(ErrorKind::InvalidUri, uri.scheme_span());
    }
    if uri.host == Some("") {
        return fault(ErrorKind::InvalidUri, 0..text.len());
    }
    if uri.userinfo.is_some() {
        return fault(ErrorKind::UserinfoNotAllowed, uri.userinfo_span());
    }
    if uri.fragment.is_some() {
        return fault(ErrorKind::FragmentNotAllowed, uri.fragment_span());
    }
    Ok(uri)
}

/// What a switch tolerates about a URL: the switch, and the part of the URL that it lets through.
type Tolerated = (Leniency, Range<usize>);

/// Whether a URL that a server supplied may be followed: https to a public host (SEC-01, SEC-02), or
/// what a switch tolerates.
fn reachable(uri: &Uri<'_>, leniencies: &Leniencies) -> Result<Option<Tolerated>, Fault> {
    let development = uri.host.filter(|host| is_loopback_host(host));
    let development = development.map(|_| Leniency::LoopbackHttp);
    let (kind, span, switches) = if is_plain_http(uri) {
        let switches = [development, None];
        (ErrorKind::InsecureUrl, uri.scheme_span(), switches)
    } else if uri.host.is_some_and(is_private_host) {
        let switches = [development, Some(Leniency::PrivateAddress)];
        (ErrorKind::PrivateAddress, uri.host_span(), switches)
    } else {
        return Ok(None);
    };
    let mut switches = switches.into_iter().flatten();
    match switches.find(|switch| leniencies.allows(*switch)) {
        Some(switch) => Ok(Some((switch, span))),
        None => Err(Fault::new(kind, span)),
    }
}

fn is_plain_http(uri: &Uri<'_>) -> bool {
    uri.scheme.eq_ignore_ascii_case("http")
}

fn report(
    judgement: Result<Option<Tolerated>, Fault>,
    text: &str,
    input: Input,
) -> Result<Option<Warning>, BuildError> {
    match judgement {
        Ok(None) => Ok(None),
        Ok(Some((switch, span))) => {
            let kind = WarningKind::LenienceUsed;
            Ok(Some(Warning::new(kind, input.at(span), switch.name())))
        }
        Err(fault) => Err(fault.in_text(text, input)),
    }
}

#[cfg(test)]
mod tests;
