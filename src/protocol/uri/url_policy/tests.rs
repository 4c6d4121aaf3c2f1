//! Tests of every policy, with what each refuses and what a switch lets through.

use super::*;

type UrlPolicy = fn(&str, Input, &Leniencies) -> Result<Option<Warning>, BuildError>;

/// UrlPolicies for URLs that a server supplies.
const POLICIES: [UrlPolicy; 3] = [issuer, endpoint, resource_metadata_url];

fn strict() -> Leniencies {
    Leniencies::default()
}

fn only(switch: Leniency) -> Leniencies {
    [switch].into_iter().collect()
}

/// Kind and piece; the piece stands at the span.
fn refusal(
    text: &str,
    outcome: Result<Option<Warning>, BuildError>,
    place: &Input,
) -> (ErrorKind, String) {
    let error = outcome.unwrap_err();
    assert_eq!(&error.location.input, place);
    assert_eq!(
        text.get(error.location.range.unwrap()),
        Some(error.piece.as_str())
    );
    (error.kind, error.piece)
}

fn canonical(text: &str) -> String {
    canonical_server_url(text).unwrap().0
}

fn server_url_refusal(text: &str) -> (ErrorKind, String) {
    let outcome = resource_identifier(text, Input::ServerUrl).map(|()| None);
    let refused = refusal(text, outcome, &Input::ServerUrl);
    let outcome = canonical_server_url(text).map(|_| None);
    assert_eq!(refusal(text, outcome, &Input::ServerUrl), refused);
    refused
}

fn document_refusal(text: &str) -> (ErrorKind, String) {
    let outcome = client_id_metadata_document_url(text).map(|()| None);
    refusal(text, outcome, &Input::ClientIdMetadataDocument)
}

#[test]
fn the_canonical_server_url_changes_case_default_port_and_root_slash_only() {
    for (given, expected) in [
        ("https://mcp.example.com/mcp", "https://mcp.example.com/mcp"),
        ("https://mcp.example.com", "https://mcp.example.com"),
        (
            "https://mcp.example.com:8443",
            "https://mcp.example.com:8443",
        ),
        ("https://mcp.example.com/", "https://mcp.example.com"),
        ("HTTPS://MCP.Example.COM/Mcp", "https://mcp.example.com/Mcp"),
        (
            "https://mcp.example.com/mcp/",
            "https://mcp.example.com/mcp/",
        ),
        ("http://[::1]:8080/mcp", "http://[::1]:8080/mcp"),
        ("https://[2001:DB8::A]/", "https://[2001:db8::a]"),
        ("https://h:443/a", "https://h/a"),
        ("https://h:/a", "https://h/a"),
        ("https://h:80/a", "https://h:80/a"),
        ("http://localhost:80/", "http://localhost"),
        ("http://LOCALHOST:443/", "http://localhost:443"),
        ("https://h//", "https://h//"),
        ("https://h/a/../%7Eb", "https://h/a/../%7Eb"),
        ("https://10.0.0.1/mcp", "https://10.0.0.1/mcp"),
    ] {
        assert_eq!(
            canonical_server_url(given),
            Ok((expected.to_owned(), None)),
            "{given}"
        );
        assert_eq!(canonical(expected), expected, "{given}");
    }
}

#[test]
fn a_query_of_the_server_url_is_kept_and_reported() {
    for (given, expected, query) in [
        ("https://h/r?X=1", "https://h/r?X=1", "?X=1"),
        ("https://H/?x", "https://h/?x", "?x"),
        ("https://h?", "https://h?", "?"),
    ] {
        let (url, warning) = canonical_server_url(given).unwrap();
        let start = given.find('?').unwrap();
        let span = start..given.len();
        assert_eq!(url, expected);
        assert_eq!(
            warning,
            Some(Warning::new(
                WarningKind::QueryInServerUrl,
                Input::ServerUrl.at(span),
                query
            ))
        );
    }
}

