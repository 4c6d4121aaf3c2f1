//! URIs split into their parts and never normalised (RFC 3986); the gates for each kind of URL.
//!
//! Identities are compared octet for octet, so nothing here decodes or rewrites, except
//! [`canonical_server_url`], which is about our own configured URL (AMB-08).

mod gates;
mod host;

use std::ops::Range;

use super::error::{BuildError, ErrorKind, Place};
use super::limits;

pub use gates::{
    canonical_server_url, client_id_metadata_document_url, endpoint, issuer, resource_identifier,
    resource_metadata_url,
};
pub use host::{is_loopback_host, is_private_host};

/// The parts of an absolute URI, each as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uri<'a> {
    /// Before the first colon.
    pub scheme: &'a str,
    /// Between `//` and the path, if there is one.
    pub authority: Option<Authority<'a>>,
    /// The path, perhaps empty.
    pub path: &'a str,
    /// After `?`.
    pub query: Option<&'a str>,
    /// After `#`.
    pub fragment: Option<&'a str>,
}

/// Who is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority<'a> {
    /// Before `@`.
    pub userinfo: Option<&'a str>,
    /// The host, an IPv6 address with its brackets (URI-08).
    pub host: &'a str,
    /// After the colon behind the host, perhaps empty.
    pub port: Option<&'a str>,
}

/// A URI that stands in some input, for errors that point into it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub text: &'a str,
    pub place: &'a Place,
    pub span: Option<&'a Range<usize>>,
}

impl Written<'_> {
    /// An error about the whole URI.
    pub fn error(&self, kind: ErrorKind) -> BuildError {
        BuildError::new(kind, self.place.clone(), self.text, self.span.cloned())
    }

    /// Splits the URI.
    ///
    /// # Errors
    /// `LimitExceeded`, `InvalidUri` for characters that no URI has (URI-09), `NotAbsoluteUri`
    /// without a scheme (URI-01), `InvalidUri` for a host or port that cannot be one (URI-08).
    pub fn split(&self) -> Result<Uri<'_>, BuildError> {
        if self.text.len() > limits::URI_BYTES {
            return Err(self.error(ErrorKind::LimitExceeded));
        }
        let legal = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
        if !self.text.chars().all(legal) {
            return Err(self.error(ErrorKind::InvalidUri));
        }
        let (scheme, rest) = scheme(self.text).ok_or_else(|| self.error(ErrorKind::NotAbsoluteUri))?;
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            None => (None, rest),
            Some(rest) => {
                let (text, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                let found = authority(text).ok_or_else(|| self.error(ErrorKind::InvalidUri))?;
                (Some(found), path)
            }
        };
        Ok(Uri { scheme, authority, path, query, fragment })
    }
}

/// The text before and after the first `at`.
fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let first = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (first && scheme.chars().all(legal)).then_some((scheme, rest))
}

fn authority(text: &str) -> Option<Authority<'_>> {
    let (userinfo, rest) = match text.rsplit_once('@') {
        Some((userinfo, rest)) => (Some(userinfo), rest),
        None => (None, text),
    };
    let (host, port) = match rest.find(']') {
        Some(_) if !rest.starts_with('[') => return None,
        Some(end) => {
            let (host, after) = rest.split_at(end + 1);
            match after.strip_prefix(':') {
                Some(port) => (host, Some(port)),
                None if after.is_empty() => (host, None),
                None => return None,
            }
        }
        None => cut(rest, ':'),
    };
    let digits = port.is_none_or(|port| port.chars().all(|c| c.is_ascii_digit()));
    let unclosed = host.contains('[') != host.contains(']');
    (digits && !unclosed && !host.contains(':') | host.starts_with('[')).then_some(Authority {
        userinfo,
        host,
        port,
    })
}

/// `text` as `application/x-www-form-urlencoded` writes it (RES-07).
pub fn form_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether `resource` is `url` or a parent of it: the same origin, and its path a prefix of the
/// other's, segment by segment (AMB-06).
pub fn same_or_parent(resource: &str, url: &str) -> bool {
    let parent = resource.strip_suffix('/').unwrap_or(resource);
    let has_authority_only_prefix = parent.matches('/').count() >= 2;
    has_authority_only_prefix
        && url
            .strip_prefix(parent)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Whether two issuers are equal but for a lone slash as the path of one of them (AMB-28).
pub fn differ_in_root_slash_only(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() > other.len() { (one, other) } else { (other, one) };
    longer.strip_suffix('/') == Some(shorter) && shorter.matches('/').count() == 2
}
