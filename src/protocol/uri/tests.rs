//! Tests of splitting; those of the policies are beside them.

use std::ops::Range;

use super::*;
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::limits;
use crate::protocol::location::Input;

fn fault(text: &str) -> (ErrorKind, Range<usize>) {
    let fault = Uri::split(text).unwrap_err();
    (fault.kind, fault.span)
}

fn of_bytes(length: usize) -> String {
    format!("https://h/{}", "a".repeat(length - 10))
}

#[test]
fn a_uri_is_split_into_all_its_parts() {
    let text = "HTTPS://us%20er:pw@Example.com:8443/a/b;c?d=/?e#f/?";
    let uri = Uri::split(text).unwrap();
    let expected = Uri {
        text,
        scheme: "HTTPS",
        userinfo: Some("us%20er:pw"),
        host: Some("Example.com"),
        port: Some("8443"),
        path: "/a/b;c",
        query: Some("d=/?e"),
        fragment: Some("f/?"),
    };
    assert_eq!(uri, expected);
    assert_eq!(uri.authority(), "us%20er:pw@Example.com:8443");
    for (span, part) in [
        (uri.scheme_span(), "HTTPS"),
        (uri.userinfo_span(), "us%20er:pw@"),
        (uri.host_span(), "Example.com"),
        (uri.path_span(), "/a/b;c"),
        (uri.query_span(), "?d=/?e"),
        (uri.fragment_span(), "#f/?"),
    ] {
        assert_eq!(text.get(span), Some(part));
    }
}

#[test]
fn parts_that_are_missing_differ_from_empty_ones() {
    let uri = Uri::split("a:").unwrap();
    assert_eq!((uri.userinfo, uri.host, uri.port), (None, None, None));
    assert_eq!((uri.path, uri.query, uri.fragment), ("", None, None));
    let uri = Uri::split("a://@:?#").unwrap();
    assert_eq!(
        (uri.userinfo, uri.host, uri.port),
        (Some(""), Some(""), Some(""))
    );
    assert_eq!(
        (uri.path, uri.query, uri.fragment),
        ("", Some(""), Some(""))
    );
}

#[test]
fn the_authority_ends_at_slash_question_mark_or_number_sign() {
    for rest in ["/p", "?q", "#f", ""] {
        assert_eq!(Uri::split(&format!("a://h{rest}")).unwrap().host, Some("h"));
    }
    assert_eq!(
        Uri::split("https://good.example?@evil.example/")
            .unwrap()
            .host,
        Some("good.example")
    );
    assert_eq!(
        Uri::split("https://good.example/@evil.example/")
            .unwrap()
            .host,
        Some("good.example")
    );
}

#[test]
fn the_last_at_sign_ends_the_user_information() {
    let uri = Uri::split("https://good.example@x@evil.example/").unwrap();
    assert_eq!(
        (uri.userinfo, uri.host),
        (Some("good.example@x"), Some("evil.example"))
    );
}

#[test]
fn colons_in_brackets_belong_to_the_host() {
    let uri = Uri::split("http://[::1]:61023/cb").unwrap();
    assert_eq!((uri.host, uri.port), (Some("[::1]"), Some("61023")));
    let uri = Uri::split("http://[::1]/cb:1").unwrap();
    assert_eq!((uri.host, uri.port), (Some("[::1]"), None));
    let uri = Uri::split("http://u:p@h/").unwrap();
    assert_eq!(
        (uri.userinfo, uri.host, uri.port),
        (Some("u:p"), Some("h"), None)
    );
}

#[test]
fn a_path_without_a_host_is_kept() {
    let uri = Uri::split("com.example.app:/cb").unwrap();
    assert_eq!(
        (uri.scheme, uri.host, uri.path),
        ("com.example.app", None, "/cb")
    );
    assert_eq!(uri.host_span().len(), 0);
}

#[test]
fn a_text_without_a_scheme_is_not_absolute() {
    for text in [
        "",
        "mcp.example.com",
        "/a:b",
        "//h/a",
        "://h",
        "1a://h",
        "+a:b",
        "a b:c",
        "a_b://h",
        "é://h",
        "?a:b",
        "#a:b",
    ] {
        assert_eq!(
            fault(text),
            (ErrorKind::NotAbsoluteUri, 0..text.len()),
            "{text}"
        );
    }
    for scheme in ["a", "Z", "a+b-c.9"] {
        assert_eq!(Uri::split(&format!("{scheme}:")).unwrap().scheme, scheme);
    }
}