#[test]
fn a_server_url_that_names_no_resource_is_refused() {
    for (text, kind, piece) in [
        (
            "mcp.example.com",
            ErrorKind::NotAbsoluteUri,
            "mcp.example.com",
        ),
        (
            "localhost:3000/mcp",
            ErrorKind::NotAbsoluteUri,
            "localhost:3000/mcp",
        ),
        ("https:/h/mcp", ErrorKind::NotAbsoluteUri, "https:/h/mcp"),
        (
            "https://mcp.example.com#fragment",
            ErrorKind::FragmentNotAllowed,
            "#fragment",
        ),
        ("https://h/#", ErrorKind::FragmentNotAllowed, "#"),
        (
            "https://user@mcp.example.com/",
            ErrorKind::UserinfoNotAllowed,
            "user@",
        ),
        ("https://@h/", ErrorKind::UserinfoNotAllowed, "@"),
        ("http://mcp.example.com/", ErrorKind::InsecureUrl, "http"),
        (
            "HTTP://localhost.evil.example/",
            ErrorKind::InsecureUrl,
            "HTTP",
        ),
        ("ftp://h/", ErrorKind::InvalidUri, "ftp"),
        ("https:///a", ErrorKind::InvalidUri, "https:///a"),
        ("https://:8443/a", ErrorKind::InvalidUri, "https://:8443/a"),
        ("https://h/a b", ErrorKind::InvalidUri, " "),
    ] {
        assert_eq!(server_url_refusal(text), (kind, piece.to_owned()), "{text}");
    }
}

#[test]
fn a_resource_identifier_may_be_what_a_server_url_may_be() {
    for text in [
        "https://h/mcp",
        "https://h/mcp?x=1",
        "http://localhost:3000/mcp",
        "https://10.0.0.1/",
    ] {
        assert_eq!(
            resource_identifier(text, Input::ResourceMetadata),
            Ok(()),
            "{text}"
        );
    }
    let error = resource_identifier("http://h/", Input::ResourceMetadata).unwrap_err();
    assert_eq!(error.location.input, Input::ResourceMetadata);
}

#[test]
fn an_https_url_of_a_public_host_passes_every_gate() {
    for policy in POLICIES {
        for text in [
            "https://as.example.com",
            "HTTPS://AS.example.com:8443/a/b",
            "https://8.8.8.8/",
            "https://[2001:db8::1]/",
        ] {
            assert_eq!(
                policy(text, Input::ServerMetadata, &strict()),
                Ok(None),
                "{text}"
            );
        }
    }
}

#[test]
fn every_gate_refuses_what_may_not_be_followed() {
    for policy in POLICIES {
        for (text, kind, piece) in [
            ("http://as.example.com", ErrorKind::InsecureUrl, "http"),
            (
                "http://169.254.169.254/latest/meta-data/",
                ErrorKind::InsecureUrl,
                "http",
            ),
            (
                "http://127.0.0.1:9000/register",
                ErrorKind::InsecureUrl,
                "http",
            ),
            (
                "https://169.254.169.254/",
                ErrorKind::PrivateAddress,
                "169.254.169.254",
            ),
            (
                "https://localhost:8443",
                ErrorKind::PrivateAddress,
                "localhost",
            ),
            (
                "https://[fd00::1]:1/",
                ErrorKind::PrivateAddress,
                "[fd00::1]",
            ),
            ("file:///etc/passwd", ErrorKind::InvalidUri, "file"),
            (
                "javascript:alert(1)",
                ErrorKind::NotAbsoluteUri,
                "javascript:alert(1)",
            ),
            (
                "data:text/html,x",
                ErrorKind::NotAbsoluteUri,
                "data:text/html,x",
            ),
            ("/register", ErrorKind::NotAbsoluteUri, "/register"),
            ("https://m.example/a b", ErrorKind::InvalidUri, " "),
            ("https://u:p@h/", ErrorKind::UserinfoNotAllowed, "u:p@"),
            ("https://h/#x", ErrorKind::FragmentNotAllowed, "#x"),
        ] {
            let outcome = policy(text, Input::Challenge(2), &strict());
            assert_eq!(
                refusal(text, outcome, &Input::Challenge(2)),
                (kind, piece.to_owned()),
                "{text}"
            );
        }
    }
}

