use super::*;
use crate::case::Case;
use crate::protocol::build;
use crate::protocol::location::Input;
use crate::protocol::selection::Source;
use crate::reference;
use crate::requirement;
use crate::vocabulary::{Layer, Revision};

const METADATA: &str = r#"{
    "issuer": "https://a.example", "registration_endpoint": "https://a.example/r",
    "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"]MORE}"#;

fn case(more: &str) -> Case {
    let mut case = Case::default();
    case.client.issuer = Some("https://a.example".to_owned());
    case.server_metadata = Some(METADATA.replace("MORE", more).into());
    case
}

fn explanation(case: &Case) -> Explanation {
    let settings = reference::settings(case);
    let built = build::build(&reference::inputs(case), &settings).unwrap();
    Explanation::new(&built, &settings)
}

/// Why `member` has its value, and the requirement.
fn decision(case: &Case, member: &str) -> (&'static str, &'static str) {
    let explanation = explanation(case);
    let mut members = explanation.members.iter();
    let decision = members.find(|one| one.member == member).unwrap();
    assert!(requirement::find(decision.requirement).is_some());
    (decision.because, decision.requirement)
}

fn asking(metadata: &str) -> Case {
    let mut case = case("");
    case.client.metadata = serde_json::from_str(metadata).unwrap();
    case
}

#[test]
fn the_endpoint_comes_from_metadata_or_from_the_fallback() {
    let because = "the authorization server metadata names it";
    assert_eq!(
        decision(&case(""), "registration endpoint"),
        (because, "ASM-05")
    );
    let mut old = Case::default();
    old.client.server_url = Some("https://mcp.example.com/mcp".to_owned());
    old.client.revision = Revision::V2025_03_26;
    assert_eq!(decision(&old, "registration endpoint").1, "MCP-02");
}

#[test]
fn the_scope_is_explained_whether_it_is_there_or_not() {
    assert_eq!(decision(&case(""), "scope").1, "SCOPE-07");
    let some = Case {
        scopes: Some(vec!["a".to_owned()]),
        ..case("")
    };
    assert_eq!(decision(&some, "scope").1, "SCOPE-01");
}

#[test]
fn the_authentication_method_is_asked_for_listed_or_assumed() {
    let because = |case: &Case| decision(case, "token_endpoint_auth_method").0;
    let listed = case(r#", "token_endpoint_auth_methods_supported": ["none"]"#);
    assert!(because(&listed).contains("that the authorization server lists"));
    assert!(because(&case("")).contains("lists no methods"));
    let asked = asking(r#"{"token_endpoint_auth_method":"none"}"#);
    assert!(because(&asked).contains("asks for it"));
}

#[test]
fn the_grants_are_asked_for_wanted_ruled_out_or_not_wanted() {
    let grants = |case: &Case| decision(case, "grant_types");
    let asked = asking(r#"{"grant_types":["authorization_code"]}"#);
    assert_eq!(
        grants(&asked),
        ("the client metadata asks for them", "DCR-30")
    );
    assert_eq!(
        grants(&case("")),
        ("refresh tokens are wanted and not ruled out", "MCP-19")
    );
    let listed = case(r#", "grant_types_supported": ["authorization_code"]"#);
    assert_eq!(grants(&listed).1, "ASM-09");
    let mut unwanted = case("");
    unwanted.client.want_refresh = false;
    assert_eq!(
        grants(&unwanted),
        ("no refresh tokens are wanted", "MCP-19")
    );
}

#[test]
fn response_types_and_application_type_are_asked_for_or_follow() {
    let asked = asking(r#"{"response_types":["code"],"application_type":"native"}"#);
    assert!(
        decision(&asked, "response_types")
            .0
            .contains("asks for them")
    );
    assert_eq!(decision(&asked, "application_type").1, "OIDCR-02");
    assert!(
        decision(&case(""), "response_types")
            .0
            .contains("belongs to")
    );
    assert_eq!(decision(&case(""), "application_type").1, "MCP-26");
}

#[test]
fn every_decision_shows_the_value_that_is_sent() {
    let explanation = explanation(&case(""));
    let values: Vec<&Value> = explanation.members.iter().map(|one| &one.value).collect();
    let expected = [
        json!("https://a.example/r"),
        Value::Null,
        json!("none"),
        json!(["authorization_code", "refresh_token"]),
        json!(["code"]),
        json!("native"),
    ];
    assert_eq!(values, expected.iter().collect::<Vec<_>>());
}

#[test]
fn every_layer_has_a_name() {
    use Layer::{Call, Challenge, ConfigFile, Environment, Flag, Override, ResourceMetadata};
    let names = [
        (Source::Layer(Call), "call"),
        (Source::Layer(Flag), "flag"),
        (Source::Layer(Override), "override"),
        (Source::Layer(Environment), "environment"),
        (Source::Layer(ConfigFile), "config-file"),
        (Source::Layer(Challenge), "challenge"),
        (Source::Layer(ResourceMetadata), "resource-metadata"),
        (Source::ServerMetadata, "server-metadata"),
        (Source::Previous, "previous-scopes"),
    ];
    for (source, name) in names {
        assert_eq!(source.name(), name);
        assert!(requirement::find(source.requirement()).is_some());
    }
}

#[test]
fn a_tolerance_names_the_switch_that_was_used() {
    for switch in Leniency::ALL {
        let (kind, input) = (WarningKind::LenienceUsed, Input::Issuer);
        let tolerance = tolerance(&Warning::new(kind, input, switch.name()));
        assert_eq!(tolerance.switch, Some(*switch));
        assert_eq!(tolerance.requirement, switch.requirement());
    }
}

#[test]
fn another_mechanism_is_explained_without_decisions() {
    let mut case = case("");
    case.scopes = Some(vec!["a".to_owned()]);
    case.client.pre_registered = true;
    let explanation = explanation(&case);
    assert!(explanation.members.is_empty());
    assert_eq!(explanation.scopes[0].scope, "a");
    assert_eq!(explanation.metadata_urls.server.len(), 2);
    let text = explanation.to_string();
    assert!(text.starts_with("Scopes, in the order in which they are sent:\n  a from call: "));
    assert!(!text.contains("Decisions"));
}
