//! Metadata documents read or found wrongly.

use serde_json::{Value, json as value};

use crate::case::{Bytes, Case};
use crate::outcome::{Outcome, RefusalKind};
use crate::protocol::uri;

use super::Inject::{Case as Misread, Outcome as Doctored, Readings};
use super::tools::{is_refused, json, refused, scope_set, sent_anyway, strings};
use super::{SeededBug, bug};

/// Changes a document as a general library reads it.
fn rewritten(body: &mut Option<Bytes>, change: impl FnOnce(&mut serde_json::Map<String, Value>)) {
    let mut document = json(body.as_ref());
    if !document.is_empty() {
        change(&mut document);
        *body = Some(Value::Object(document).to_string().into());
    }
}

fn text(body: Option<&Bytes>) -> String {
    body.map_or_else(String::new, |body| {
        String::from_utf8_lossy(&body.0).into_owned()
    })
}

/// Both documents as text.
fn texts(case: &Case) -> String {
    text(case.resource_metadata.as_ref()) + &text(case.server_metadata.as_ref())
}

/// Refuses what a right client sends if `fussy` says so.
fn refuse_if(case: &Case, outcome: Outcome, fussy: impl FnOnce(&Case) -> bool) -> Outcome {
    match outcome {
        Outcome::Sent(_) if fussy(case) => {
            refused(RefusalKind::ServerMetadata, "the metadata cannot be read")
        }
        other => other,
    }
}

