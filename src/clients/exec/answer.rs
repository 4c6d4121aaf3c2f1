//! What the servers answer to a request.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::HeaderValue;
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::outcome::HttpRequest;

use super::responses::ServerResponses;
use super::traffic::Purpose;

/// An answer whose ports are still those of the responses.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    fields: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
}

impl Answer {
    /// A JSON value.
    pub fn json(status: u16, value: &Value) -> Answer {
        Answer::document(status, value.to_string().as_bytes())
    }

    fn document(status: u16, body: &[u8]) -> Answer {
        Answer {
            status,
            fields: vec![
                ("content-type", b"application/json".to_vec()),
                ("cache-control", b"no-store".to_vec()),
            ],
            body: body.to_vec(),
        }
    }

    fn error(status: u16, error: &str, description: &str) -> Answer {
        Answer::json(
            status,
            &json!({"error": error, "error_description": description}),
        )
    }

    /// The answer as it goes out, every text put through `ports`. A field that HTTP cannot carry is
    /// left out.
    pub fn into_http(self, ports: impl Fn(&[u8]) -> Vec<u8>) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(ports(&self.body))));
        if let Ok(status) = StatusCode::from_u16(self.status) {
            *response.status_mut() = status;
        }
        for (name, value) in self.fields {
            if let Ok(value) = HeaderValue::from_bytes(&ports(&value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

impl ServerResponses {
    /// What a request is for, and what is answered.
    pub fn answer(&self, request: &HttpRequest) -> (Purpose, Answer) {
        let url = request.url.as_str();
        let path = |url: &str| url.split('?').next().unwrap_or_default().to_owned();
        if let Some(document) = self.documents.iter().find(|document| document.url == url) {
            return (Purpose::Document, Answer::document(200, &document.body.0));
        }
        if url == self.registration_endpoint {
            return (Purpose::Registration, self.register(request));
        }
        if path(url) == self.authorization_endpoint {
            let page = Answer::json(200, &json!({"seen": true}));
            return (Purpose::Authorization, page);
        }
        if path(url) == path(&self.server_url) && !is_registration(request) {
            let mut answer = Answer::error(401, "invalid_token", "log in first");
            let fields = self.challenge.iter();
            answer
                .fields
                .extend(fields.map(|field| ("www-authenticate", field.0.clone())));
            return (Purpose::Server, answer);
        }
        if is_registration(request) {
            let text = "nobody advertises this place for registrations";
            return (Purpose::Registration, Answer::error(404, "not_found", text));
        }
        (
            Purpose::Nothing,
            Answer::json(404, &json!({"error": "not_found"})),
        )
    }

    /// Registers what a lenient server registers; a strict one wants a well-formed scope.
    fn register(&self, request: &HttpRequest) -> Answer {
        let body = serde_json::from_slice::<Value>(&request.body);
        let Ok(Value::Object(mut members)) = body else {
            return Answer::error(400, "invalid_client_metadata", "the body is no JSON object");
        };
        if request.method != "POST" {
            return Answer::error(405, "invalid_request", "registration is a POST");
        }
        if self.strict {
            match members.get("scope") {
                None => return Answer::error(400, "invalid_request", "invalid_request no scope"),
                Some(Value::String(scope)) if is_scope(scope) => {}
                Some(_) => {
                    let text = "the scope is no list of tokens with single spaces between them";
                    return Answer::error(400, "invalid_client_metadata", text);
                }
            }
        }
        members.insert("client_id".to_owned(), json!("client-of-dcr-check"));
        members.insert("client_id_issued_at".to_owned(), json!(1_700_000_000));
        Answer::json(201, &Value::Object(members))
    }
}

/// Whether a request is a registration by what it holds, wherever it goes.
fn is_registration(request: &HttpRequest) -> bool {
    let body = || serde_json::from_slice::<Value>(&request.body).ok();
    request.method == "POST" && body().is_some_and(|body| body.get("redirect_uris").is_some())
}

/// The grammar of RFC 6749, section 3.3.
fn is_scope(text: &str) -> bool {
    let legal = |octet: u8| matches!(octet, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    text.split(' ')
        .all(|token| !token.is_empty() && token.bytes().all(legal))
}
