//! What a document has to say, what it may say, and what makes it unusable.

use super::*;

const ISSUER: &str = "https://auth.example.com";

fn read_with(
    body: &str,
    expected: Option<&str>,
    switches: &[Leniency],
) -> (Result<ServerMetadata, BuildError>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let leniencies = switches.iter().copied().collect();
    let read = read(body.as_bytes(), expected, &leniencies, &mut warnings);
    (read, warnings)
}

fn with(members: &str) -> (Result<ServerMetadata, BuildError>, Vec<Warning>) {
    read_with(
        &format!("{{\"issuer\":\"{ISSUER}\"{members}}}"),
        Some(ISSUER),
        &[],
    )
}

fn kinds(warnings: &[Warning]) -> Vec<WarningKind> {
    warnings.iter().map(|warning| warning.kind).collect()
}

#[test]
fn every_list_reaches_its_member() {
    let (read, warnings) = with(
        r#","registration_endpoint":"https://a.example/r?x=1","scopes_supported":["a b","a","é"],
        "response_types_supported":["code"],"grant_types_supported":["g"],
        "token_endpoint_auth_methods_supported":["none"],"code_challenge_methods_supported":["S256"],
        "protected_resources":["https://r.example"],"client_id_metadata_document_supported":true"#,
    );
    let list = |value: &str| Some(vec![value.to_owned()]);
    let read = read.unwrap();
    assert_eq!(read.issuer.as_deref(), Some(ISSUER));
    assert_eq!(
        read.registration_endpoint.as_deref(),
        Some("https://a.example/r?x=1")
    );
    assert_eq!(read.scopes_supported.printed(), Some("a b"));
    assert_eq!(read.response_types, list("code"));
    assert_eq!(read.grant_types, list("g"));
    assert_eq!(read.auth_methods, list("none"));
    assert_eq!(read.code_challenge_methods, list("S256"));
    assert_eq!(read.protected_resources, list("https://r.example"));
    assert!(read.client_id_metadata_documents);
    assert_eq!(warnings, []);
}

#[test]
fn only_json_true_stands_for_metadata_documents() {
    for value in ["false", "\"true\"", "1", "null"] {
        let (read, _) = with(&format!(
            ",\"client_id_metadata_document_supported\":{value}"
        ));
        assert!(!read.unwrap().client_id_metadata_documents, "{value}");
    }
}

#[test]
fn hints_that_are_absent_null_or_empty_state_nothing() {
    for members in [
        "",
        ",\"grant_types_supported\":null",
        ",\"grant_types_supported\":[]",
    ] {
        let (read, warnings) = with(members);
        assert_eq!((read.unwrap().grant_types, warnings), (None, vec![]));
    }
}

#[test]
fn a_hint_of_another_type_states_nothing_and_is_reported() {
    let (read, warnings) = with(",\"grant_types_supported\":\"code\",\"protected_resources\":[1]");
    let read = read.unwrap();
    assert_eq!((read.grant_types, read.protected_resources), (None, None));
    assert_eq!(kinds(&warnings), [WarningKind::WrongTypeIgnored; 2]);
    assert_eq!(warnings[0].piece, "grant_types_supported");
    assert_eq!(warnings[0].location.range, Some(61..67));
    assert_eq!(warnings[0].location.input, INPUT);
}

#[test]
fn an_absent_or_null_issuer_passes_only_with_the_switch() {
    for body in ["{}", r#"{"issuer":null}"#] {
        let error = read_with(body, Some(ISSUER), &[]).0.unwrap_err();
        assert_eq!(
            (error.kind, error.location.input, error.location.range),
            (ErrorKind::MissingIssuer, INPUT, Some(0..1))
        );
        let (read, warnings) = read_with(body, Some(ISSUER), &[Leniency::MissingIssuer]);
        assert_eq!(read.unwrap().issuer, None);
        let used = Warning::new(WarningKind::LenienceUsed, INPUT, "missing-issuer");
        assert_eq!(warnings, [used]);
    }
}

