//! Tests of metadata locations, headers and the choice of an authorization server.

use super::*;
use crate::protocol::leniency::Leniency;

fn resource_urls(server_url: &str) -> Vec<String> {
    let locations = resource_metadata_locations(server_url).unwrap();
    locations.into_iter().map(|location| location.url).collect()
}

fn server_urls(issuer: &str) -> Vec<String> {
    let newest = Revision::default();
    authorization_server_metadata_urls(issuer, newest, &Leniencies::default()).unwrap()
}

/// The entries of a list in a document, each at the place of its index.
fn candidates(texts: &[&str]) -> Vec<LocatedText> {
    let entry = |(index, text): (usize, &&str)| LocatedText {
        text: (*text).to_owned(),
        input: Input::ResourceMetadata,
        range: index..index + 1,
        text_start: None,
    };
    texts.iter().enumerate().map(entry).collect()
}

fn chosen<'a>(
    candidates: &'a [LocatedText],
    leniencies: &Leniencies,
) -> Result<(&'a str, Vec<Warning>), BuildError> {
    choose_authorization_server(candidates, Input::ResourceMetadata.at(0..9), leniencies)
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn resource_metadata_is_sought_for_the_path_and_then_for_the_origin() {
    for (server_url, suffixes) in [
        ("https://r.example", &[""][..]),
        ("https://r.example/", &[""]),
        ("https://r.example/resource1", &["/resource1", ""]),
        ("https://r.example/public/mcp", &["/public/mcp", ""]),
        ("https://r.example/mcp/", &["/mcp/", ""]),
        ("https://r.example/r?x=1", &["/r?x=1", ""]),
        ("https://r.example/?x=1", &["?x=1", ""]),
        ("https://r.example?x=1", &["?x=1", ""]),
    ] {
        let prefix = "https://r.example/.well-known/oauth-protected-resource";
        let expected: Vec<_> = suffixes
            .iter()
            .map(|suffix| format!("{prefix}{suffix}"))
            .collect();
        assert_eq!(resource_urls(server_url), expected, "{server_url}");
    }
}

#[test]
fn each_resource_metadata_location_expects_its_own_resource() {
    let locations = resource_metadata_locations("HTTPS://R.example:443/Mcp?x").unwrap();
    let resources: Vec<_> = locations
        .iter()
        .map(|location| location.resource.as_str())
        .collect();
    assert_eq!(resources, ["https://r.example/Mcp?x", "https://r.example"]);
    let locations = resource_metadata_locations("http://[::1]:8080/").unwrap();
    assert_eq!(locations.len(), 1);
    let location = &locations[0];
    assert_eq!(location.resource, "http://[::1]:8080");
    assert_eq!(
        location.url,
        "http://[::1]:8080/.well-known/oauth-protected-resource"
    );
}

#[test]
fn an_issuer_without_a_path_has_two_locations() {
    for issuer in ["https://example.com", "https://example.com/"] {
        assert_eq!(
            server_urls(issuer),
            [
                "https://example.com/.well-known/oauth-authorization-server",
                "https://example.com/.well-known/openid-configuration",
            ]
        );
    }
}

#[test]
fn an_issuer_with_a_path_has_three_locations() {
    for (issuer, path) in [
        ("https://as.example:8443/issuer1", "/issuer1"),
        ("https://as.example:8443/issuer1/", "/issuer1"),
        ("https://as.example:8443/a/b", "/a/b"),
        ("https://as.example:8443/a//", "/a/"),
    ] {
        assert_eq!(
            server_urls(issuer),
            [
                format!("https://as.example:8443/.well-known/oauth-authorization-server{path}"),
                format!("https://as.example:8443/.well-known/openid-configuration{path}"),
                format!("https://as.example:8443{path}/.well-known/openid-configuration"),
            ]
        );
    }
}

#[test]
fn openid_locations_come_with_revision_2025_11_25() {
    for (revision, count) in Revision::ALL.iter().zip([1, 1, 3, 3]) {
        let urls =
            authorization_server_metadata_urls("https://h/a", *revision, &Leniencies::default());
        let urls = urls.unwrap();
        assert_eq!(urls.len(), count);
        assert_eq!(
            urls[0],
            "https://h/.well-known/oauth-authorization-server/a"
        );
    }
}

#[test]
fn unusable_urls_have_no_locations() {
    for (issuer, kind) in [
        ("https://as.example.com/?t=1", ErrorKind::QueryNotAllowed),
        ("http://as.example.com", ErrorKind::InsecureUrl),
        ("http://localhost", ErrorKind::InsecureUrl),
        ("as.example.com", ErrorKind::NotAbsoluteUri),
    ] {
        let urls =
            authorization_server_metadata_urls(issuer, Revision::default(), &Leniencies::default());
        let error = urls.unwrap_err();
        assert_eq!((error.kind, &error.location.input), (kind, &Input::Issuer));
    }
    let error = resource_metadata_locations("mcp.example.com").unwrap_err();
    assert_eq!(
        (error.kind, &error.location.input),
        (ErrorKind::NotAbsoluteUri, &Input::ServerUrl)
    );
    assert_eq!(fallback_endpoints("mcp.example.com"), Err(error));
}

#[test]
fn the_loopback_switch_gives_locations_on_loopback() {
    let switch = [Leniency::LoopbackHttp].into_iter().collect();
    let urls =
        authorization_server_metadata_urls("http://127.0.0.1:9000", Revision::V2025_06_18, &switch);
    assert_eq!(
        urls,
        Ok(strings(&[
            "http://127.0.0.1:9000/.well-known/oauth-authorization-server"
        ]))
    );
}

#[test]
fn fallback_endpoints_stand_at_the_origin_of_the_server() {
    for server_url in [
        "https://api.example.com/v1/mcp",
        "HTTPS://API.example.com:443/?x",
    ] {
        assert_eq!(
            fallback_endpoints(server_url),
            Ok(FallbackEndpoints {
                base: "https://api.example.com".to_owned(),
                metadata: "https://api.example.com/.well-known/oauth-authorization-server"
                    .to_owned(),
                authorization: "https://api.example.com/authorize".to_owned(),
                token: "https://api.example.com/token".to_owned(),
                registration: "https://api.example.com/register".to_owned(),
            })
        );
    }
}

#[test]
fn only_the_first_revision_tells_its_version() {
    for revision in Revision::ALL {
        let mut expected = vec![("Accept", "application/json")];
        if *revision == Revision::V2025_03_26 {
            expected.push(("MCP-Protocol-Version", "2024-11-05"));
        }
        assert_eq!(metadata_request_headers(*revision, "2024-11-05"), expected);
    }
}

#[test]
fn the_first_usable_authorization_server_is_chosen() {
    let candidates = candidates(&["https://as1.example.com", "https://as2.example.net"]);
    let chosen = chosen(&candidates, &Leniencies::default());
    assert_eq!(chosen, Ok(("https://as1.example.com", vec![])));
}

#[test]
fn unusable_candidates_are_passed_over_and_named() {
    let candidates = candidates(&[
        "http://as1.example.com",
        "x",
        "https://as2.example.net",
        "y",
    ]);
    let chosen = chosen(&candidates, &Leniencies::default());
    let skipped = |index: usize, piece: &str| {
        let location = Input::ResourceMetadata.at(index..index + 1);
        Warning::new(WarningKind::AuthorizationServerSkipped, location, piece)
    };
    let warnings = vec![skipped(0, "http://as1.example.com"), skipped(1, "x")];
    assert_eq!(chosen, Ok(("https://as2.example.net", warnings)));
}

#[test]
fn a_switch_makes_a_candidate_usable_and_is_named() {
    let switch = [Leniency::LoopbackHttp].into_iter().collect();
    let candidates = candidates(&["http://localhost:9000"]);
    let warning = Warning::new(
        WarningKind::LenienceUsed,
        Input::ResourceMetadata.at(0..1),
        "loopback-http",
    );
    let chosen = chosen(&candidates, &switch);
    assert_eq!(chosen, Ok(("http://localhost:9000", vec![warning])));
}

#[test]
fn a_list_without_a_usable_candidate_is_refused() {
    for (texts, piece) in [(&[][..], ""), (&["a", "http://b"], "a")] {
        let kind = ErrorKind::NoUsableAuthorizationServer;
        let expected = BuildError::new(kind, Input::ResourceMetadata.at(0..9), piece);
        let candidates = candidates(texts);
        let chosen = chosen(&candidates, &Leniencies::default());
        assert_eq!(chosen, Err(expected));
    }
}
