//! Metadata documents, read.

use std::collections::HashMap;
use std::hint::black_box;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use dcr_check::protocol::json;
use dcr_check::protocol::leniency::Leniencies;
use dcr_check::protocol::location::Input;
use dcr_check::protocol::{resource_metadata, server_metadata};

use crate::Contender;

const TEXTS: [&str; 4] = [
    "issuer",
    "registration_endpoint",
    "authorization_endpoint",
    "token_endpoint",
];
const LISTS: [&str; 3] = [
    "scopes_supported",
    "response_types_supported",
    "code_challenge_methods_supported",
];

/// Documents in the shape of real ones, by name: of a protected resource, then of authorization servers.
pub const PROVIDERS: [(&str, &str); 4] = [
    (
        "protected resource",
        include_str!("../../tests/fixtures/providers/mcp-resource.json"),
    ),
    (
        "MCP server",
        include_str!("../../tests/fixtures/providers/mcp-server.json"),
    ),
    (
        "large provider",
        include_str!("../../tests/fixtures/providers/google.json"),
    ),
    (
        "identity server",
        include_str!("../../tests/fixtures/providers/keycloak.json"),
    ),
];

/// All documents by name; the last has 50,000 scopes.
pub fn rows() -> Vec<(&'static str, String)> {
    let scopes: Vec<String> = (0..50_000)
        .map(|number| format!("mcp:tool-{number}"))
        .collect();
    let large = json!({
        "issuer": "https://auth.example.com",
        "registration_endpoint": "https://auth.example.com/register",
        "scopes_supported": scopes,
    });
    let mut rows: Vec<(&str, String)> = PROVIDERS
        .iter()
        .map(|(name, document)| (*name, document.trim().to_owned()))
        .collect();
    rows.push(("50,000 scopes", large.to_string()));
    rows
}

/// The contenders on one document: ours as read and with its meaning checked, serde_json into several
/// types, and the floor.
pub fn contenders(document: &str) -> Vec<Contender<'_>> {
    let bytes = document.as_bytes();
    let is_of_resource = document.contains("\"resource\"");
    vec![
        Contender::new("dcr-check", move || {
            black_box(read(black_box(bytes)));
        }),
        Contender::new("the same with every check", move || {
            black_box(is_usable(black_box(bytes), is_of_resource));
        }),
        Contender::new("Value", move || {
            black_box(serde_json::from_slice::<Value>(black_box(bytes)).is_ok());
        }),
        Contender::new("owned struct", move || {
            black_box(serde_json::from_slice::<Owned>(black_box(bytes)).is_ok());
        }),
        Contender::new("flattened map", move || {
            black_box(serde_json::from_slice::<Flattened>(black_box(bytes)).is_ok());
        }),
        Contender::new("floor", move || {
            black_box(serde_json::from_slice::<IgnoredAny>(black_box(bytes)).is_ok());
        }),
    ]
}

/// Whether the document passes every check of the metadata of its kind.
pub fn is_usable(document: &[u8], is_of_resource: bool) -> bool {
    let (leniencies, warnings) = (Leniencies::default(), &mut Vec::new());
    if is_of_resource {
        resource_metadata::read(document, None, &leniencies, warnings).is_ok()
    } else {
        server_metadata::read(document, None, &leniencies, warnings).is_ok()
    }
}

/// Reads the document strictly and looks up what `Owned` holds; how many texts that is.
pub fn read(document: &[u8]) -> Option<usize> {
    let document = json::read_object(document, Input::ServerMetadata).ok()?;
    let object = document.object();
    let texts = TEXTS.map(|name| object.present(name).and_then(json::Value::as_str));
    let lists = LISTS.map(|name| {
        let list = object.present(name).and_then(json::Value::as_array)?;
        list.elements()
            .map(json::Value::as_str)
            .collect::<Option<Vec<_>>>()
    });
    let lists = black_box(&lists).iter().flatten().map(Vec::len);
    Some(black_box(&texts).iter().flatten().count() + lists.sum::<usize>())
}

#[derive(Deserialize)]
struct Owned {
    issuer: Option<String>,
    registration_endpoint: Option<String>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    scopes_supported: Option<Vec<String>>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
}

/// How many texts the contender `owned struct` reads.
pub fn read_owned(document: &[u8]) -> Option<usize> {
    let owned: Owned = serde_json::from_slice(document).ok()?;
    let texts = [
        &owned.issuer,
        &owned.registration_endpoint,
        &owned.authorization_endpoint,
        &owned.token_endpoint,
    ];
    let lists = [
        &owned.scopes_supported,
        &owned.response_types_supported,
        &owned.code_challenge_methods_supported,
    ];
    let lists: usize = lists.into_iter().flatten().map(Vec::len).sum();
    Some(texts.into_iter().flatten().count() + lists)
}

/// As rmcp 3.11.0 declares its metadata, but for what it requires.
#[derive(Deserialize)]
#[expect(dead_code, reason = "measured is that they are filled")]
struct Flattened {
    issuer: Option<String>,
    registration_endpoint: Option<String>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    jwks_uri: Option<String>,
    scopes_supported: Option<Vec<String>>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(flatten)]
    additional: HashMap<String, Value>,
}
