use super::*;
use crate::vocabulary::{Leniency, Revision, ScopePolicy};

fn given(options: Inputs) -> Result<Given, Diagnostic> {
    let options = Build {
        inputs: options,
        ..Build::default()
    };
    read(&options, &mut &b""[..])
}

fn whole_case(text: &str) -> Result<Given, Diagnostic> {
    let case = Some(Source::of_json(text.into()));
    read(
        &Build {
            case,
            ..Build::default()
        },
        &mut &b""[..],
    )
}

#[test]
fn without_options_the_case_is_the_usual_one() {
    assert_eq!(given(Inputs::default()).unwrap().case, Case::default());
}

#[test]
fn every_option_reaches_its_member_of_the_case() {
    let one = || vec!["one".to_owned()];
    let text = |text: &str| Some(text.to_owned());
    let document = |text: &str| Some(Source::Value(text.into()));
    let case = given(Inputs {
        resource_metadata: document("r"),
        server_metadata: document("s"),
        challenge: vec!["c".into()],
        config_file: document("f"),
        environment: vec![("e".to_owned(), "one".to_owned())],
        scopes_variable: text("v"),
        scope: one(),
        previous_scope: one(),
        redirect_uri: one(),
        client_name: text("n"),
        client_metadata: document(r#"{"software_id":"x"}"#),
        server_url: text("u"),
        issuer: text("i"),
        revision: Some(Revision::V2025_03_26),
        policy: Some(ScopePolicy::Merge),
        no_refresh: true,
        pre_registered: true,
        client_id_metadata_document: text("d"),
        initial_access_token: text("t"),
        allow: vec![Leniency::MissingIssuer],
        example: false,
        arguments: one(),
    })
    .unwrap()
    .case;
    let expected = serde_json::json!({
        "version": 1, "arguments": ["one"], "scopes": ["one"], "environment": {"e": "one"},
        "config_file": "f",
        "challenge": ["c"], "resource_metadata": "r", "server_metadata": "s",
        "previous_scopes": ["one"],
        "client": {
            "name": "n", "redirect_uris": ["one"], "want_refresh": false, "policy": "merge",
            "revision": "2025-03-26", "metadata": {"software_id": "x"},
            "allow": ["missing-issuer"], "scopes_variable": "v", "server_url": "u", "issuer": "i",
            "pre_registered": true, "client_id_metadata_document": "d",
            "initial_access_token": "t"
        }
    });
    assert_eq!(serde_json::to_value(case).unwrap(), expected);
}

#[test]
fn the_example_fills_in_only_what_is_not_given() {
    let case = given(Inputs {
        example: true,
        ..Inputs::default()
    })
    .unwrap()
    .case;
    assert_eq!(
        case.client.server_url.as_deref(),
        Some("https://mcp.example.com/mcp")
    );
    assert_eq!(
        case.client.issuer.as_deref(),
        Some("https://auth.example.com")
    );
    assert_eq!(case.server_metadata, Some(example::SERVER_METADATA.into()));
    let own = Inputs {
        example: true,
        server_url: Some("u".to_owned()),
        issuer: Some("i".to_owned()),
        server_metadata: Some(Source::Value(b"{}".to_vec())),
        ..Inputs::default()
    };
    let case = given(own).unwrap().case;
    assert_eq!(case.client.server_url.as_deref(), Some("u"));
    assert_eq!(case.client.issuer.as_deref(), Some("i"));
    assert_eq!(case.server_metadata, Some("{}".into()));
}

#[test]
fn standard_input_is_for_one_option() {
    let input = || Some(Source::StandardInput);
    let both = Inputs {
        config_file: input(),
        client_metadata: input(),
        ..Inputs::default()
    };
    let error = given(both).unwrap_err();
    assert_eq!(error.exit_code, ExitCode::Usage);
    assert!(
        error
            .title
            .starts_with("--config-file and --client-metadata")
    );
    let one = Inputs {
        resource_metadata: input(),
        ..Inputs::default()
    };
    assert_eq!(given(one).unwrap().case.resource_metadata, Some("".into()));
}

#[test]
fn a_number_too_large_to_hand_on_is_refused() {
    let client_metadata = Some(Source::Value(br#" {"n":1e999}"#.to_vec()));
    let error = given(Inputs {
        client_metadata,
        ..Inputs::default()
    })
    .unwrap_err();
    assert_eq!(error.exit_code, ExitCode::Refused);
    assert_eq!(error.excerpt.unwrap().mark, 1..12);
}

#[test]
fn what_is_no_case_is_marked_where_it_is_wrong() {
    let error = whole_case("{\"version\":1,\n  \"scope\":\"a\"}").unwrap_err();
    assert_eq!(error.exit_code, ExitCode::Refused);
    let excerpt = error.excerpt.unwrap();
    assert_eq!((excerpt.line, excerpt.column), (2, 9));
    assert!(
        whole_case(r#"{"version":2}"#)
            .unwrap_err()
            .excerpt
            .is_none()
    );
    assert!(whole_case(r#"{"version":1}"#).unwrap().as_case);
}

#[test]
fn a_case_of_unknown_policy_is_refused() {
    let error = whole_case(r#"{"version":1,"client":{"policy":"all"}}"#).unwrap_err();
    assert_eq!(error.exit_code, ExitCode::Refused);
    assert!(
        error
            .title
            .contains("no scope policy is called \"all\"; there are: replace, merge")
    );
}
