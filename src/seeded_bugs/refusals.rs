//! The HTTP request around the body, and refusals that are missing or wrong.

use serde_json::json;

use crate::outcome::{Outcome, RefusalKind};

use super::Inject::Outcome as Doctored;
use super::tools::{changed, is_refused, refused, sent_anyway};
use super::{SeededBug, bug};

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "redirect-unchecked",
        "servers that refuse a fragment; nicobailon/pi-mcp-adapter#60",
        "redirect-uris-are-acceptable; bad-redirect-uris-are-refused",
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
        "modelcontextprotocol/python-sdk#895; supabase/auth#2298",
        "what-is-right-is-sent",
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
        "client-metadata-unchecked",
        "class of RFC 7591, section 2",
        "bad-client-metadata-is-refused; never-two-key-sets",
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
        "registers-twice",
        "opencode 1.18.33; Gemini CLI",
        "one-registration",
        "one login sends two registrations",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.further_registrations.push(sent.registration.clone())
            })
        }),
    ),
    bug(
        "wrong-content-type",
        "auth0/docs#6256",
        "content-type-is-json",
        "the body is declared to be a form",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration.headers[0].1 = "application/x-www-form-urlencoded".to_owned();
            })
        }),
    ),
    bug(
        "charset-parameter",
        "class of RFC 8259, section 11",
        "content-type-is-json",
        "the media type carries a charset",
        Doctored(|_, outcome| {
            changed(outcome, |sent| {
                sent.registration.headers[0].1.push_str("; charset=utf-8")
            })
        }),
    ),
    bug(
        "accept-missing",
        "NousResearch/hermes-agent#96602",
        "accept-is-json",
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
        "class of RFC 7591, section 3.1",
        "method-is-post",
        "the request is a PUT",
        Doctored(|_, outcome| changed(outcome, |sent| sent.registration.method = "PUT".to_owned())),
    ),
    bug(
        "body-with-byte-order-mark",
        "class of RFC 8259, section 8.1",
        "body-is-one-json-object",
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
        "class of RFC 8259, section 4",
        "body-is-one-json-object",
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
        "NousResearch/hermes-agent#96602",
        "access-token-stays-in-its-field",
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
        "giantswarm/mcp-oauth#188; apify/mcpc#296",
        "messages-are-safe-to-show",
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
        "can1357/oh-my-pi#4308; tavily-ai/tavily-cli#15",
        "refusals-name-their-reason",
        "every refusal says that registration is not supported",
        Doctored(|_, outcome| match outcome {
            Outcome::Refused(refusal) if refusal.kind != RefusalKind::Capability => {
                refused(RefusalKind::Capability, "registration is not supported")
            }
            other => other,
        }),
    ),
];
