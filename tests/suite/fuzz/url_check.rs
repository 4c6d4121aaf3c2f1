//! What an error about a URL may be about.

use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::location::Input;
use dcr_check_fuzz::url_check::is_about_the_url;
use serde_json::Value;

fn is_about(kind: ErrorKind, url: &str) -> bool {
    let error = BuildError::new(kind, Input::Issuer, url);
    is_about_the_url(&error, Some(&Value::from(url)))
}

#[test]
fn an_error_without_its_sign_is_not_about_the_url() {
    assert!(is_about(ErrorKind::FragmentNotAllowed, "https://h/#f"));
    assert!(!is_about(ErrorKind::FragmentNotAllowed, "https://h/"));
    assert!(!is_about(ErrorKind::InvalidUri, "https://example.com/a"));
    assert!(is_about(ErrorKind::InvalidUri, "https://h h/"));
    assert!(!is_about(ErrorKind::InsecureUrl, "https://h/"));
    assert!(!is_about(ErrorKind::WrongType, "https://h/"));
}
