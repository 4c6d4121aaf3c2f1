//! URLs and identities: where metadata is looked for, whose it is, where requests go.

use serde_json::{Value, json};

use crate::case::Case;
use crate::outcome::{Mechanism, Outcome};
use crate::protocol::uri;
use crate::vocabulary::Leniency;

use super::inject::Inject::{self, Ends, Misreads, Refuses, Sends};
use super::tools::{json as document, member, mended, rewrite, sent_anyway};

pub(super) const BUGS: &[Inject] = &[
    Sends("well-known-appended", |_, sent| {
        const PART: &str = "/.well-known/oauth-authorization-server";
        let urls = sent.metadata_urls.iter_mut();
        for url in urls.flat_map(|urls| &mut urls.server) {
            if let Some((origin, path)) = url.split_once(PART) {
                *url = format!("{origin}{path}{PART}");
            }
        }
    }),
    Sends("path-dropped", |_, sent| {
        if let Some(urls) = &mut sent.metadata_urls {
            let root = urls.resource.pop();
            urls.resource = root.into_iter().collect();
        }
    }),
    Misreads("challenged-metadata-url-ignored", |case| {
        for field in &mut case.challenge {
            let text = String::from_utf8_lossy(&field.0);
            *field = text.replace("resource_metadata", "x_metadata").into();
        }
    }),
    Misreads("issuer-slash-tolerated", |case| {
        case.client.allow.push(Leniency::IssuerRootSlash);
    }),
    Refuses("issuer-slash-added", |case| {
        let server = document(&case.server_metadata);
        member(&server, "issuer").matches('/').count() == 2
    }),
    Misreads("mismatched-issuer-used", |case| {
        let issuer = document(&case.server_metadata).remove("issuer");
        if let Some(Value::String(issuer)) = issuer {
            case.client.issuer = Some(issuer);
        }
    }),
    Misreads("mismatched-resource-used", |case| {
        let url = case.client.server_url.clone().unwrap_or_default();
        if let Ok((canonical, _)) = uri::canonical_server_url(&url) {
            rewrite(&mut case.resource_metadata, |document| {
                document.insert("resource".to_owned(), Value::from(canonical));
            });
        }
    }),
    Misreads("parent-resource-accepted", |case| {
        case.client.allow.push(Leniency::ResourcePrefix);
    }),
    Ends("insecure-endpoint-used", |case, outcome| {
        let server = document(&case.server_metadata);
        let insecure = member(&server, "registration_endpoint");
        if !insecure.starts_with("http://") {
            return outcome;
        }
        let secure = json!("https://secure.example/r");
        let mut sent = sent_anyway(&with_endpoint(case, secure), json!({}));
        if let Outcome::Sent(sent) = &mut sent {
            sent.registration.url = insecure.to_owned();
        }
        sent
    }),
    Ends("registration-endpoint-guessed", |case, outcome| {
        if !matches!(outcome, Outcome::NoRegistration(Mechanism::AskUser)) {
            return outcome;
        }
        let server = document(&case.server_metadata);
        let issuer = member(&server, "issuer").trim_end_matches('/');
        let guessed = json!(format!("{issuer}/register"));
        sent_anyway(&with_endpoint(case, guessed), json!({}))
    }),
    Sends("endpoint-normalised", |_, sent| {
        let url = &mut sent.registration.url;
        *url = url.replace("%72", "r").replace("//b", "/b");
        *url = url.split('?').take(1).collect();
    }),
    Sends("resource-query-lost", |_, sent| {
        for resource in sent
            .authorization
            .iter_mut()
            .flat_map(|one| &mut one.resource)
        {
            *resource = resource.split('?').take(1).collect();
        }
    }),
    Sends("resource-trailing-slash", |_, sent| {
        for resource in sent
            .authorization
            .iter_mut()
            .flat_map(|one| &mut one.resource)
        {
            if resource.matches('/').count() == 2 {
                resource.push('/');
            }
        }
    }),
    Sends("resource-duplicated", |_, sent| {
        if let Some(authorization) = &mut sent.authorization {
            authorization.resource.extend_from_within(..);
        }
    }),
    Sends("resource-missing", |_, sent| {
        if let Some(authorization) = &mut sent.authorization {
            authorization.resource.clear();
        }
    }),
];

/// The case with another registration endpoint in the server metadata.
fn with_endpoint(case: &Case, endpoint: Value) -> Case {
    mended(case, |case| {
        rewrite(&mut case.server_metadata, |document| {
            document.insert("registration_endpoint".to_owned(), endpoint);
        });
    })
}
