//! The stages together: what reaches the request, what is reported, which way is taken.

mod decisions;

use super::*;
use crate::protocol::error::ErrorKind;
use crate::protocol::selection::Source;
use crate::vocabulary::{Layer, ScopePolicy};

const RESOURCE: &[u8] = br#"{"resource":"https://mcp.example.com/mcp","authorization_servers":["http://no.example","https://auth.example.com"],"scopes_supported":["listed"]}"#;
const SERVER: &[u8] = br#"{"issuer":"https://auth.example.com","registration_endpoint":"https://auth.example.com/register","response_types_supported":["code"],"code_challenge_methods_supported":["S256"],"scopes_supported":["offline_access"],"protected_resources":["https://mcp.example.com/mcp"]}"#;
const CONFIG: &str = "[mcp_servers.s]\nurl = \"https://MCP.example.com:443/mcp\"\n";

fn settings() -> Settings {
    Settings {
        client_name: "Client".to_owned(),
        redirect_uris: vec!["http://127.0.0.1:3000/callback".to_owned()],
        want_refresh: true,
        ..Settings::default()
    }
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn inputs(arguments: &[String]) -> Inputs<'_> {
    Inputs {
        arguments,
        config_file: Some(CONFIG),
        resource_metadata: Some(RESOURCE),
        server_metadata: Some(SERVER),
        ..Inputs::default()
    }
}

fn registration(inputs: &Inputs<'_>, settings: &Settings) -> Registration {
    let registration = match build(inputs, settings).unwrap() {
        Built::Registration(registration) => Some(*registration),
        Built::Other(_) => None,
    };
    registration.expect("it registers")
}

fn refusal(inputs: &Inputs<'_>, settings: &Settings) -> (ErrorKind, Input) {
    let error = build(inputs, settings).unwrap_err();
    (error.kind, error.location.input)
}

fn found(registration: &Registration, kind: WarningKind) -> Vec<Warning> {
    let built = Built::Registration(Box::new(registration.clone()));
    let found = built.warnings().filter(|warning| warning.kind == kind);
    found.cloned().collect()
}

#[test]
fn all_inputs_meet_in_one_request() {
    let line = words("mcp login s");
    let built = registration(&inputs(&line), &settings());
    assert_eq!(built.request.method, "POST");
    assert_eq!(built.request.url, "https://auth.example.com/register");
    assert_eq!(built.request.members()["scope"], "listed offline_access");
    assert_eq!(built.request.members()["application_type"], "native");
    assert_eq!(built.request.members()["client_name"], "Client");
    assert_eq!(built.request.headers.len(), 2);
    let parsed = &built.parsed;
    assert_eq!(
        parsed.server_url.as_deref(),
        Some("https://mcp.example.com/mcp")
    );
    assert_eq!(
        parsed.resource.as_deref(),
        Some("https://mcp.example.com/mcp")
    );
    assert_eq!(parsed.issuer.as_deref(), Some("https://auth.example.com"));
    assert_eq!(parsed.resource_metadata_urls.len(), 2);
    assert_eq!(parsed.server_metadata_urls.len(), 2);
    assert_eq!(
        found(&built, WarningKind::AuthorizationServerSkipped).len(),
        1
    );
    assert_eq!(found(&built, WarningKind::OfflineAccessAdded).len(), 1);
    assert_eq!(found(&built, WarningKind::ResourceNotListed), []);
    assert_eq!(found(&built, WarningKind::ResourceNotChecked), []);
    assert_eq!(found(&built, WarningKind::IssuerNotChecked), []);
}

#[test]
fn flags_overrides_and_the_file_keep_their_places() {
    let line = words("mcp login s --scopes a,b");
    let built = registration(&inputs(&line), &settings());
    let first = &built.selection.provenance()[1];
    assert_eq!(
        (first.source, &first.location.input, &first.location.range),
        (Source::Layer(Layer::Flag), &Input::Flag(4), &Some(2..3))
    );

    let line = words("mcp login s -c mcp_servers.s.scopes=[\"o\"]");
    let built = registration(&inputs(&line), &settings());
    let first = &built.selection.provenance()[0];
    assert_eq!(
        (first.source, &first.location.input),
        (Source::Layer(Layer::Override), &Input::Override(4))
    );
    assert_eq!(first.location.range, Some(23..24));

    let config = format!("{CONFIG}scopes = \"f\\t\"\n");
    let line = words("mcp login s");
    let with_file = Inputs {
        config_file: Some(&config),
        ..inputs(&line)
    };
    let built = registration(&with_file, &settings());
    let first = &built.selection.provenance()[0];
    assert_eq!(
        (first.source, &first.location.input),
        (Source::Layer(Layer::ConfigFile), &Input::ConfigFile)
    );
    assert_eq!(
        first.location.range,
        Some(CONFIG.len() + 9..CONFIG.len() + 14)
    );
}

