//! Redirect URIs that may be registered, and the application type that they make.

use super::error::{BuildError, ErrorKind, Place};
use super::limits;
use super::uri::{Uri, Written, is_loopback_host};

/// `application_type` (OpenID Connect Dynamic Client Registration, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationType {
    /// Redirects to this machine or to a scheme of its own (OIDCR-04).
    Native,
    /// Redirects to remote https pages (OIDCR-03).
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
}

/// The application type of a client with those redirect URIs; `stated` decides where both kinds are
/// mixed (AMB-24). The URIs are only looked at, never rewritten (O21-07).
///
/// # Errors
/// `MissingRedirectUri`, `LimitExceeded`, `InvalidRedirectUri`, `MixedRedirectUris`, or `WrongType`
/// for a stated type that is none.
pub fn application_type(
    redirect_uris: &[String],
    stated: Option<&str>,
) -> Result<ApplicationType, BuildError> {
    if redirect_uris.len() > limits::REDIRECT_URIS {
        let place = Place::RedirectUri(limits::REDIRECT_URIS);
        return Err(BuildError::new(ErrorKind::LimitExceeded, place, "", None));
    }
    let mut kinds = Vec::new();
    for (index, uri) in redirect_uris.iter().enumerate() {
        kinds.push(kind(uri, index)?);
    }
    let first = *kinds.first().ok_or_else(|| {
        BuildError::new(ErrorKind::MissingRedirectUri, Place::ClientMetadata, "", None)
    })?;
    match stated {
        Some("native") => Ok(ApplicationType::Native),
        Some("web") => Ok(ApplicationType::Web),
        Some(other) => {
            let place = Place::ClientMetadata;
            Err(BuildError::new(ErrorKind::WrongType, place, other, None))
        }
        None => match kinds.iter().position(|kind| *kind != first) {
            None => Ok(first),
            Some(index) => {
                let piece = redirect_uris.get(index).map_or("", String::as_str);
                let place = Place::RedirectUri(index);
                Err(BuildError::new(ErrorKind::MixedRedirectUris, place, piece, None))
            }
        },
    }
}

/// What kind of application one redirect URI makes (DCR-71, NAT-01, NAT-05, NAT-08, O21-01).
fn kind(text: &str, index: usize) -> Result<ApplicationType, BuildError> {
    let place = Place::RedirectUri(index);
    let written = Written { text, place: &place, span: None };
    let uri = match written.split() {
        Err(error) if error.kind == ErrorKind::LimitExceeded => return Err(error),
        split => split.ok(),
    };
    uri.filter(|uri| uri.fragment.is_none())
        .and_then(|uri| kind_of(&uri))
        .ok_or_else(|| written.error(ErrorKind::InvalidRedirectUri))
}

fn kind_of(uri: &Uri<'_>) -> Option<ApplicationType> {
    let is = |scheme: &str| uri.scheme.eq_ignore_ascii_case(scheme);
    if !is("http") && !is("https") {
        // A reversed domain name and one slash (RFC 8252, section 7.1).
        let own = uri.scheme.contains('.') && uri.authority.is_none() && uri.path.starts_with('/');
        return own.then_some(ApplicationType::Native);
    }
    let authority = uri.authority.filter(|one| one.userinfo.is_none() && !one.host.is_empty())?;
    match (is("https"), is_loopback_host(authority.host)) {
        (_, true) => Some(ApplicationType::Native),
        (true, false) => Some(ApplicationType::Web),
        (false, false) => None,
    }
}