fn changed_sent(mut outcome: Outcome, change: impl FnOnce(&mut crate::outcome::Sent)) -> Outcome {
    if let Outcome::Sent(sent) = &mut outcome {
        change(sent);
    }
    outcome
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "well-known-appended",
        &[
            "duhu2000/dsh-mcp-connector#79",
            "mcp-use/mcp-use#1576",
            "MikkoParkkola/mcp-gateway#346",
        ],
        "the well-known part is appended to an issuer with a path",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                let urls = sent
                    .metadata_urls
                    .iter_mut()
                    .flat_map(|urls| &mut urls.server);
                for url in urls {
                    if let Some((origin, path)) =
                        url.split_once("/.well-known/oauth-authorization-server")
                    {
                        *url = format!("{origin}{path}/.well-known/oauth-authorization-server");
                    }
                }
            })
        }),
    ),
    bug(
        "path-dropped",
        &[
            "modelcontextprotocol/inspector#2110",
            "punkpeye/mcp-remote#192",
        ],
        "the server's path is thrown away when looking for metadata",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                if let Some(urls) = &mut sent.metadata_urls {
                    let root = urls.resource.pop();
                    urls.resource = root.into_iter().collect();
                }
            })
        }),
    ),
    bug(
        "challenged-metadata-url-ignored",
        &["modelcontextprotocol/python-sdk#1054", "openai/codex#4677"],
        "the metadata URL of the challenge is not followed",
        Misread(|case| {
            for field in &mut case.challenge {
                let text =
                    String::from_utf8_lossy(&field.0).replace("resource_metadata", "x_metadata");
                *field = text.into();
            }
        }),
    ),
    bug(
        "issuer-slash-tolerated",
        &[
            "modelcontextprotocol/python-sdk#1919",
            "anomalyco/opencode#50036",
        ],
        "issuers that differ in a lone slash count as equal",
        Misread(|case| case.client.allow.push("issuer-root-slash".to_owned())),
    ),
    bug(
        "issuer-slash-added",
        &[
            "SmartBear/smartbear-mcp#682",
            "agentconnect-md/agentconnect#2133",
        ],
        "a URL library adds a slash to the issuer, which then differs from the document's",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                let document = json(case.server_metadata.as_ref());
                let issuer = document
                    .get("issuer")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                issuer.matches('/').count() == 2
            })
        }),
    ),
    bug(
        "mismatched-issuer-used",
        &["MCP specification 2026-07-28, attacker's document"],
        "metadata of another issuer is used",
        Misread(|case| {
            let document = json(case.server_metadata.as_ref());
            if let Some(Value::String(issuer)) = document.get("issuer") {
                case.client.issuer = Some(issuer.clone());
            }
        }),
    ),
    bug(
        "mismatched-resource-used",
        &["Destrayon/Connapse#306", "mark3labs/mcp-go#808"],
        "metadata of another resource is used",
        Misread(|case| {
            let url = case.client.server_url.clone().unwrap_or_default();
            if let Ok((canonical, _)) = uri::canonical_server_url(&url) {
                rewritten(&mut case.resource_metadata, |document| {
                    document.insert("resource".to_owned(), Value::from(canonical));
                });
            }
        }),
    ),
    bug(
        "parent-resource-accepted",
        &["modelcontextprotocol/rust-sdk#961", "macro-inc/macro#5518"],
        "metadata of a parent path counts as that of the server",
        Misread(|case| case.client.allow.push("resource-prefix".to_owned())),
    ),
    bug(
        "openid-schema-for-oauth",
        &["modelcontextprotocol/inspector#2110"],
        "a document without the OpenID members is refused",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                !json(case.server_metadata.as_ref()).contains_key("subject_types_supported")
            })
        }),
    ),
    bug(
        "optional-members-required",
        &[
            "anthropics/claude-code#17274",
            "vercel/ai#17334",
            "juspay/juspay-mcp#122",
        ],
        "a document without response_types_supported is refused",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                strings(
                    &json(case.server_metadata.as_ref()),
                    "response_types_supported",
                )
                .is_empty()
            })
        }),
    ),
    bug(
        "unknown-or-null-member-fatal",
        &["open-metadata/OpenMetadata#30642", "oauthlib/oauthlib#391"],
        "an unknown member makes a document unreadable",
        Doctored(|case, outcome| refuse_if(case, outcome, |case| texts(case).contains("nested"))),
    ),
    bug(
        "null-member-fatal",
        &[
            "open-metadata/OpenMetadata#30643",
            "charlesbihis/actionscript-oauth2#5",
        ],
        "a null member makes a document unreadable",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                let documents = [&case.resource_metadata, &case.server_metadata];
                documents
                    .into_iter()
                    .any(|body| json(body.as_ref()).values().any(Value::is_null))
            })
        }),
    ),
    bug(
        "wrong-type-fatal",
        &[
            "stacklok/toolhive#3831",
            "ronvanderheijden/openid-connect#26",
        ],
        "a hint of a wrong type makes the document unreadable",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                let documents = [&case.resource_metadata, &case.server_metadata];
                let wrong = |(name, hint): (&String, &Value)| {
                    name.ends_with("_supported") && (hint.is_string() || hint.is_object())
                };
                documents
                    .into_iter()
                    .any(|body| json(body.as_ref()).iter().any(wrong))
            })
        }),
    ),
    bug(
        "closed-enum",
        &[
            "modelcontextprotocol/python-sdk#1242",
            "modelcontextprotocol/python-sdk#3181",
        ],
        "a value that the client does not know makes the document unreadable",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                texts(case).contains("urn:example:grant") || texts(case).contains("S512")
            })
        }),
    ),
    bug(
        "byte-order-mark-fatal",
        &["class of RFC 8259, section 8.1"],
        "a byte order mark makes a document unreadable",
        Doctored(|case, outcome| refuse_if(case, outcome, |case| texts(case).contains('\u{feff}'))),
    ),
    bug(
        "escaped-names-missed",
        &["class of RFC 8259, section 8.3"],
        "a member whose name is written with an escape is not seen",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                texts(case).contains("\\u0072egistration_endpoint")
            })
        }),
    ),
    bug(
        "first-member-must-be-issuer",
        &["class of RFC 8259, section 4"],
        "members are expected in a certain order",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                let document = json(case.server_metadata.as_ref());
                document
                    .keys()
                    .next()
                    .is_some_and(|first| first != "issuer")
            })
        }),
    ),
    bug(
        "duplicate-member-last-wins",
        &["class of RFC 8259, section 4"],
        "of two registration_endpoint members the last is used",
        Misread(|case| {
            rewritten(&mut case.server_metadata, |_| {});
            rewritten(&mut case.resource_metadata, |_| {});
        }),
    ),
    bug(
        "null-as-text",
        &["open-metadata/OpenMetadata#30642", "oauthlib/oauthlib#400"],
        "a null list becomes the scope null",
        Readings(|case, readings| {
            let document = json(case.resource_metadata.as_ref());
            if document.get("scopes_supported") == Some(&Value::Null) {
                readings.supplied.resource_metadata = scope_set("null");
            }
        }),
    ),
    bug(
        "string-taken-for-list",
        &[
            "ronvanderheijden/openid-connect#26",
            "wundergraph/cosmo#3251",
        ],
        "a string in place of a list is used letter by letter",
        Readings(|case, readings| {
            let document = json(case.resource_metadata.as_ref());
            if let Some(Value::String(text)) = document.get("scopes_supported") {
                let letters: Vec<String> = text.chars().map(String::from).collect();
                readings.supplied.resource_metadata = scope_set(&letters.join(" "));
            }
        }),
    ),
    bug(
        "number-in-list-ignored",
        &["stacklok/toolhive#3831"],
        "a list with an element that is no string still counts",
        Readings(|case, readings| {
            let document = json(case.resource_metadata.as_ref());
            let texts = strings(&document, "scopes_supported");
            readings.supplied.resource_metadata = scope_set(&texts.join(" "));
        }),
    ),
    bug(
        "insecure-endpoint-used",
        &["class of RFC 7591, section 5"],
        "a plain http registration endpoint is used",
        Doctored(|case, outcome| {
            let document = json(case.server_metadata.as_ref());
            let endpoint = document
                .get("registration_endpoint")
                .and_then(Value::as_str);
            let Some(insecure) = endpoint.filter(|url| url.starts_with("http://")) else {
                return outcome;
            };
            let mut mended = case.clone();
            rewritten(&mut mended.server_metadata, |document| {
                document.insert(
                    "registration_endpoint".to_owned(),
                    value!("https://secure.example/r"),
                );
            });
            changed_sent(sent_anyway(&mended, |_| {}), |sent| {
                sent.registration.url = insecure.to_owned()
            })
        }),
    ),
    bug(
        "registration-endpoint-guessed",
        &[
            "punkpeye/mcp-remote#241",
            "mistralai/mistral-vibe#953",
            "mcpjungle/MCPJungle#289",
        ],
        "without a registration endpoint the client posts to /register",
        Doctored(|case, outcome| match outcome {
            Outcome::NoRegistration(crate::outcome::Mechanism::Prompt) => {
                let mut mended = case.clone();
                rewritten(&mut mended.server_metadata, |document| {
                    let issuer = document
                        .get("issuer")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                    let guessed = format!("{}/register", issuer.trim_end_matches('/'));
                    document.insert("registration_endpoint".to_owned(), Value::from(guessed));
                });
                sent_anyway(&mended, |_| {})
            }
            other => other,
        }),
    ),
    bug(
        "endpoint-normalised",
        &["modelcontextprotocol/typescript-sdk#828"],
        "the registration endpoint goes through a URL library that changes it",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                let url = &mut sent.registration.url;
                *url = url.replace("%72", "r").replace("//b", "/b");
                if let Some((start, _)) = url.split_once('?') {
                    *url = start.to_owned();
                }
            })
        }),
    ),
    bug(
        "registers-though-identified",
        &[
            "openai/codex#13200",
            "giantswarm/muster#1083",
            "anomalyco/opencode#47743",
        ],
        "the client registers although it has an identifier already",
        Misread(|case| {
            case.client.preregistered = false;
            case.client.client_id_metadata_document = None;
        }),
    ),
    bug(
        "pkce-only-warned-about",
        &["Rust SDK 4a738b9"],
        "metadata without PKCE is warned about and used",
        Misread(|case| case.client.allow.push("pkce-not-advertised".to_owned())),
    ),
    bug(
        "capabilities-unchecked",
        &["anthropics/claude-ai-mcp#1043", "novuhq/novu#11323"],
        "what the server does not offer is registered all the same",
        Doctored(|case, outcome| {
            if !is_refused(&outcome, RefusalKind::Capability) {
                return outcome;
            }
            let mut mended = case.clone();
            rewritten(&mut mended.server_metadata, |document| {
                for name in [
                    "response_types_supported",
                    "grant_types_supported",
                    "token_endpoint_auth_methods_supported",
                ] {
                    document.remove(name);
                }
                document.insert(
                    "code_challenge_methods_supported".to_owned(),
                    value!(["S256"]),
                );
            });
            sent_anyway(&mended, |_| {})
        }),
    ),
    bug(
        "resource-query-lost",
        &["openai/codex#37387", "modelcontextprotocol/rust-sdk#1177"],
        "the query of the server URL is lost in resource",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                for resource in sent
                    .authorization
                    .iter_mut()
                    .flat_map(|one| &mut one.resource)
                {
                    *resource = resource.split('?').next().unwrap_or_default().to_owned();
                }
            })
        }),
    ),
    bug(
        "resource-trailing-slash",
        &[
            "vercel/ai#13988",
            "modelcontextprotocol/typescript-sdk#829",
            "PrefectHQ/fastmcp#1431",
        ],
        "a URL library adds a slash to resource",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                for resource in sent
                    .authorization
                    .iter_mut()
                    .flat_map(|one| &mut one.resource)
                {
                    if resource.matches('/').count() == 2 {
                        resource.push('/');
                    }
                }
            })
        }),
    ),
    bug(
        "resource-duplicated",
        &["openai/codex#28830", "openai/codex#34467"],
        "resource is sent twice",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                if let Some(authorization) = &mut sent.authorization {
                    let again = authorization.resource.clone();
                    authorization.resource.extend(again);
                }
            })
        }),
    ),
    bug(
        "resource-missing",
        &["openai/codex#12589", "anthropics/claude-code#10572"],
        "resource is not sent",
        Doctored(|_, outcome| {
            changed_sent(outcome, |sent| {
                if let Some(authorization) = &mut sent.authorization {
                    authorization.resource.clear();
                }
            })
        }),
    ),
];
