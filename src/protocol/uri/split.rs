//! A URI in its parts, and what is wrong with a text that is none (RFC 3986).

use std::ops::Range;

use super::host::is_well_formed;
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::limits;
use crate::protocol::location::Input;

/// The parts of a URI with a scheme, as they were written (RFC 3986 section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uri<'a> {
    /// The whole text.
    pub text: &'a str,
    /// What stands before the first colon.
    pub scheme: &'a str,
    /// What stands before `@`.
    pub userinfo: Option<&'a str>,
    /// Host name or address, IPv6 in brackets; absent without `//`.
    pub host: Option<&'a str>,
    /// Digits, perhaps none, after the colon that follows the host.
    pub port: Option<&'a str>,
    /// The path; empty or with a leading slash when there is a host.
    pub path: &'a str,
    /// What stands after `?`, empty too.
    pub query: Option<&'a str>,
    /// What stands after `#`, empty too.
    pub fragment: Option<&'a str>,
}

impl<'a> Uri<'a> {
    /// Splits `text` and checks the characters of every part.
    ///
    /// A host is a name of letters, digits, `-`, `.` and `_`, an IPv4 address, or an IPv6 address in
    /// brackets. Faults are `LimitExceeded`, `NotAbsoluteUri` for a text without scheme, and
    /// `InvalidUri`.
    pub fn split(text: &'a str) -> Result<Self, Fault> {
        if text.len() > limits::URI_BYTES {
            return Err(Fault::new(ErrorKind::LimitExceeded, 0..text.len()));
        }
        let (scheme, rest) = text
            .split_once(':')
            .filter(|(scheme, _)| is_scheme(scheme))
            .ok_or_else(|| Fault::new(ErrorKind::NotAbsoluteUri, 0..text.len()))?;
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        let (userinfo, host_and_port) = match authority.map(|authority| authority.rsplit_once('@'))
        {
            Some(Some((userinfo, rest))) => (Some(userinfo), Some(rest)),
            _ => (None, authority),
        };
        let (host, port) = match host_and_port.map(split_port) {
            Some((host, port)) => (Some(host), port),
            None => (None, None),
        };
        let uri = Uri {
            text,
            scheme,
            userinfo,
            host,
            port,
            path,
            query,
            fragment,
        };
        uri.check_characters()?;
        Ok(uri)
    }

    /// The authority as it was written, from behind `//` to the path.
    pub fn authority(&self) -> &'a str {
        let start = self.scheme.len() + "://".len();
        let end = self.path_span().start;
        self.text.get(start..end).unwrap_or_default()
    }

    /// The bytes of the scheme.
    pub fn scheme_span(&self) -> Range<usize> {
        0..self.scheme.len()
    }

    /// The user information with its `@`.
    pub fn userinfo_span(&self) -> Range<usize> {
        let start = self.scheme.len() + "://".len();
        start..start + self.userinfo.map_or(0, |userinfo| userinfo.len() + 1)
    }

    /// The bytes of the host.
    pub fn host_span(&self) -> Range<usize> {
        let start = self.userinfo_span().end;
        start..start + self.host.map_or(0, str::len)
    }

    /// The bytes of the path.
    pub fn path_span(&self) -> Range<usize> {
        let end = self.query_span().start;
        end - self.path.len()..end
    }

    /// The query with its `?`.
    pub fn query_span(&self) -> Range<usize> {
        let end = self.fragment_span().start;
        end - self.query.map_or(0, |query| query.len() + 1)..end
    }

    /// The fragment with its `#`.
    pub fn fragment_span(&self) -> Range<usize> {
        let end = self.text.len();
        end - self.fragment.map_or(0, |fragment| fragment.len() + 1)..end
    }

    /// The first path segment `.` or `..`, spelled plainly or with `%2E`.
    pub fn dot_segment_span(&self) -> Option<Range<usize>> {
        let mut start = self.path_span().start;
        for segment in self.path.split('/') {
            let end = start + segment.len();
            if matches!(
                segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
                "." | ".."
            ) {
                return Some(start..end);
            }
            start = end + 1;
        }
        None
    }

    fn check_characters(&self) -> Result<(), Fault> {
        let host_span = self.host_span();
        if self.host.is_some_and(|host| !is_well_formed(host)) {
            return Err(Fault::new(ErrorKind::InvalidUri, host_span));
        }
        if self.port.is_some_and(|port| !is_port(port)) {
            return Err(Fault::new(
                ErrorKind::InvalidUri,
                host_span.end..self.path_span().start,
            ));
        }
        let parts = [
            (self.userinfo, self.userinfo_span().start),
            (Some(self.path), self.path_span().start),
            (self.query, self.query_span().start + 1),
            (self.fragment, self.fragment_span().start + 1),
        ];
        for (part, start) in parts {
            check_part(part.unwrap_or_default(), start)?;
        }
        Ok(())
    }
}

/// What is wrong with a URI, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The offending bytes.
    pub span: Range<usize>,
}

impl Fault {
    /// A fault of the bytes `span`.
    pub fn new(kind: ErrorKind, span: Range<usize>) -> Self {
        Fault { kind, span }
    }

    /// The error about `text`, which stands in `input`.
    pub fn in_text(self, text: &str, input: Input) -> BuildError {
        let piece = text.get(self.span.clone()).unwrap_or_default();
        BuildError::new(self.kind, input.at(self.span), piece)
    }
}

/// What stands before the first `separator`, and what after it.
fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Host and port; the colons inside brackets belong to the host (URI-08).
fn split_port(authority: &str) -> (&str, Option<&str>) {
    let colon = if authority.starts_with('[') {
        authority.find("]:").map(|bracket| bracket + 1)
    } else {
        authority.find(':')
    };
    let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
    (host, port.strip_prefix(':'))
}

/// RFC 3986 section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// No digits at all, or a number that fits a port.
fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.is_empty() || text.parse::<u16>().is_ok())
}

/// User information, path, query and fragment: `pchar`, slash and question mark (URI-09).
fn check_part(text: &str, start: usize) -> Result<(), Fault> {
    for (index, character) in text.char_indices() {
        let is_legal = match character {
            '%' => text
                .get(index + 1..index + 3)
                .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())),
            _ => character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(character),
        };
        if !is_legal {
            let at = start + index;
            return Err(Fault::new(
                ErrorKind::InvalidUri,
                at..at + character.len_utf8(),
            ));
        }
    }
    Ok(())
}
