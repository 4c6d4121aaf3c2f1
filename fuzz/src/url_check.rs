//! Whether what an error says about a URL is there to be seen. No second reader of URLs: each kind of
//! error only has to have its sign in the text.

use serde_json::Value;

use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::limits;

/// Whether the error is about that URL and the URL bears the sign of it.
pub fn is_about_the_url(error: &BuildError, url: Option<&Value>) -> bool {
    let Some(text) = url.and_then(Value::as_str) else {
        return false;
    };
    let scheme = text
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match error.kind {
        ErrorKind::LimitExceeded => text.len() > limits::URI_BYTES,
        ErrorKind::FragmentNotAllowed => text.contains('#'),
        ErrorKind::QueryNotAllowed => text.contains('?'),
        ErrorKind::UserinfoNotAllowed => text.contains('@'),
        ErrorKind::InsecureUrl => scheme == "http",
        ErrorKind::PrivateAddress => scheme == "https",
        ErrorKind::NotAbsoluteUri | ErrorKind::InvalidUri => !is_plain(text),
        _ => false,
    }
}

/// A URL that nobody can find fault with: https, a host of letters, a path of letters.
fn is_plain(text: &str) -> bool {
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"./-".contains(&octet);
    let rest = text.strip_prefix("https://").unwrap_or_default();
    rest.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.bytes().all(is_plain)
}
