//! The rest of the request: other members, fields, refusals.

use serde_json::{Value, json};

use super::Inject::Registration;
use super::tools::{remove, set};
use super::{SeededBug, bug};

/// Changes every redirect URI of the registration.
fn each_redirect(
    registration: &mut crate::protocol::build::Registration,
    change: impl Fn(&str) -> String,
) {
    let members = registration.request.members();
    let uris = members.get("redirect_uris").and_then(Value::as_array);
    let changed: Vec<String> = uris
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(change)
        .collect();
    set(registration, "redirect_uris", json!(changed));
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "application-type-missing",
        "openstory-so/openstory#1692; buildinternet/uploads#885; microsoft/vscode#252226",
        "application-type-is-stated",
        "application_type is left out",
        Registration(|_, registration| remove(registration, "application_type")),
    ),
    bug(
        "application-type-contradicts-redirect",
        "nulab/backlog-mcp-server#193; PrefectHQ/fastmcp#4621",
        "application-type-fits-the-redirects",
        "application_type is always web",
        Registration(|_, registration| set(registration, "application_type", json!("web"))),
    ),
    bug(
        "application-type-always-native",
        "Rust SDK; Python SDK",
        "application-type-fits-the-redirects",
        "application_type is native even with a remote redirect",
        Registration(|_, registration| set(registration, "application_type", json!("native"))),
    ),
    bug(
        "auth-method-hard-coded",
        "punkpeye/mcp-remote#184; anthropics/claude-ai-mcp#1043; novuhq/novu#11323",
        "auth-method-is-negotiated",
        "the authentication method is always none",
        Registration(|_, registration| {
            set(registration, "token_endpoint_auth_method", json!("none"));
        }),
    ),
    bug(
        "auth-method-omitted",
        "onyx-dot-app/onyx#12874; OpenIDC/mod_auth_openidc#117",
        "auth-method-is-stated",
        "the authentication method is left out",
        Registration(|_, registration| remove(registration, "token_endpoint_auth_method")),
    ),
    bug(
        "resource-in-registration",
        "turnstonelabs/turnstone#1082; keycloak/keycloak#14946",
        "only-client-metadata-is-sent",
        "a resource member is sent",
        Registration(|_, registration| {
            set(registration, "resource", json!("https://mcp.example.com"));
        }),
    ),
    bug(
        "unregistered-member",
        "a Gemini-derived client",
        "only-client-metadata-is-sent",
        "members of other requests are sent",
        Registration(|_, registration| set(registration, "code_challenge_method", json!("S256"))),
    ),
    bug(
        "null-members-in-body",
        "langgenius/dify#34857; modelcontextprotocol/java-sdk#297",
        "no-member-is-empty",
        "unset members are sent as null",
        Registration(|_, registration| set(registration, "logo_uri", Value::Null)),
    ),
    bug(
        "empty-list-in-body",
        "class of modelcontextprotocol/java-sdk#297",
        "no-member-is-empty",
        "unset lists are sent empty",
        Registration(|_, registration| set(registration, "contacts", json!([]))),
    ),
    bug(
        "grant-and-response-types-disagree",
        "servers that refuse the combination",
        "grants-and-responses-correspond; removed-grants-are-not-asked-for",
        "the response type token is registered with the code grant",
        Registration(|_, registration| set(registration, "response_types", json!(["token"]))),
    ),
    bug(
        "response-types-missing",
        "charmbracelet/crush#3854",
        "response-type-is-code",
        "response_types is left out",
        Registration(|_, registration| remove(registration, "response_types")),
    ),
    bug(
        "refresh-token-not-negotiated",
        "a server that refuses the grant",
        "refresh-token-is-negotiated",
        "refresh_token is registered although the server does not list it",
        Registration(|_, registration| {
            set(
                registration,
                "grant_types",
                json!(["authorization_code", "refresh_token"]),
            );
        }),
    ),
    bug(
        "refresh-token-never-asked-for",
        "stacklok/toolhive#3076; zed-industries/zed#53784; PrefectHQ/fastmcp#2460",
        "refresh-token-is-negotiated",
        "refresh_token is never registered",
        Registration(|_, registration| {
            set(registration, "grant_types", json!(["authorization_code"]));
        }),
    ),
    bug(
        "removed-grant-registered",
        "class of OAuth 2.1",
        "removed-grants-are-not-asked-for",
        "the implicit grant is registered as well",
        Registration(|_, registration| {
            set(
                registration,
                "grant_types",
                json!(["authorization_code", "implicit"]),
            );
        }),
    ),
    bug(
        "redirect-changed",
        "mcp-remote 0.15.1",
        "redirect-uris-are-verbatim",
        "redirect URIs go through a URL library that adds a slash",
        Registration(|_, registration| {
            each_redirect(registration, |uri| match uri.matches('/').count() {
                2 => format!("{uri}/"),
                _ => uri.to_owned(),
            });
        }),
    ),
    bug(
        "redirect-host-drift",
        "openai/codex#31038; anthropics/claude-code#90370; cloudflare/workers-oauth-provider#154",
        "authorized-redirect-is-registered",
        "another spelling of this machine is registered than the one used later",
        Registration(|_, registration| {
            each_redirect(registration, |uri| uri.replace("127.0.0.1", "localhost"));
        }),
    ),
    bug(
        "redirect-path-mutated",
        "openai/codex#30460; anthropics/claude-code#58595",
        "authorized-redirect-is-registered",
        "a path is added to the redirect URI",
        Registration(|_, registration| each_redirect(registration, |uri| format!("{uri}/1"))),
    ),
    bug(
        "redirects-missing",
        "class of modelcontextprotocol/python-sdk#895",
        "redirect-uris-are-registered",
        "redirect_uris is left out",
        Registration(|_, registration| remove(registration, "redirect_uris")),
    ),
    bug(
        "redirect-as-string",
        "class of langgenius/dify#34856",
        "members-have-their-types",
        "redirect_uris is one string",
        Registration(|case, registration| {
            let first = case.client.redirect_uris.first().cloned();
            set(registration, "redirect_uris", json!(first));
        }),
    ),
    bug(
        "client-name-with-server",
        "anthropics/claude-code#94630; PostHog/posthog#91319",
        "client-name-is-stated",
        "the server's name in parentheses is added to client_name",
        Registration(|_, registration| set(registration, "client_name", json!("Example (s)"))),
    ),
    bug(
        "client-metadata-lost",
        "class of RFC 7591, section 2",
        "asked-metadata-is-sent",
        "further client metadata is not sent",
        Registration(|case, registration| {
            for name in case.client.metadata.keys() {
                remove(registration, name);
            }
        }),
    ),
    bug(
        "extension-changes-grants",
        "class of RFC 7591, section 2",
        "an-extension-leaves-the-other-members-alone",
        "an extension member switches the client to its defaults",
        Registration(|case, registration| {
            if case.client.metadata.contains_key("example_extension") {
                set(registration, "client_name", json!("default"));
            }
        }),
    ),
    bug(
        "scopes-change-the-name",
        "class of RFC 7591, section 2",
        "scopes-change-only-the-scope-member",
        "the number of scopes shows in the software version",
        Registration(|_, registration| {
            let count = registration.selection.provenance().len();
            set(registration, "software_version", json!(format!("{count}")));
        }),
    ),
];