#[test]
fn an_illegal_character_is_pointed_at() {
    for (text, span) in [
        ("https://m.example/a b", 19..20),
        ("https://h/\t", 10..11),
        ("https://h/é", 10..12),
        ("https://h/\u{7f}", 10..11),
        ("https://h/a\\b", 11..12),
        ("https://h/[", 10..11),
        ("https://h/?a]", 12..13),
        ("https://h/?\"", 11..12),
        ("https://h/#a#", 12..13),
        ("https://h#<", 10..11),
        ("https://h?>#x", 10..11),
        ("https://a{b@h/", 9..10),
        ("a:b|c", 3..4),
        ("https://h/^", 10..11),
        ("https://h/`", 10..11),
        ("https://h/%", 10..11),
        ("https://h/a%4", 11..12),
        ("https://h/%4g%41", 10..11),
        ("https://h/%g4", 10..11),
        ("https://h/%aé", 10..11),
        ("https://exa mple/", 8..16),
        ("https://exämple/", 8..16),
        ("https://u@a%62c/", 10..15),
        ("http://[::1/cb", 7..11),
        ("http://::1]/cb", 7..11),
        ("http://[::1]a/cb", 7..13),
        ("http://[::1]a:1/cb", 7..15),
        ("http://h:80a/", 8..12),
        ("http://h:+80/", 8..12),
        ("http://h:65536/", 8..14),
        ("http://::1/", 7..10),
        ("http://u@h:1:2/", 10..14),
    ] {
        let (kind, found) = fault(text);
        assert_eq!(kind, ErrorKind::InvalidUri, "{text}");
        assert_eq!(found, span, "{text}");
    }
}

#[test]
fn every_legal_character_is_accepted() {
    let marks = "AZaz09-._~!$&'()*+,;=:%4a%F0";
    let path = format!("/{marks}@/");
    let query = format!("{path}?");
    let text = format!("https://{marks}@h:65535{path}?{query}#{query}");
    let uri = Uri::split(&text).unwrap();
    assert_eq!((uri.userinfo, uri.path), (Some(marks), path.as_str()));
    assert_eq!(
        (uri.query, uri.fragment),
        (Some(query.as_str()), Some(query.as_str()))
    );
}

#[test]
fn a_uri_ends_at_the_limit() {
    let limit = limits::URI_BYTES;
    for length in [limit - 1, limit] {
        assert_eq!(Uri::split(&of_bytes(length)).unwrap().text.len(), length);
    }
    assert_eq!(
        fault(&of_bytes(limit + 1)),
        (ErrorKind::LimitExceeded, 0..limit + 1)
    );
}

#[test]
fn a_fault_becomes_an_error_about_its_piece() {
    let error = Fault::new(ErrorKind::InvalidUri, 1..3).in_text("abcd", Input::Issuer);
    assert_eq!(
        error,
        BuildError::new(ErrorKind::InvalidUri, Input::Issuer.at(1..3), "bc")
    );
}

#[test]
fn dot_segments_are_found_plain_and_encoded() {
    for (text, segment) in [
        ("https://h/a/../b", ".."),
        ("https://h/.", "."),
        ("https://h/a/./b/..", "."),
        ("https://h/%2e", "%2e"),
        ("https://h/a/.%2E/b", ".%2E"),
        ("https://h/%2E%2e?q", "%2E%2e"),
    ] {
        let span = Uri::split(text).unwrap().dot_segment_span().unwrap();
        assert_eq!(text.get(span.clone()), Some(segment), "{text}");
        assert_eq!(text.as_bytes()[span.start - 1], b'/', "{text}");
    }
    for text in [
        "https://h/...",
        "https://h/.a/b.",
        "https://h",
        "https://h/?/../",
        "https://h/#/./",
    ] {
        assert_eq!(Uri::split(text).unwrap().dot_segment_span(), None, "{text}");
    }
}
