//! Properties of the HTTP request around the body.

use crate::outcome::Outcome;
use crate::vocabulary::{Leniency, Revision};

use super::body::{Body, BodyError};
use super::breach::{Breach, Rule};
use super::tokens::rule_of_documents;
use super::url::{has_scheme, is_loopback};
use super::{Judge, Property, Verdict, View, with_expected, with_request};

/// Registration is a POST.
pub const METHOD_IS_POST: Property = Property {
    id: "method-is-post",
    statement: "The registration request is a POST.",
    requirements: &["DCR-01"],
    judge: Judge::Request(|request| {
        Verdict::of(request.method == "POST", "DCR-01", || {
            format!("the method is {}", request.method)
        })
    }),
};

/// The media type is `application/json`.
pub const CONTENT_TYPE_IS_JSON: Property = Property {
    id: "content-type-is-json",
    statement: "The only Content-Type is application/json, without parameters.",
    requirements: &["DCR-02", "HOUSE-03"],
    judge: Judge::Request(|request| {
        let values: Vec<&str> = request.header("content-type").collect();
        let media_type = |value: &str| {
            let value = value.split(';').next().unwrap_or_default().trim();
            value.eq_ignore_ascii_case(JSON)
        };
        match values.as_slice() {
            [] => Verdict::breaks("DCR-02", "there is no Content-Type"),
            [JSON] => Verdict::Pass,
            [one] if media_type(one) => Verdict::breaks(
                "HOUSE-03",
                format!("Content-Type is {one:?}, with more than the media type"),
            ),
            values => {
                let values = values.join(", ");
                Verdict::breaks("DCR-02", format!("Content-Type is {values:?}"))
            }
        }
    }),
};

const JSON: &str = "application/json";

/// What the client says that it takes has room for JSON.
pub const ACCEPT_IS_JSON: Property = Property {
    id: "accept-is-json",
    statement: "An Accept field, if there is one, lets the server answer with JSON.",
    requirements: &["HOUSE-02"],
    judge: Judge::Request(|request| {
        let mut ranges = request.header("accept").flat_map(|value| value.split(','));
        let Some(first) = ranges.next() else {
            return Verdict::Pass;
        };
        let permits = |range: &str| {
            let range = range.split(';').next().unwrap_or_default().trim();
            ["*/*", "application/*", JSON]
                .iter()
                .any(|one| range.eq_ignore_ascii_case(one))
        };
        let permitted = permits(first) || ranges.any(permits);
        Verdict::of(permitted, "HOUSE-02", || {
            let values: Vec<&str> = request.header("accept").collect();
            format!("Accept is {:?}, which JSON is not among", values.join(", "))
        })
    }),
};

/// The body is a single JSON object in UTF-8, with unique names.
pub const BODY_IS_ONE_JSON_OBJECT: Property = Property {
    id: "body-is-one-json-object",
    statement: "The body is one JSON object in UTF-8, without byte order mark or repeated names.",
    requirements: &["DCR-02", "JSON-01", "JSON-02", "JSON-04", "JSON-16"],
    judge: Judge::Request(|request| {
        let Ok(text) = std::str::from_utf8(&request.body) else {
            return Verdict::breaks("JSON-01", "the body is not UTF-8");
        };
        if text.starts_with('\u{feff}') {
            return Verdict::breaks("JSON-02", "the body begins with a byte order mark");
        }
        match Body::read(request) {
            Err(BodyError::NoObject) => Verdict::breaks("DCR-02", "the body is no JSON object"),
            Err(BodyError::NoJson(why)) => {
                Verdict::breaks("JSON-16", format!("the body is no JSON: {why}"))
            }
            Ok(body) => Verdict::unless(body.repeated, |name| {
                Breach::of("JSON-04", format!("the member {name:?} occurs twice"))
            }),
        }
    }),
};