#[test]
fn only_an_issuer_may_not_have_a_query() {
    for (text, query) in [("https://as.example.com/?t=1", "?t=1"), ("https://h?", "?")] {
        let outcome = issuer(text, Input::Issuer, &strict());
        assert_eq!(
            refusal(text, outcome, &Input::Issuer),
            (ErrorKind::QueryNotAllowed, query.to_owned())
        );
        assert_eq!(endpoint(text, Input::ServerMetadata, &strict()), Ok(None));
        assert_eq!(
            resource_metadata_url(text, Input::Challenge(0), &strict()),
            Ok(None)
        );
    }
}

#[test]
fn a_switch_tolerates_http_on_loopback_and_says_so() {
    let switch = only(Leniency::LoopbackHttp);
    let tolerated = |part: &str, start: usize| {
        let (kind, span) = (WarningKind::LenienceUsed, start..start + part.len());
        let switch = "loopback-http";
        Ok(Some(Warning::new(kind, Input::Issuer.at(span), switch)))
    };
    for policy in POLICIES {
        assert_eq!(
            policy("http://127.0.0.1:9000/r", Input::Issuer, &switch),
            tolerated("http", 0)
        );
        assert_eq!(
            policy("HTTP://[::1]", Input::Issuer, &switch),
            tolerated("HTTP", 0)
        );
        assert_eq!(
            policy("https://localhost/", Input::Issuer, &switch),
            tolerated("localhost", 8)
        );
        assert_eq!(policy("https://h/", Input::Issuer, &switch), Ok(None));
        for text in ["http://h/", "http://127.1/", "http://10.0.0.1/"] {
            let outcome = policy(text, Input::Issuer, &switch);
            assert_eq!(
                refusal(text, outcome, &Input::Issuer).0,
                ErrorKind::InsecureUrl
            );
        }
        for text in ["https://10.0.0.1/", "https://127.1/"] {
            let outcome = policy(text, Input::Issuer, &switch);
            assert_eq!(
                refusal(text, outcome, &Input::Issuer).0,
                ErrorKind::PrivateAddress
            );
        }
    }
}

#[test]
fn a_switch_tolerates_private_addresses_and_says_so() {
    let switch = only(Leniency::PrivateAddress);
    for policy in POLICIES {
        for (text, host) in [
            ("https://10.0.0.1/", "10.0.0.1"),
            ("https://[::1]/", "[::1]"),
        ] {
            let span = 8..8 + host.len();
            let (kind, name) = (WarningKind::LenienceUsed, "private-address");
            let warning = Warning::new(kind, Input::Issuer.at(span), name);
            assert_eq!(policy(text, Input::Issuer, &switch), Ok(Some(warning)));
        }
        let outcome = policy("http://127.0.0.1/", Input::Issuer, &switch);
        assert_eq!(
            refusal("http://127.0.0.1/", outcome, &Input::Issuer).0,
            ErrorKind::InsecureUrl
        );
    }
}

#[test]
fn the_url_of_a_client_id_metadata_document_names_a_document() {
    for text in [
        "https://example.com/client.json",
        "https://app.example.com/oauth/client-metadata.json",
        "https://a/c",
        "https://a/c?v=1",
        "https://a//",
    ] {
        assert_eq!(client_id_metadata_document_url(text), Ok(()), "{text}");
    }
    for (text, kind, piece) in [
        (
            "http://example.com/client.json",
            ErrorKind::InsecureUrl,
            "http",
        ),
        (
            "http://localhost/client.json",
            ErrorKind::InsecureUrl,
            "http",
        ),
        (
            "https://example.com/a/../client.json",
            ErrorKind::DotSegment,
            "..",
        ),
        (
            "https://example.com/c#x",
            ErrorKind::FragmentNotAllowed,
            "#x",
        ),
        (
            "https://u:p@example.com/c",
            ErrorKind::UserinfoNotAllowed,
            "u:p@",
        ),
        ("https://example.com", ErrorKind::PathRequired, ""),
        ("https://example.com/", ErrorKind::PathRequired, "/"),
        ("https://example.com/?c", ErrorKind::PathRequired, "/"),
        ("client.json", ErrorKind::NotAbsoluteUri, "client.json"),
    ] {
        assert_eq!(document_refusal(text), (kind, piece.to_owned()), "{text}");
    }
}