#[test]
fn an_issuer_that_is_no_usable_url_is_marked_in_the_document() {
    let error = read_with(r#"{"issuer":["x"]}"#, None, &[]).0.unwrap_err();
    assert_eq!(
        (error.kind, error.location.range),
        (ErrorKind::WrongType, Some(10..15))
    );
    assert_eq!(error.piece, "issuer");
    let error = read_with(r#"{"issuer":"https://a.example?q"}"#, None, &[])
        .0
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::QueryNotAllowed);
    let span = error.location.range.unwrap();
    assert!(span.start >= 11 && span.end <= 30, "{span:?}");
}

#[test]
fn another_issuer_is_refused_and_marked() {
    let error = read_with(r#"{"issuer":"https://evil.example"}"#, Some(ISSUER), &[])
        .0
        .unwrap_err();
    assert_eq!(
        (error.kind, error.location.range),
        (ErrorKind::IssuerMismatch, Some(10..32))
    );
    assert_eq!(error.piece, "https://evil.example");
}

#[test]
fn a_lone_root_slash_passes_only_with_the_switch() {
    let body = r#"{"issuer":"https://auth.example.com/"}"#;
    let error = read_with(body, Some(ISSUER), &[]).0.unwrap_err();
    assert_eq!(error.kind, ErrorKind::IssuerMismatch);
    let (read, warnings) = read_with(body, Some(ISSUER), &[Leniency::IssuerRootSlash]);
    assert_eq!(
        read.unwrap().issuer.as_deref(),
        Some("https://auth.example.com/")
    );
    assert_eq!(kinds(&warnings), [WarningKind::LenienceUsed]);
    assert_eq!(
        (warnings[0].piece.as_str(), &warnings[0].location.range),
        ("issuer-root-slash", &Some(10..37))
    );
    let (read, _) = read_with(
        body,
        Some("https://other.example"),
        &[Leniency::IssuerRootSlash],
    );
    assert_eq!(read.unwrap_err().kind, ErrorKind::IssuerMismatch);
}

#[test]
fn without_an_expectation_the_comparison_is_reported_as_left_out() {
    let (read, warnings) = read_with(r#"{"issuer":"https://a.example"}"#, None, &[]);
    assert_eq!(read.unwrap().issuer.as_deref(), Some("https://a.example"));
    let kind = WarningKind::IssuerNotChecked;
    assert_eq!(
        warnings,
        [Warning::new(kind, INPUT.at(10..29), "https://a.example")]
    );
}

#[test]
fn an_unusable_registration_endpoint_makes_the_document_unusable() {
    let refused = |value: &str| {
        with(&format!(",\"registration_endpoint\":{value}"))
            .0
            .unwrap_err()
    };
    let error = refused("5");
    assert_eq!(
        (error.kind, error.location.range),
        (ErrorKind::InvalidRegistrationEndpoint, Some(61..62))
    );
    assert_eq!(error.piece, "registration_endpoint");
    assert_eq!(refused("\"/register\"").kind, ErrorKind::NotAbsoluteUri);
    let error = refused("\"http://a.example/r\"");
    assert_eq!(error.kind, ErrorKind::InsecureUrl);
    assert!(error.location.range.unwrap().start > 60);
    assert_eq!(
        with(",\"registration_endpoint\":null")
            .0
            .unwrap()
            .registration_endpoint,
        None
    );
}

#[test]
fn what_a_switch_tolerates_at_the_endpoint_is_reported() {
    let body =
        format!("{{\"issuer\":\"{ISSUER}\",\"registration_endpoint\":\"http://127.0.0.1:9/r\"}}");
    let (read, warnings) = read_with(&body, Some(ISSUER), &[Leniency::LoopbackHttp]);
    assert_eq!(
        read.unwrap().registration_endpoint.as_deref(),
        Some("http://127.0.0.1:9/r")
    );
    assert_eq!(kinds(&warnings), [WarningKind::LenienceUsed]);
    let body = r#"{"issuer":"http://localhost"}"#;
    let (read, warnings) = read_with(body, Some("http://localhost"), &[Leniency::LoopbackHttp]);
    assert!(read.is_ok());
    assert_eq!(kinds(&warnings), [WarningKind::LenienceUsed]);
}

#[test]
fn a_document_that_is_not_one_object_is_refused() {
    assert_eq!(
        read_with("[]", None, &[]).0.unwrap_err().kind,
        ErrorKind::NotAnObject
    );
}
