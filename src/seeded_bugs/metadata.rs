//! Metadata documents read or found wrongly.

use serde_json::{Value, json as value};

use crate::case::{Bytes, Case};
use crate::outcome::RefusalKind;
use crate::vocabulary::Leniency;

use super::Inject::{Case as Misread, Outcome as Doctored, Parsed};
use super::tools::{is_refused, json, refuse_if, rewritten, scope_set, sent_anyway, strings};
use super::{SeededBug, bug};

fn text(body: Option<&Bytes>) -> String {
    body.map_or_else(String::new, |body| {
        String::from_utf8_lossy(&body.0).into_owned()
    })
}

/// Both documents as text.
fn texts(case: &Case) -> String {
    text(case.resource_metadata.as_ref()) + &text(case.server_metadata.as_ref())
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "openid-schema-for-oauth",
        "modelcontextprotocol/inspector#2110",
        "what-is-right-is-sent",
        "a document without the OpenID members is refused",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                !json(case.server_metadata.as_ref()).contains_key("subject_types_supported")
            })
        }),
    ),
    bug(
        "optional-members-required",
        "anthropics/claude-code#17274; vercel/ai#17334; juspay/juspay-mcp#122",
        "optional-members-are-optional",
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
        "open-metadata/OpenMetadata#30642; oauthlib/oauthlib#391",
        "unknown-members-change-nothing",
        "an unknown member makes a document unreadable",
        Doctored(|case, outcome| refuse_if(case, outcome, |case| texts(case).contains("nested"))),
    ),
    bug(
        "null-member-fatal",
        "open-metadata/OpenMetadata#30643; charlesbihis/actionscript-oauth2#5",
        "null-empty-and-ill-typed-hints-are-absent",
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
        "stacklok/toolhive#3831; ronvanderheijden/openid-connect#26",
        "null-empty-and-ill-typed-hints-are-absent",
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
        "modelcontextprotocol/python-sdk#1242; modelcontextprotocol/python-sdk#3181",
        "what-is-right-is-sent",
        "a value that the client does not know makes the document unreadable",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                texts(case).contains("urn:example:grant") || texts(case).contains("S512")
            })
        }),
    ),
    bug(
        "byte-order-mark-fatal",
        "class of RFC 8259, section 8.1",
        "json-spelling-is-irrelevant",
        "a byte order mark makes a document unreadable",
        Doctored(|case, outcome| refuse_if(case, outcome, |case| texts(case).contains('\u{feff}'))),
    ),
    bug(
        "escaped-names-missed",
        "class of RFC 8259, section 8.3",
        "json-spelling-is-irrelevant",
        "a member whose name is written with an escape is not seen",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                texts(case).contains("\\u0072egistration_endpoint")
            })
        }),
    ),
    bug(
        "first-member-must-be-issuer",
        "class of RFC 8259, section 4",
        "member-order-is-irrelevant",
        "members are expected in a certain order",
        Doctored(|case, outcome| {
            refuse_if(case, outcome, |case| {
                let text = case.server_metadata.as_ref().map(AsRef::as_ref);
                let text = String::from_utf8_lossy(text.unwrap_or_default());
                let members = text.trim_start().strip_prefix('{').map(str::trim_start);
                members
                    .is_some_and(|first| first.starts_with('"') && !first.starts_with("\"issuer\""))
            })
        }),
    ),
    bug(
        "duplicate-member-last-wins",
        "class of RFC 8259, section 4",
        "foreign-server-metadata-is-refused",
        "of two registration_endpoint members the last is used",
        Misread(|case| {
            rewritten(&mut case.server_metadata, |_| {});
            rewritten(&mut case.resource_metadata, |_| {});
        }),
    ),
    bug(
        "null-as-text",
        "open-metadata/OpenMetadata#30642; oauthlib/oauthlib#400",
        "null-empty-and-ill-typed-hints-are-absent",
        "a null list becomes the scope null",
        Parsed(|case, parsed| {
            let document = json(case.resource_metadata.as_ref());
            if document.get("scopes_supported") == Some(&Value::Null) {
                parsed.supplied.resource_metadata = scope_set("null");
            }
        }),
    ),
    bug(
        "string-taken-for-list",
        "ronvanderheijden/openid-connect#26; wundergraph/cosmo#3251",
        "null-empty-and-ill-typed-hints-are-absent",
        "a string in place of a list is used letter by letter",
        Parsed(|case, parsed| {
            let document = json(case.resource_metadata.as_ref());
            if let Some(Value::String(text)) = document.get("scopes_supported") {
                let letters: Vec<String> = text.chars().map(String::from).collect();
                parsed.supplied.resource_metadata = scope_set(&letters.join(" "));
            }
        }),
    ),
    bug(
        "number-in-list-ignored",
        "stacklok/toolhive#3831",
        "null-empty-and-ill-typed-hints-are-absent",
        "a list with an element that is no string still counts",
        Parsed(|case, parsed| {
            let document = json(case.resource_metadata.as_ref());
            let texts = strings(&document, "scopes_supported");
            parsed.supplied.resource_metadata = scope_set(&texts.join(" "));
        }),
    ),
    bug(
        "registers-though-identified",
        "openai/codex#13200; giantswarm/muster#1083; anomalyco/opencode#47743",
        "mechanisms-are-tried-in-order",
        "the client registers although it has an identifier already",
        Misread(|case| {
            case.client.pre_registered = false;
            case.client.client_id_metadata_document = None;
        }),
    ),
    bug(
        "pkce-only-warned-about",
        "Rust SDK 4a738b9",
        "nothing-is-registered-without-pkce",
        "metadata without PKCE is warned about and used",
        Misread(|case| case.client.allow.push(Leniency::PkceNotAdvertised)),
    ),
    bug(
        "capabilities-unchecked",
        "anthropics/claude-ai-mcp#1043; novuhq/novu#11323",
        "missing-capabilities-stop-registration",
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
];
