//! Documents and challenges in the shape of real servers.

use super::Seed;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/", $name, ".json"))
    };
}

/// Values of WWW-Authenticate as servers in the field write them, one field a line.
const CHALLENGES: &[(&str, &str)] = &[
    (
        "only the metadata",
        "Bearer resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource\"",
    ),
    (
        "error before scope",
        "Bearer error=\"insufficient_scope\", scope=\"files:read files:write\", \
         resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource\", \
         error_description=\"Additional file write permission required\"",
    ),
    (
        "a trap in the description",
        "Bearer error=\"invalid_token\", error_description=\"need scope=admin, or \\\"root\\\"\"",
    ),
    (
        "negotiate beside bearer",
        "Negotiate YII=, NTLM\nBasic realm=\"intranet\", charset=\"UTF-8\"\nBEARER Scope = \"a b\"",
    ),
    (
        "realm with an empty scope",
        "Bearer realm=\"OAuth\",scope=\"\",error=\"invalid_request\"",
    ),
];

pub(super) fn seeds() -> Vec<Seed> {
    let servers: &[(&str, &[u8])] = &[
        ("fastmail", fixture!("fastmail/asm")),
        ("keycloak", fixture!("providers/keycloak")),
        ("google", fixture!("providers/google")),
        ("entra", fixture!("providers/entra")),
        ("mcp server", fixture!("providers/mcp-server")),
    ];
    let resources: &[(&str, &[u8])] = &[
        ("fastmail", fixture!("fastmail/prm")),
        ("mcp resource", fixture!("providers/mcp-resource")),
    ];
    let servers = servers
        .iter()
        .map(|(name, bytes)| Seed::new("server_metadata", name, *bytes));
    let resources = resources
        .iter()
        .map(|(name, bytes)| Seed::new("resource_metadata", name, *bytes));
    let challenges = CHALLENGES
        .iter()
        .map(|(name, text)| Seed::new("challenge", name, *text));
    servers.chain(resources).chain(challenges).collect()
}
