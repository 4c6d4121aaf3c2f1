//! Redirect URIs that may be registered, and the application type that follows from them.

use super::error::{BuildError, ErrorKind};
use super::limits;
use super::location::Input;
use super::uri::{Fault, Uri, is_loopback_host};

/// Where a redirect URI leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectTarget {
    /// http or https on a loopback host (NAT-01, NAT-02).
    Loopback,
    /// A private-use scheme (NAT-05).
    PrivateUseScheme,
    /// https on another host (NAT-06, OIDCR-03).
    Remote,
}

/// The client metadata member `application_type` (OIDCR-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApplicationType {
    /// `native`: a program on the user's machine.
    Native,
    /// `web`: a program behind an https URL.
    Web,
}

impl ApplicationType {
    /// The value of the member.
    pub fn as_str(self) -> &'static str {
        match self {
            ApplicationType::Native => "native",
            ApplicationType::Web => "web",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "native" => Some(ApplicationType::Native),
            "web" => Some(ApplicationType::Web),
            _ => None,
        }
    }
}

/// Where `text` leads, if it may be registered at all (DCR-71, O21-01); it is never rewritten
/// (O21-07). Everything but a passed limit is `InvalidRedirectUri`.
///
/// A private-use scheme is a reversed domain name before a single slash. A `*` is refused because
/// redirect URIs are compared exactly (O21-02).
pub fn redirect_target(text: &str, input: Input) -> Result<RedirectTarget, BuildError> {
    judge(text).map_err(|fault| {
        let kind = match fault.kind {
            ErrorKind::LimitExceeded => ErrorKind::LimitExceeded,
            _ => ErrorKind::InvalidRedirectUri,
        };
        Fault { kind, ..fault }.in_text(text, input)
    })
}

/// The application type for a list of redirect URIs, each of which has to be one that may be
/// registered: `native` for local ones, `web` for remote ones (MCP-26, AMB-24).
///
/// Local and remote ones together need a stated type. `native` may be stated for any list, as native
/// applications may have all kinds; `web` only for a list without local ones (OIDCR-03).
pub fn application_type(
    redirect_uris: &[String],
    stated: Option<ApplicationType>,
) -> Result<ApplicationType, BuildError> {
    if let Some(text) = redirect_uris.get(limits::REDIRECT_URIS) {
        let input = Input::RedirectUri(limits::REDIRECT_URIS);
        return Err(whole(ErrorKind::LimitExceeded, input, text));
    }
    let mut types = Vec::new();
    for (index, text) in redirect_uris.iter().enumerate() {
        types.push(match redirect_target(text, Input::RedirectUri(index))? {
            RedirectTarget::Loopback | RedirectTarget::PrivateUseScheme => ApplicationType::Native,
            RedirectTarget::Remote => ApplicationType::Web,
        });
    }
    let (expected, kind) = match (stated, types.first()) {
        (_, None) => {
            let kind = ErrorKind::MissingRedirectUri;
            return Err(BuildError::new(kind, Input::ClientMetadata, ""));
        }
        (Some(ApplicationType::Native), _) => return Ok(ApplicationType::Native),
        (Some(ApplicationType::Web), _) => {
            (ApplicationType::Web, ErrorKind::ApplicationTypeMismatch)
        }
        (None, Some(first)) => (*first, ErrorKind::MixedRedirectUris),
    };
    for (index, (text, own)) in redirect_uris.iter().zip(types).enumerate() {
        if own != expected {
            return Err(whole(kind, Input::RedirectUri(index), text));
        }
    }
    Ok(expected)
}

fn judge(text: &str) -> Result<RedirectTarget, Fault> {
    let uri = Uri::split(text)?;
    let fault = |span| Err(Fault::new(ErrorKind::InvalidRedirectUri, span));
    if let Some(at) = text.find('*') {
        return fault(at..at + 1);
    }
    if uri.fragment.is_some() {
        return fault(uri.fragment_span());
    }
    if uri.userinfo.is_some() {
        return fault(uri.userinfo_span());
    }
    match (uri.scheme.to_ascii_lowercase().as_str(), uri.host) {
        ("http" | "https", None | Some("")) => fault(0..text.len()),
        ("http" | "https", Some(host)) if is_loopback_host(host) => Ok(RedirectTarget::Loopback),
        ("https", Some(_)) => Ok(RedirectTarget::Remote),
        ("http", Some(_)) => fault(uri.host_span()),
        (scheme, _) if !is_domain_name(scheme) => fault(uri.scheme_span()),
        (_, None) if uri.path.starts_with('/') => Ok(RedirectTarget::PrivateUseScheme),
        (scheme, _) => fault(scheme.len() + 1..text.len()),
    }
}

/// At least two labels with a period between them, none of them empty.
fn is_domain_name(scheme: &str) -> bool {
    scheme.contains('.') && scheme.split('.').all(|label| !label.is_empty())
}

fn whole(kind: ErrorKind, input: Input, text: &str) -> BuildError {
    BuildError::new(kind, input.at(0..text.len()), text)
}

#[cfg(test)]
mod tests;