#[test]
fn a_wrong_config_value_is_refused_where_it_counts() {
    let config = format!("{CONFIG}scopes = 5\n");
    let line = words("mcp login s");
    let wrong = Inputs {
        config_file: Some(&config),
        ..inputs(&line)
    };
    assert_eq!(
        refusal(&wrong, &settings()),
        (ErrorKind::WrongType, Input::ConfigFile)
    );
}

#[test]
fn misspelt_keys_are_reported() {
    let config = format!("{CONFIG}scope = \"a\"\n");
    let line = words("mcp login s");
    let built = registration(
        &Inputs {
            config_file: Some(&config),
            ..inputs(&line)
        },
        &settings(),
    );
    assert_eq!(found(&built, WarningKind::MisspeltKey).len(), 1);
}

#[test]
fn a_call_needs_no_command_line_and_its_scopes_have_a_place() {
    let scopes = ["a b".to_owned()];
    let call = Inputs {
        caller_scopes: Some(&scopes),
        server_metadata: Some(SERVER),
        ..Inputs::default()
    };
    let built = registration(&call, &settings());
    assert_eq!(built.request.members()["scope"], "a b");
    let first = &built.selection.provenance()[0];
    assert_eq!(
        (first.source, &first.location.input, &first.location.range),
        (
            Source::Layer(Layer::Call),
            &Input::CallerScopes(0),
            &Some(0..1)
        )
    );
    assert_eq!(built.parsed.resource, None);
    assert_eq!(built.parsed.resource_metadata_urls, Vec::<String>::new());
    assert_eq!(built.parsed.server_metadata_urls, Vec::<String>::new());
    assert_eq!(found(&built, WarningKind::IssuerNotChecked).len(), 1);
}

#[test]
fn a_config_file_without_a_command_line_lacks_the_name_of_its_server() {
    let nameless = Inputs {
        config_file: Some(CONFIG),
        ..Inputs::default()
    };
    let expected = (ErrorKind::MissingServerName, Input::CommandLine);
    assert_eq!(refusal(&nameless, &settings()), expected);
}

#[test]
fn a_challenge_is_cleaned_reported_and_placed() {
    let line = words("mcp login s");
    let fields: [&[u8]; 2] = [
        b"Basic realm=x",
        b"Bearer scope=\"a \xe9 a b\", error=\"insufficient_scope\"",
    ];
    let challenged = Inputs {
        challenge: fields.to_vec(),
        ..inputs(&line)
    };
    let built = registration(&challenged, &settings());
    assert_eq!(built.request.members()["scope"], "a b offline_access");
    assert_eq!(
        built.selection.provenance()[0].location.input,
        Input::Challenge(1)
    );
    assert!(built.parsed.supplied.insufficient_scope);
    assert_eq!(
        found(&built, WarningKind::IllegalTokenDropped)[0]
            .location
            .range,
        Some(14..21)
    );
    assert_eq!(
        found(&built, WarningKind::RepeatedTokenDropped)[0].piece,
        "a"
    );
    let other: [&[u8]; 1] = [b"Bearer error=invalid_token"];
    let built = registration(
        &Inputs {
            challenge: other.to_vec(),
            ..inputs(&line)
        },
        &settings(),
    );
    assert!(!built.parsed.supplied.insufficient_scope);
    let odd: [&[u8]; 1] = [b"Bearer scope=a:b"];
    let built = registration(
        &Inputs {
            challenge: odd.to_vec(),
            ..inputs(&line)
        },
        &settings(),
    );
    assert_eq!(found(&built, WarningKind::UnquotedValue).len(), 1);
}