/// Nothing is posted over plain http, loopback with the switch aside.
pub const ENDPOINT_IS_SECURE: Property = Property {
    id: "endpoint-is-secure",
    statement: "Registration goes to an https URL; http is for loopback only, and only if allowed.",
    requirements: &["SEC-01"],
    judge: Judge::Client(|client, outcome| {
        with_request(outcome, |request| {
            let url = request.url.as_str();
            let allowed = client.allow.contains(&Leniency::LoopbackHttp)
                && has_scheme(url, "http")
                && is_loopback(url);
            Verdict::of(allowed || has_scheme(url, "https"), "SEC-01", || {
                format!("the request goes to {url}")
            })
        })
    }),
};

/// One login registers once.
pub const ONE_REGISTRATION: Property = Property {
    id: "one-registration",
    statement: "One login sends one registration request.",
    requirements: &["HOUSE-04"],
    judge: Judge::Outcome(|outcome| match outcome {
        Outcome::Sent(sent) => {
            let further = sent.further_registrations.len();
            Verdict::of(further == 0, "HOUSE-04", || {
                format!("{further} more registration requests were sent")
            })
        }
        _ => Verdict::NotApplicable,
    }),
};

/// The request goes where the metadata says, octet for octet.
pub const ENDPOINT_IS_THE_ADVERTISED_ONE: Property = Property {
    id: "endpoint-is-the-advertised-one",
    statement: "The request goes to the advertised registration endpoint, octet for octet.",
    requirements: &[
        "DCR-01", "WIRE-12", "PRM-18", "JSON-10", "JSON-14", "JSON-15", "JSON-17", "SCOPE-15",
        "HOUSE-06", "HOUSE-07", "HOUSE-16",
    ],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let url = &sent.registration.url;
            if *url == expected.endpoint {
                return Verdict::Pass;
            }
            let rule = match rule_of_documents(view) {
                Rule::Declaration => Rule::Row(rule_of_endpoint(view, url)),
                odd => odd,
            };
            let reason = format!("the request goes to {url}, not to {}", expected.endpoint);
            Verdict::Fail(Breach { rule, reason })
        })
    }),
};

/// The first revision has a default place below the MCP server; later ones take what metadata name.
fn rule_of_endpoint(view: &View<'_>, url: &str) -> &'static str {
    let server = view.case.client.server_url.as_deref().unwrap_or_default();
    let origin: Vec<&str> = server.splitn(4, '/').take(3).collect();
    let is_default = url == format!("{}/register", origin.join("/"));
    match view.case.client.revision {
        _ if !is_default => "DCR-01",
        Revision::V2025_03_26 => "HOUSE-16",
        _ => "WIRE-12",
    }
}

/// The access token stays in its field.
pub const ACCESS_TOKEN_STAYS_IN_ITS_FIELD: Property = Property {
    id: "access-token-stays-in-its-field",
    statement: "An initial access token is sent only as Bearer credential, and only if there is one.",
    requirements: &["HOUSE-05"],
    judge: Judge::Expectation(|view| {
        with_request(view.outcome, |request| {
            let token = view.case.client.initial_access_token.as_deref();
            let body = String::from_utf8_lossy(&request.body);
            let leaks = |token: &&str| body.contains(token) || request.url.contains(token);
            if token.as_ref().is_some_and(leaks) {
                return Verdict::breaks(
                    "HOUSE-05",
                    "the access token stands in the body or the URL",
                );
            }
            let sent: Vec<&str> = request.header("authorization").collect();
            let wanted = Vec::from_iter(token.map(|token| format!("Bearer {token}")));
            Verdict::as_declared(sent == wanted, || match (token, sent.as_slice()) {
                (Some(_), []) => "the access token is not sent".to_owned(),
                (None, _) => {
                    "an Authorization field is sent, and there is no access token".to_owned()
                }
                _ => "the Authorization field is not `Bearer` and the access token".to_owned(),
            })
        })
    }),
};
