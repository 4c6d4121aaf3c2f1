//! URLs and identities: where metadata is looked for, whose it is, where requests go.

use serde_json::{Value, json as value};

use crate::outcome::Outcome;
use crate::protocol::uri;
use crate::vocabulary::Leniency;

use super::Inject::{Case as Misread, Outcome as Doctored};
use super::tools::{changed, json, refuse_if, rewritten, sent_anyway};
use super::{SeededBug, bug};

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "well-known-appended",
        "duhu2000/dsh-mcp-connector#79; mcp-use/mcp-use#1576; MikkoParkkola/mcp-gateway#346",
        "metadata-is-looked-for-in-order",
        "the well-known part is appended to an issuer with a path",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
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
        "modelcontextprotocol/inspector#2110; punkpeye/mcp-remote#192",
        "metadata-is-looked-for-in-order",
        "the server's path is thrown away when looking for metadata",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                if let Some(urls) = &mut sent.metadata_urls {
                    let root = urls.resource.pop();
                    urls.resource = root.into_iter().collect();
                }
            })
        }),
    ),
    bug(
        "challenged-metadata-url-ignored",
        "modelcontextprotocol/python-sdk#1054; openai/codex#4677",
        "metadata-is-looked-for-in-order",
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
        "modelcontextprotocol/python-sdk#1919; anomalyco/opencode#50036",
        "foreign-server-metadata-is-refused",
        "issuers that differ in a lone slash count as equal",
        Misread(|case| case.client.allow.push(Leniency::IssuerRootSlash)),
    ),
    bug(
        "issuer-slash-added",
        "SmartBear/smartbear-mcp#682; agentconnect-md/agentconnect#2133",
        "what-is-right-is-sent",
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
        "MCP specification 2026-07-28, attacker's document",
        "foreign-server-metadata-is-refused",
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
        "Destrayon/Connapse#306; mark3labs/mcp-go#808",
        "foreign-resource-metadata-is-refused",
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
        "modelcontextprotocol/rust-sdk#961; macro-inc/macro#5518",
        "foreign-resource-metadata-is-refused",
        "metadata of a parent path counts as that of the server",
        Misread(|case| case.client.allow.push(Leniency::ResourcePrefix)),
    ),
    bug(
        "insecure-endpoint-used",
        "class of RFC 7591, section 5",
        "endpoint-is-secure; foreign-server-metadata-is-refused",
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
            changed(sent_anyway(&mended, |_| {}), |sent| {
                sent.registration.url = insecure.to_owned()
            })
        }),
    ),
    bug(
        "registration-endpoint-guessed",
        "punkpeye/mcp-remote#241; mistralai/mistral-vibe#953; mcpjungle/MCPJungle#289",
        "mechanisms-are-tried-in-order",
        "without a registration endpoint the client posts to /register",
        Doctored(|case, outcome| match outcome {
            Outcome::NoRegistration(crate::outcome::Mechanism::AskUser) => {
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
        "modelcontextprotocol/typescript-sdk#828",
        "endpoint-is-the-advertised-one",
        "the registration endpoint goes through a URL library that changes it",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                let url = &mut sent.registration.url;
                *url = url.replace("%72", "r").replace("//b", "/b");
                if let Some((start, _)) = url.split_once('?') {
                    *url = start.to_owned();
                }
            })
        }),
    ),
    bug(
        "resource-query-lost",
        "openai/codex#37387; modelcontextprotocol/rust-sdk#1177",
        "resource-is-the-canonical-server",
        "the query of the server URL is lost in resource",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
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
        "vercel/ai#13988; modelcontextprotocol/typescript-sdk#829; PrefectHQ/fastmcp#1431",
        "resource-is-the-canonical-server",
        "a URL library adds a slash to resource",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
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
        "openai/codex#28830; openai/codex#34467",
        "resource-is-the-canonical-server",
        "resource is sent twice",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                if let Some(authorization) = &mut sent.authorization {
                    let again = authorization.resource.clone();
                    authorization.resource.extend(again);
                }
            })
        }),
    ),
    bug(
        "resource-missing",
        "openai/codex#12589; anthropics/claude-code#10572",
        "resource-is-the-canonical-server",
        "resource is not sent",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                if let Some(authorization) = &mut sent.authorization {
                    authorization.resource.clear();
                }
            })
        }),
    ),
];
