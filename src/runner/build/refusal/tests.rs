use super::*;
use crate::case::Case;
use crate::protocol::build;
use crate::vocabulary::Leniency;

const DOCUMENT: &str = r#"{"issuer":"https://a.example","registration_endpoint":"https://a.example/r","code_challenge_methods_supported":["S256"]MORE}"#;

/// The message that a case leads to.
fn refused(case: Case) -> Diagnostic {
    let settings = reference::settings(&case);
    let error = build::build(&reference::inputs(&case), &settings).unwrap_err();
    let given = Given {
        case,
        as_case: true,
        ..Given::default()
    };
    diagnostic(&error, &given)
}

/// Where the message points, and what it marks there.
fn marked(case: Case) -> (String, String) {
    let message = refused(case);
    let excerpt = message
        .excerpt
        .unwrap_or_else(|| panic!("no excerpt: {}", message.title));
    (
        excerpt.origin.clone(),
        excerpt.text[excerpt.mark.clone()].to_owned(),
    )
}

fn pair(origin: &str, piece: &str) -> (String, String) {
    (origin.to_owned(), piece.to_owned())
}

fn words(line: &[&str]) -> Vec<String> {
    line.iter().map(|word| (*word).to_owned()).collect()
}

fn with_server_metadata(more: &str) -> Case {
    let server_metadata = Some(DOCUMENT.replace("MORE", more).into());
    Case {
        server_metadata,
        ..Case::default()
    }
}

#[test]
fn what_the_server_does_not_offer_is_marked_in_the_list_that_it_does_offer() {
    for (member, list) in [
        ("response_types_supported", r#"["token"]"#),
        ("grant_types_supported", r#"["implicit"]"#),
        (
            "token_endpoint_auth_methods_supported",
            r#"["private_key_jwt"]"#,
        ),
    ] {
        let case = with_server_metadata(&format!(",\"{member}\":{list}"));
        assert_eq!(marked(case), pair("authorization server metadata", list));
    }
}

#[test]
fn a_list_without_usable_servers_is_marked_and_a_missing_one_at_the_bracket() {
    for (more, piece) in [
        (
            r#","authorization_servers":["http://a.example"]"#,
            r#"["http://a.example"]"#,
        ),
        ("", "{"),
    ] {
        let text = format!(r#" {{"resource":"https://mcp.example.com"{more}}}"#);
        let case = Case {
            resource_metadata: Some(text.into()),
            ..Case::default()
        };
        assert_eq!(marked(case), pair("protected resource metadata", piece));
    }
}

#[test]
fn a_token_past_the_limit_is_marked_where_it_stands() {
    let token = "x".repeat(crate::protocol::limits::SCOPE_TOKEN_BYTES + 1);
    let text = format!(r#"{{"resource":"https://a.example","scopes_supported":["{token}"]}}"#);
    let mut case = Case {
        resource_metadata: Some(text.into()),
        ..Case::default()
    };
    case.client.issuer = Some("https://a.example".to_owned());
    let (origin, piece) = marked(case);
    assert_eq!(origin, "protected resource metadata");
    assert!(piece.starts_with("xxx"), "{piece}");
}

#[test]
fn a_bad_server_url_is_marked_in_the_config_file() {
    let config = "[mcp_servers.s]\nurl = \"https://u@a.example\"\n";
    let case = Case {
        arguments: words(&["mcp", "login", "s"]),
        config_file: Some(config.to_owned()),
        ..Case::default()
    };
    assert_eq!(marked(case), pair("config file", "u@"));
}

#[test]
fn a_value_with_escapes_is_marked_as_a_whole() {
    let config = "[mcp_servers.s]\nurl = \"https://u\\u0040a.example\"\n";
    let case = Case {
        arguments: words(&["mcp", "login", "s"]),
        config_file: Some(config.to_owned()),
        ..Case::default()
    };
    assert_eq!(
        marked(case),
        pair("config file", r#""https://u\u0040a.example""#)
    );
}

#[test]
fn members_of_a_case_are_marked_in_their_compact_form() {
    let mut case = Case::default();
    case.client.metadata = serde_json::from_str(r#"{"a": 1, "jwks": 5}"#).unwrap();
    assert_eq!(marked(case), pair("client metadata", r#""jwks""#));
}

#[test]
fn what_is_about_several_members_marks_them_all() {
    let mut case = Case::default();
    let members = r#"{"grant_types":["authorization_code"],"response_types":["x"]}"#;
    case.client.metadata = serde_json::from_str(members).unwrap();
    assert_eq!(marked(case), pair("client metadata", members));
}

#[test]
fn a_bad_member_is_not_taken_for_the_url_of_the_document() {
    let mut case = Case::default();
    case.client.client_id_metadata_document = Some("http://c.example/".to_owned());
    case.client.metadata = serde_json::from_str(r#"{"tos_uri":"http://a.example"}"#).unwrap();
    assert_eq!(marked(case), pair("client metadata", "http"));
}

#[test]
fn without_redirect_uris_there_is_nothing_to_mark() {
    let mut case = Case::default();
    case.client.redirect_uris.clear();
    let message = refused(case);
    assert_eq!(message.excerpt, None);
    assert_eq!(message.title, "client metadata: no redirect URI");
}

#[test]
fn a_switch_that_is_on_already_is_not_offered() {
    let server_metadata = Some(r#"{"issuer":"https://b.example"}"#.into());
    let mut case = Case {
        server_metadata,
        ..Case::default()
    };
    case.client.issuer = Some("https://a.example".to_owned());
    let help = refused(case.clone()).help;
    assert_eq!(help.len(), 2);
    assert!(help[1].starts_with("`\"issuer-root-slash\"` in `client.allow` of the case"));
    case.client.allow = vec![Leniency::IssuerRootSlash];
    assert_eq!(refused(case).help.len(), 1);
}

#[test]
fn a_word_of_the_command_line_that_is_missing_is_marked_at_its_end() {
    let case = Case {
        arguments: words(&["mcp", "login", "-c", "a b=1"]),
        ..Case::default()
    };
    let message = refused(case);
    let excerpt = message.excerpt.unwrap();
    assert_eq!(excerpt.text, "mcp login -c 'a b=1'");
    assert_eq!(excerpt.mark, 20..20);
}
