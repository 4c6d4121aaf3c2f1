//! A case in which everything is right, and the places in it where a text can stand.

use dcr_check::case::{Bytes, Case};
use serde_json::{Value, json};

/// A login that registers `a` and uses every input.
pub fn right() -> Case {
    let mut case = Case {
        arguments: ["mcp", "login", "s", "--scopes", "a"]
            .map(str::to_owned)
            .into(),
        config_file: Some("[mcp_servers.s]\nscopes = [\"b\"]\n".to_owned()),
        challenge: vec!["Bearer scope=\"c\"".into()],
        resource_metadata: Some(resource_metadata().to_string().into()),
        server_metadata: Some(server_metadata().to_string().into()),
        ..Case::default()
    };
    case.client.server_url = Some("https://mcp.example.com/mcp".to_owned());
    case
}

/// The same without anything from a user: the challenge and the documents decide.
pub fn without_a_user() -> Case {
    Case {
        arguments: Vec::new(),
        config_file: None,
        ..right()
    }
}

pub fn resource_metadata() -> Value {
    json!({
        "resource": "https://mcp.example.com/mcp",
        "authorization_servers": ["https://auth.example.com"],
        "scopes_supported": ["d"],
        "jwks_uri": "https://mcp.example.com/jwks",
        "bearer_methods_supported": ["header"],
        "resource_signing_alg_values_supported": ["ES256"],
        "resource_name": "Example",
        "tls_client_certificate_bound_access_tokens": false,
    })
}

pub fn server_metadata() -> Value {
    json!({
        "issuer": "https://auth.example.com",
        "registration_endpoint": "https://auth.example.com/register",
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["e"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "protected_resources": ["https://mcp.example.com/mcp"],
        "client_id_metadata_document_supported": true,
        "authorization_endpoint": "https://auth.example.com/authorize",
        "token_endpoint": "https://auth.example.com/token",
        "jwks_uri": "https://auth.example.com/jwks",
    })
}

/// A place in a case that takes a text, with what puts one there. Where it takes characters, bytes
/// that are none become U+FFFD.
pub type Position = (&'static str, fn(&mut Case, &[u8]));

pub const POSITIONS: &[Position] = &[
    ("first argument", |case, text| {
        case.arguments[0] = characters(text)
    }),
    ("server name", |case, text| {
        case.arguments[2] = characters(text)
    }),
    ("value of --scopes", |case, text| {
        case.arguments[4] = characters(text);
    }),
    ("joined value of --scopes", |case, text| {
        case.arguments[3] = format!("--scopes={}", characters(text));
        case.arguments.truncate(4);
    }),
    ("override", |case, text| {
        case.arguments.extend(["-c".to_owned(), characters(text)]);
    }),
    ("key of an override", |case, text| {
        case.arguments
            .extend(["-c".to_owned(), format!("{}=1", characters(text))]);
    }),
    ("value of an override", |case, text| {
        case.arguments.truncate(3);
        case.arguments
            .push(format!("-c{SCOPES}{}", characters(text)));
    }),
    ("config file", |case, text| {
        case.config_file = Some(characters(text));
    }),
    ("value in the config file", |case, text| {
        case.config_file = Some(format!("{SCOPES}{}", characters(text)));
        case.arguments.truncate(3);
    }),
    ("string in the config file", |case, text| {
        case.config_file = Some(format!("{SCOPES}\"{}\"", characters(text)));
        case.arguments.truncate(3);
    }),
    ("caller's scopes", |case, text| {
        *case = without_a_user();
        case.scopes = Some(vec![characters(text)]);
    }),
    ("earlier scopes", |case, text| {
        case.previous_scopes = Some(vec![characters(text)]);
    }),
    ("challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes(text.to_vec())];
    }),
    ("quoted scope of the challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes([b"Bearer scope=\"", text, b"\""].concat())];
    }),
    ("bare scope of the challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes([b"Bearer scope=", text].concat())];
    }),
    ("resource_metadata of the challenge", |case, text| {
        let before: &[u8] = b"Bearer resource_metadata=\"";
        case.challenge = vec![Bytes([before, text, b"\""].concat())];
    }),
    ("protected resource metadata", |case, text| {
        case.resource_metadata = Some(Bytes(text.to_vec()));
    }),
    ("resource", |case, text| {
        let bytes = with_string(&resource_metadata(), "resource", text);
        case.resource_metadata = Some(bytes);
    }),
    ("scopes_supported of the resource", |case, text| {
        *case = without_a_user();
        case.challenge.clear();
        let bytes = with_text(&resource_metadata(), "scopes_supported", json!(["@"]), text);
        case.resource_metadata = Some(bytes);
    }),
    ("authorization server metadata", |case, text| {
        case.server_metadata = Some(Bytes(text.to_vec()));
    }),
    ("issuer", |case, text| {
        case.server_metadata = Some(with_string(&server_metadata(), "issuer", text));
    }),
    ("registration_endpoint", |case, text| {
        let bytes = with_string(&server_metadata(), "registration_endpoint", text);
        case.server_metadata = Some(bytes);
    }),
    ("client name", |case, text| {
        case.client.name = characters(text);
    }),
    ("redirect URI", |case, text| {
        case.client.redirect_uris = vec![characters(text)];
    }),
    ("path of a redirect URI", |case, text| {
        case.client.redirect_uris = vec![format!("http://127.0.0.1/{}", characters(text))];
    }),
    ("server URL", |case, text| {
        case.client.server_url = Some(characters(text));
    }),
    ("expected issuer", |case, text| {
        case.client.issuer = Some(characters(text));
    }),
    ("URL of the client's document", |case, text| {
        case.client.client_id_metadata_document = Some(characters(text));
    }),
    ("initial access token", |case, text| {
        case.client.initial_access_token = Some(characters(text));
    }),
    ("name of client metadata", |case, text| {
        case.client.metadata.insert(characters(text), json!("x"));
    }),
    ("value of client metadata", |case, text| {
        let value = Value::from(characters(text));
        case.client.metadata.insert("software_id".to_owned(), value);
    }),
    ("URL in client metadata", |case, text| {
        let value = Value::from(characters(text));
        case.client.metadata.insert("client_uri".to_owned(), value);
    }),
];

const SCOPES: &str = "mcp_servers.s.scopes=";

fn characters(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// The document with `text` as it is between the quotes of that member.
fn with_string(document: &Value, member: &str, text: &[u8]) -> Bytes {
    with_text(document, member, json!("@"), text)
}

/// The document with `value` for that member, and `text` as it is in place of the `@` in there.
fn with_text(document: &Value, member: &str, value: Value, text: &[u8]) -> Bytes {
    let mut document = document.clone();
    document[member] = value;
    let json = document.to_string();
    let (before, after) = json.split_once('@').unwrap();
    Bytes([before.as_bytes(), text, after.as_bytes()].concat())
}
