//! What is registered, and when something else is done instead.

use super::*;

#[test]
fn client_metadata_redirects_and_the_access_token_reach_the_request() {
    let line = words("mcp login s");
    let asked = serde_json::json!({"application_type": "native", "token_endpoint_auth_method": "client_secret_post"});
    let settings = Settings {
        client_metadata: asked.to_string(),
        redirect_uris: vec!["https://app.example.com/cb".to_owned()],
        initial_access_token: Some("t".to_owned()),
        policy: ScopePolicy::Merge,
        ..settings()
    };
    let built = registration(&inputs(&line), &settings);
    assert_eq!(built.request.members()["application_type"], "native");
    assert_eq!(
        built.request.members()["token_endpoint_auth_method"],
        "client_secret_post"
    );
    assert_eq!(built.negotiated.auth_method, "client_secret_post");
    assert_eq!(
        built.request.members()["redirect_uris"],
        serde_json::json!(["https://app.example.com/cb"])
    );
    assert_eq!(built.request.headers[2].1, "Bearer t");
}

#[test]
fn the_other_ways_come_before_registration() {
    let line = words("mcp login s");
    let other = |inputs: &Inputs<'_>, settings: &Settings| match build(inputs, settings).unwrap() {
        Built::Other(other) => Some(other.mechanism),
        Built::Registration(_) => None,
    };
    let document = Some("https://app.example.com/client.json".to_owned());
    let known = Settings {
        pre_registered: true,
        client_id_metadata_document: document.clone(),
        ..settings()
    };
    let supporting = String::from_utf8_lossy(SERVER).replace(
        "{\"issuer\"",
        "{\"client_id_metadata_document_supported\":true,\"issuer\"",
    );
    let supporting = Inputs {
        server_metadata: Some(supporting.as_bytes()),
        ..inputs(&line)
    };
    assert_eq!(other(&supporting, &known), Some(Mechanism::PreRegistered));
    let own = Settings {
        pre_registered: false,
        ..known
    };
    assert_eq!(other(&supporting, &own), Some(Mechanism::MetadataDocument));
    assert!(matches!(
        build(&inputs(&line), &own),
        Ok(Built::Registration(_))
    ));
    assert!(matches!(
        build(&supporting, &settings()),
        Ok(Built::Registration(_))
    ));
    let insecure = Settings {
        client_id_metadata_document: Some("http://a.example/c".to_owned()),
        ..settings()
    };
    assert_eq!(refusal(&supporting, &insecure).0, ErrorKind::InsecureUrl);
    let closed = String::from_utf8_lossy(SERVER).replace("registration_endpoint", "x");
    let closed = Inputs {
        server_metadata: Some(closed.as_bytes()),
        ..inputs(&line)
    };
    assert_eq!(other(&closed, &settings()), Some(Mechanism::AskUser));
}

#[test]
fn only_the_oldest_revision_without_any_metadata_falls_back() {
    let line = words("mcp login s --scopes a");
    let oldest = Settings {
        revision: Revision::V2025_03_26,
        ..settings()
    };
    let bare = Inputs {
        resource_metadata: None,
        server_metadata: None,
        ..inputs(&line)
    };
    let built = registration(&bare, &oldest);
    assert_eq!(built.request.url, "https://mcp.example.com/register");
    let kind = WarningKind::FallbackEndpoint;
    let expected = Warning::new(kind, Input::ServerUrl, "https://mcp.example.com/register");
    assert_eq!(found(&built, kind), [expected]);
    let prompts = |inputs: &Inputs<'_>, settings: &Settings| matches!(build(inputs, settings), Ok(Built::Other(other)) if other.mechanism == Mechanism::AskUser);
    assert!(prompts(&bare, &settings()));
    assert!(prompts(
        &Inputs {
            resource_metadata: Some(RESOURCE),
            ..bare.clone()
        },
        &oldest
    ));
    assert!(prompts(
        &Inputs {
            config_file: None,
            ..bare
        },
        &oldest
    ));
}

#[test]
fn nothing_is_registered_that_the_server_does_not_offer() {
    let line = words("mcp login s");
    let plain = String::from_utf8_lossy(SERVER).replace("S256", "plain");
    let plain = Inputs {
        server_metadata: Some(plain.as_bytes()),
        ..inputs(&line)
    };
    let expected = (ErrorKind::PkceUnsupported, Input::ServerMetadata);
    assert_eq!(refusal(&plain, &settings()), expected);
    let unwanted = Settings {
        want_refresh: false,
        ..settings()
    };
    let built = registration(&inputs(&line), &unwanted);
    assert_eq!(
        built.request.members()["grant_types"],
        serde_json::json!(["authorization_code"])
    );
    assert_eq!(built.request.members()["scope"], "listed");
}

#[test]
fn the_first_unusable_input_decides() {
    let wrong_line = words("mcp logout s");
    let nothing = Settings {
        redirect_uris: Vec::new(),
        ..settings()
    };
    assert_eq!(
        refusal(&inputs(&wrong_line), &nothing).0,
        ErrorKind::WrongCommand
    );
    let line = words("mcp login s");
    assert_eq!(
        refusal(&inputs(&line), &nothing).0,
        ErrorKind::MissingRedirectUri
    );
    let broken = Inputs {
        resource_metadata: Some(b"["),
        server_metadata: Some(b"{"),
        ..inputs(&line)
    };
    assert_eq!(refusal(&broken, &settings()).1, Input::ResourceMetadata);
    let broken = Inputs {
        resource_metadata: Some(RESOURCE),
        ..broken
    };
    assert_eq!(refusal(&broken, &settings()).1, Input::ServerMetadata);
    let previous = ["\"".to_owned()];
    let step_up = Inputs {
        previous_scopes: Some(&previous),
        ..inputs(&line)
    };
    assert_eq!(refusal(&step_up, &settings()).1, Input::PreviousScopes(0));
}
