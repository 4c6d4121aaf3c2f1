//! The HTTP request around the body, and refusals that are missing or wrong.

use serde_json::{Value, json};

use crate::case::Client;
use crate::outcome::{Outcome, RefusalKind};

use super::inject::Inject::{self, Ends, Sends, SendsThough};
use super::tools::{is_refused, mended, refused, sent_anyway};

pub(super) const BUGS: &[Inject] = &[
    Ends("redirect-unchecked", |case, outcome| {
        let uris = &case.client.redirect_uris;
        if !is_refused(&outcome, RefusalKind::RedirectUri) || uris.is_empty() {
            return outcome;
        }
        let acceptable = mended(case, |case| {
            case.client.redirect_uris = Client::default().redirect_uris;
        });
        sent_anyway(&acceptable, json!({"redirect_uris": uris}))
    }),
    Ends("redirect-scheme-refused", |case, outcome| {
        let mut uris = case.client.redirect_uris.iter();
        match outcome {
            Outcome::Sent(_) if uris.any(|uri| !uri.starts_with("http")) => {
                refused(RefusalKind::RedirectUri, "unknown scheme")
            }
            other => other,
        }
    }),
    SendsThough(
        "client-metadata-unchecked",
        RefusalKind::ClientMetadata,
        |case| {
            let plain = mended(case, |case| case.client.metadata.clear());
            sent_anyway(&plain, Value::Object(case.client.metadata.clone()))
        },
    ),
    Sends("registers-twice", |_, sent| {
        sent.further_registrations.push(sent.registration.clone());
    }),
    Sends("wrong-content-type", |_, sent| {
        sent.registration.headers[0].1 = "application/x-www-form-urlencoded".to_owned();
    }),
    Sends("charset-parameter", |_, sent| {
        sent.registration.headers[0].1.push_str("; charset=utf-8");
    }),
    Sends("accept-refuses-json", |_, sent| {
        for (name, value) in &mut sent.registration.headers {
            if name == "Accept" {
                *value = "text/html".to_owned();
            }
        }
    }),
    Sends("method-is-put", |_, sent| {
        sent.registration.method = "PUT".to_owned();
    }),
    Sends("body-with-byte-order-mark", |_, sent| {
        let mark = "\u{feff}".bytes();
        sent.registration.body.splice(..0, mark);
    }),
    Sends("member-sent-twice", |_, sent| {
        let body = &mut sent.registration.body;
        body.pop();
        body.extend_from_slice(b",\"client_name\":\"again\"}");
    }),
    Sends("access-token-in-body", |case, sent| {
        if let Some(token) = &case.client.initial_access_token {
            let request = &mut sent.registration;
            request.headers.retain(|(name, _)| name != "Authorization");
            request.body.pop();
            let member = format!(",\"software_id\":\"{token}\"}}");
            request.body.extend_from_slice(member.as_bytes());
        }
    }),
    Ends("message-shows-raw-text", |case, mut outcome| {
        if let (Outcome::Refused(refusal), Some(body)) = (&mut outcome, &case.server_metadata) {
            refusal.message.push_str(&String::from_utf8_lossy(&body.0));
        }
        outcome
    }),
    Ends("reason-lost", |_, outcome| match outcome {
        Outcome::Refused(refusal) if refusal.kind != RefusalKind::Capability => {
            refused(RefusalKind::Capability, "registration is not supported")
        }
        other => other,
    }),
];