#[test]
fn the_metadata_url_of_a_challenge_is_followed_unless_it_is_unsafe() {
    let line = words("mcp login s");
    let urls = |field: &'static [u8]| {
        let challenged = Inputs {
            challenge: vec![field],
            ..inputs(&line)
        };
        let built = registration(&challenged, &settings());
        let refused = found(&built, WarningKind::MetadataUrlRefused);
        (built.parsed.resource_metadata_urls, refused)
    };
    let (followed, refused) = urls(b"Bearer resource_metadata=\"https://m.example/x\"");
    assert_eq!(
        (followed, refused),
        (vec!["https://m.example/x".to_owned()], vec![])
    );
    let (probed, refused) = urls(b"Bearer resource_metadata=\"/x\"");
    assert_eq!(probed.len(), 2);
    let kind = WarningKind::MetadataUrlRefused;
    assert_eq!(
        refused,
        [Warning::new(kind, Input::Challenge(0).at(26..28), "/x")]
    );
}

#[test]
fn the_configured_resource_wins_and_serves_as_expectation_without_url() {
    let line = words("mcp login s -c mcp_servers.s.oauth_resource=\"https://mcp.example.com/mcp\"");
    let without_file = Inputs {
        config_file: None,
        ..inputs(&line)
    };
    let built = registration(&without_file, &settings());
    assert_eq!(
        built.parsed.resource.as_deref(),
        Some("https://mcp.example.com/mcp")
    );
    assert_eq!(found(&built, WarningKind::ResourceNotChecked), []);
    let line = words("mcp login s -c mcp_servers.s.oauth_resource=\"https://other.example\"");
    let built = registration(&inputs(&line), &settings());
    assert_eq!(
        built.parsed.resource.as_deref(),
        Some("https://other.example")
    );
    let without_file = Inputs {
        config_file: None,
        ..inputs(&line)
    };
    let expected = (ErrorKind::ResourceMismatch, Input::ResourceMetadata);
    assert_eq!(refusal(&without_file, &settings()), expected);
}

#[test]
fn an_issuer_that_was_set_is_checked_and_wins_over_the_document() {
    let line = words("mcp login s");
    let with = |issuer: &str| Settings {
        issuer: Some(issuer.to_owned()),
        ..settings()
    };
    let expected = (ErrorKind::IssuerMismatch, Input::ServerMetadata);
    assert_eq!(
        refusal(&inputs(&line), &with("https://other.example")),
        expected
    );
    assert_eq!(refusal(&inputs(&line), &with("issuer")).1, Input::Issuer);
    let only_http = br#"{"resource":"https://mcp.example.com/mcp","authorization_servers":["http://x.example"]}"#;
    let unusable = Inputs {
        resource_metadata: Some(only_http),
        ..inputs(&line)
    };
    assert_eq!(
        refusal(&unusable, &settings()).0,
        ErrorKind::NoUsableAuthorizationServer
    );
    assert!(build(&unusable, &with("https://auth.example.com")).is_ok());
}

#[test]
fn a_server_url_of_the_settings_serves_where_the_config_has_none() {
    let line = words("mcp login s");
    let settings = Settings {
        server_url: Some("https://mcp.example.com/mcp?t=1".to_owned()),
        ..settings()
    };
    let without_file = Inputs {
        config_file: None,
        resource_metadata: None,
        ..inputs(&line)
    };
    let built = registration(&without_file, &settings);
    assert_eq!(
        built.parsed.resource.as_deref(),
        Some("https://mcp.example.com/mcp?t=1")
    );
    assert_eq!(found(&built, WarningKind::QueryInServerUrl).len(), 1);
}

#[test]
fn a_resource_that_the_server_does_not_list_is_only_reported() {
    let line = words("mcp login s");
    let server = String::from_utf8_lossy(SERVER).replace("mcp.example.com/mcp", "x.example");
    let unlisted = Inputs {
        server_metadata: Some(server.as_bytes()),
        ..inputs(&line)
    };
    let built = registration(&unlisted, &settings());
    let kind = WarningKind::ResourceNotListed;
    let start = server.find("[\"https://x.example\"]").unwrap();
    let location = Input::ServerMetadata.at(start..start + 21);
    let expected = Warning::new(kind, location, "https://mcp.example.com/mcp");
    assert_eq!(found(&built, kind), [expected]);
}
