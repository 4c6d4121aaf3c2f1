//! Properties of the HTTP request around the body.

use crate::outcome::Outcome;
use crate::vocabulary::Leniency;

use super::body::Body;
use super::url::{has_scheme, is_loopback};
use super::{Judge, Property, Verdict, with_expected, with_request};

/// Registration is a POST.
pub const METHOD_IS_POST: Property = Property {
    id: "method-is-post",
    statement: "The registration request is a POST.",
    requirements: &["DCR-01"],
    judge: Judge::Request(|request| {
        Verdict::of(request.method == "POST", || {
            format!("the method is {}", request.method)
        })
    }),
};

/// The media type is exactly `application/json`.
pub const CONTENT_TYPE_IS_JSON: Property = Property {
    id: "content-type-is-json",
    statement: "The only Content-Type is application/json, without parameters.",
    requirements: &["DCR-02", "JSON-12"],
    judge: Judge::Request(|request| {
        let values: Vec<&str> = request.header("content-type").collect();
        Verdict::of(values == ["application/json"], || {
            format!("Content-Type is {values:?}")
        })
    }),
};

/// The client says that it wants JSON back.
pub const ACCEPT_IS_JSON: Property = Property {
    id: "accept-is-json",
    statement: "The request accepts application/json.",
    requirements: &["DCR-03"],
    judge: Judge::Request(|request| {
        let accepts = request
            .header("accept")
            .any(|value| value.contains("application/json"));
        Verdict::of(accepts, || {
            "no Accept field names application/json".to_owned()
        })
    }),
};

/// The body is a single JSON object in UTF-8, with unique names.
pub const BODY_IS_ONE_JSON_OBJECT: Property = Property {
    id: "body-is-one-json-object",
    statement: "The body is one JSON object in UTF-8, without byte order mark or repeated names.",
    requirements: &["DCR-02", "JSON-01", "JSON-02", "JSON-04", "JSON-08"],
    judge: Judge::Request(|request| {
        if let Err(error) = std::str::from_utf8(&request.body) {
            return Verdict::Fail(format!("the body is not UTF-8: {error}"));
        }
        match Body::read(request) {
            Err(error) => Verdict::Fail(error),
            Ok(body) => Verdict::unless(body.repeated, |name| {
                format!("member {name:?} occurs twice")
            }),
        }
    }),
};

/// Nothing is posted over plain http, loopback with the switch aside.
pub const ENDPOINT_IS_SECURE: Property = Property {
    id: "endpoint-is-secure",
    statement: "Registration goes to an https URL; http is for loopback only, and only if allowed.",
    requirements: &["DCR-04", "SEC-01", "SEC-04", "MCP-32", "O21-04"],
    judge: Judge::Client(|client, outcome| {
        with_request(outcome, |request| {
            let url = request.url.as_str();
            let allowed = client.allow.contains(&Leniency::LoopbackHttp)
                && has_scheme(url, "http")
                && is_loopback(url);
            Verdict::of(allowed || has_scheme(url, "https"), || {
                format!("the request goes to {url}")
            })
        })
    }),
};

/// One login registers once.
pub const ONE_REGISTRATION: Property = Property {
    id: "one-registration",
    statement: "One login sends one registration request.",
    requirements: &["DCR-01"],
    judge: Judge::Outcome(|outcome| match outcome {
        Outcome::Sent(sent) => {
            let further = sent.further_registrations.len();
            Verdict::of(further == 0, || {
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
    requirements: &["ASM-05", "URI-04", "URI-05", "URI-06"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let url = &sent.registration.url;
            Verdict::of(*url == expected.endpoint, || {
                format!("the request goes to {url}, not to {}", expected.endpoint)
            })
        })
    }),
};

/// The access token stays in its field.
pub const ACCESS_TOKEN_STAYS_IN_ITS_FIELD: Property = Property {
    id: "access-token-stays-in-its-field",
    statement: "An initial access token is sent only as Bearer credential, and only if there is one.",
    requirements: &["DCR-05"],
    judge: Judge::Expectation(|view| {
        with_request(view.outcome, |request| {
            let sent: Vec<&str> = request.header("authorization").collect();
            let token = view.case.client.initial_access_token.as_deref();
            let wanted = Vec::from_iter(token.map(|token| format!("Bearer {token}")));
            if sent != wanted {
                return Verdict::Fail(format!("Authorization is {sent:?}, not {wanted:?}"));
            }
            let body = String::from_utf8_lossy(&request.body);
            let leak = token.filter(|token| body.contains(token) || request.url.contains(token));
            Verdict::unless(leak, |_| {
                "the access token occurs in the body or URL".to_owned()
            })
        })
    }),
};
