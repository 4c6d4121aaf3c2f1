//! The rest of the request: other members, fields, refusals.

use serde_json::{Value, json};

use crate::outcome::{Outcome, RefusalKind, Sent};

use super::Inject::{Outcome as Doctored, Registration};
use super::tools::{is_refused, refused, remove, sent_anyway, set};
use super::{SeededBug, bug};

fn changed(mut outcome: Outcome, change: impl FnOnce(&mut Sent)) -> Outcome {
    if let Outcome::Sent(sent) = &mut outcome {
        change(sent);
    }
    outcome
}

/// Changes every redirect URI of the registration.
fn each_redirect(
    registration: &mut crate::protocol::build::Registration,
    change: impl Fn(&str) -> String,
) {
    let uris = registration
        .request
        .members
        .get("redirect_uris")
        .and_then(Value::as_array);
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
        &[
            "openstory-so/openstory#1692",
            "buildinternet/uploads#885",
            "microsoft/vscode#252226",
        ],
        "application_type is left out",
        Registration(|_, registration| remove(registration, "application_type")),
    ),
    bug(
        "application-type-contradicts-redirect",
        &["nulab/backlog-mcp-server#193", "PrefectHQ/fastmcp#4621"],
        "application_type is always web",
        Registration(|_, registration| set(registration, "application_type", json!("web"))),
    ),
    bug(
        "application-type-always-native",
        &["Rust SDK", "Python SDK"],
        "application_type is native even with a remote redirect",
        Registration(|_, registration| set(registration, "application_type", json!("native"))),
    ),
    bug(
        "auth-method-hard-coded",
        &[
            "punkpeye/mcp-remote#184",
            "anthropics/claude-ai-mcp#1043",
            "novuhq/novu#11323",
        ],
        "the authentication method is always none",
        Registration(|_, registration| {
            set(registration, "token_endpoint_auth_method", json!("none"));
        }),
    ),
    bug(
        "auth-method-omitted",
        &["onyx-dot-app/onyx#12874", "OpenIDC/mod_auth_openidc#117"],
        "the authentication method is left out",
        Registration(|_, registration| remove(registration, "token_endpoint_auth_method")),
    ),
    bug(
        "resource-in-registration",
        &["turnstonelabs/turnstone#1082", "keycloak/keycloak#14946"],
        "a resource member is sent",
        Registration(|_, registration| {
            set(registration, "resource", json!("https://mcp.example.com"));
        }),
    ),
    bug(
        "unregistered-member",
        &["a Gemini-derived client"],
        "members of other requests are sent",
        Registration(|_, registration| set(registration, "code_challenge_method", json!("S256"))),
    ),
    bug(
        "null-members-in-body",
        &["langgenius/dify#34857", "modelcontextprotocol/java-sdk#297"],
        "unset members are sent as null",
        Registration(|_, registration| set(registration, "logo_uri", Value::Null)),
    ),
    bug(
        "empty-list-in-body",
        &["class of modelcontextprotocol/java-sdk#297"],
        "unset lists are sent empty",
        Registration(|_, registration| set(registration, "contacts", json!([]))),
    ),
    bug(
        "grant-and-response-types-disagree",
        &["servers that refuse the combination"],
        "the response type token is registered with the code grant",
        Registration(|_, registration| set(registration, "response_types", json!(["token"]))),
    ),
    bug(
        "response-types-missing",
        &["charmbracelet/crush#3854"],
        "response_types is left out",
        Registration(|_, registration| remove(registration, "response_types")),
    ),
    bug(
        "refresh-token-not-negotiated",
        &["a server that refuses the grant"],
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
        &[
            "stacklok/toolhive#3076",
            "zed-industries/zed#53784",
            "PrefectHQ/fastmcp#2460",
        ],
        "refresh_token is never registered",
        Registration(|_, registration| {
            set(registration, "grant_types", json!(["authorization_code"]));
        }),
    ),
    bug(
        "removed-grant-registered",
        &["class of OAuth 2.1"],
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
        &["mcp-remote 0.15.1"],
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
        &[
            "openai/codex#31038",
            "anthropics/claude-code#90370",
            "cloudflare/workers-oauth-provider#154",
        ],
        "another spelling of this machine is registered than the one used later",
        Registration(|_, registration| {
            each_redirect(registration, |uri| uri.replace("127.0.0.1", "localhost"));
        }),
    ),
    bug(
        "redirect-path-mutated",
        &["openai/codex#30460", "anthropics/claude-code#58595"],
        "a path is added to the redirect URI",
        Registration(|_, registration| each_redirect(registration, |uri| format!("{uri}/1"))),
    ),
    bug(
        "redirects-missing",
        &["class of modelcontextprotocol/python-sdk#895"],
        "redirect_uris is left out",
        Registration(|_, registration| remove(registration, "redirect_uris")),
    ),
    bug(
        "redirect-as-string",
        &["class of langgenius/dify#34856"],
        "redirect_uris is one string",
        Registration(|case, registration| {
            let first = case.client.redirect_uris.first().cloned();
            set(registration, "redirect_uris", json!(first));
        }),
    ),
    bug(
        "redirect-unchecked",
        &[
            "servers that refuse a fragment",
            "nicobailon/pi-mcp-adapter#60",
        ],
        "redirect URIs that may not be registered are sent",
        Doctored(|case, outcome| {
            if !is_refused(&outcome, RefusalKind::RedirectUri)
                || case.client.redirect_uris.is_empty()
            {
                return outcome;
            }
            let mut mended = case.clone();
            mended.client.redirect_uris = crate::case::Client::default().redirect_uris;
            let uris = case.client.redirect_uris.clone();
            sent_anyway(&mended, |members| {
                members.insert("redirect_uris".to_owned(), json!(uris));
            })
        }),
    ),
    bug(
        "redirect-scheme-refused",
        &["modelcontextprotocol/python-sdk#895", "supabase/auth#2298"],
        "a scheme of the application's own is refused",
        Doctored(|case, outcome| {
            let own = case
                .client
                .redirect_uris
                .iter()
                .any(|uri| !uri.starts_with("http"));
            match outcome {
                Outcome::Sent(_) if own => refused(RefusalKind::RedirectUri, "unknown scheme"),
                other => other,
            }
        }),
    ),
    bug(
        "client-name-with-server",
        &["anthropics/claude-code#94630", "PostHog/posthog#91319"],
        "the server's name in parentheses is added to client_name",
        Registration(|_, registration| set(registration, "client_name", json!("Example (s)"))),
    ),
    bug(
        "client-metadata-lost",
        &["class of RFC 7591, section 2"],
        "further client metadata is not sent",
        Registration(|case, registration| {
            for name in case.client.metadata.keys() {
                remove(registration, name);
            }
        }),
    ),
    bug(
        "client-metadata-unchecked",
        &["class of RFC 7591, section 2"],
        "whatever client metadata is asked for is sent",
        Doctored(|case, outcome| {
            if !is_refused(&outcome, RefusalKind::ClientMetadata) {
                return outcome;
            }
            let mut mended = case.clone();
            mended.client.metadata.clear();
            sent_anyway(&mended, |members| {
                members.extend(case.client.metadata.clone())
            })
        }),
    ),
    bug(
        "extension-changes-grants",
        &["class of RFC 7591, section 2"],
        "an extension member switches the client to its defaults",
        Registration(|case, registration| {
            if case.client.metadata.contains_key("example_extension") {
                set(registration, "client_name", json!("default"));
            }
        }),
    ),
    bug(
        "scopes-change-the-name",
        &["class of RFC 7591, section 2"],
        "the number of scopes shows in the software version",
        Registration(|_, registration| {
            let count = registration.selection.provenance().len();
            set(registration, "software_version", json!(format!("{count}")));
        }),
    ),
    bug(
        "registers-twice",
        &["opencode 1.18.33", "Gemini CLI"],
        "one login sends two registrations",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.further_registrations.push(sent.registration.clone())
            })
        }),
    ),
    bug(
        "wrong-content-type",
        &["auth0/docs#6256"],
        "the body is declared to be a form",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration.headers[0].1 = "application/x-www-form-urlencoded".to_owned();
            })
        }),
    ),
    bug(
        "charset-parameter",
        &["class of RFC 8259, section 11"],
        "the media type carries a charset",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration.headers[0].1.push_str("; charset=utf-8")
            })
        }),
    ),
    bug(
        "accept-missing",
        &["NousResearch/hermes-agent#96602"],
        "the request does not say that it wants JSON",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration
                    .headers
                    .retain(|(name, _)| name != "Accept")
            })
        }),
    ),
    bug(
        "method-is-put",
        &["class of RFC 7591, section 3.1"],
        "the request is a PUT",
        Doctored(|_, outcome| changed(outcome, |sent| sent.registration.method = "PUT".to_owned())),
    ),
    bug(
        "body-with-byte-order-mark",
        &["class of RFC 8259, section 8.1"],
        "the body starts with a byte order mark",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                let body = std::mem::take(&mut sent.registration.body);
                sent.registration.body = ["\u{feff}".as_bytes(), &body].concat();
            })
        }),
    ),
    bug(
        "member-sent-twice",
        &["class of RFC 8259, section 4"],
        "client_name occurs twice in the body",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration.body.pop();
                sent.registration
                    .body
                    .extend_from_slice(b",\"client_name\":\"again\"}");
            })
        }),
    ),
    bug(
        "access-token-in-body",
        &["NousResearch/hermes-agent#96602"],
        "the initial access token is sent as a member",
        Doctored(|case, outcome| {
            changed(outcome, |sent| {
                if let Some(token) = &case.client.initial_access_token {
                    sent.registration
                        .headers
                        .retain(|(name, _)| name != "Authorization");
                    sent.registration.body.pop();
                    let member = format!(",\"software_id\":\"{token}\"}}");
                    sent.registration.body.extend_from_slice(member.as_bytes());
                }
            })
        }),
    ),
    bug(
        "message-shows-raw-text",
        &["giantswarm/mcp-oauth#188", "apify/mcpc#296"],
        "an error shows the server's document as it is",
        Doctored(|case, mut outcome| {
            if let (Outcome::Refused(refusal), Some(body)) = (&mut outcome, &case.server_metadata) {
                refusal.message.push_str(&String::from_utf8_lossy(&body.0));
            }
            outcome
        }),
    ),
    bug(
        "reason-lost",
        &["can1357/oh-my-pi#4308", "tavily-ai/tavily-cli#15"],
        "every refusal says that registration is not supported",
        Doctored(|_, outcome| match outcome {
            Outcome::Refused(refusal) if refusal.kind != RefusalKind::Capability => {
                refused(RefusalKind::Capability, "registration is not supported")
            }
            other => other,
        }),
    ),
];
