//! What the loopback servers answer, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::case::Bytes;
use crate::scenario::Scenario;
use crate::scenario::challenge::CHALLENGED_METADATA_URL;
use crate::scenario::deployment::LOOPBACK_SERVER;

use crate::clients::login::{Login, Shape};

/// Where the protected resource metadata lies that only a challenge leads to.
const METADATA_PATH: &str = "/metadata/resource?of=mcp";

/// Everything that the servers answer. Ports are still those of [`LOOPBACK_SERVER`] and its sister.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerResponses {
    /// The MCP server, which answers 401.
    pub server_url: String,
    /// The values of its WWW-Authenticate fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub challenge: Vec<Bytes>,
    /// Documents, each at its URL. Every other URL answers 404.
    pub documents: Vec<Document>,
    /// Where clients register.
    pub registration_endpoint: String,
    /// A registration without scope is refused.
    #[serde(default)]
    pub strict: bool,
    /// Where a browser would be sent.
    pub authorization_endpoint: String,
}

/// A document at a URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The URL, with its query.
    pub url: String,
    /// The body.
    pub body: Bytes,
}

impl ServerResponses {
    /// What the servers of an adapted login answer.
    pub fn new(login: &Login) -> ServerResponses {
        let Login {
            scenario, shape, ..
        } = login;
        let deployment = scenario.deployment();
        let case = scenario.case();
        let mut documents = Vec::new();
        if let Some(body) = case.resource_metadata {
            let url = resource_metadata_url(scenario, *shape);
            documents.push(Document { url, body });
        }
        if let Some(body) = case.server_metadata {
            let urls = &deployment.server_metadata_urls;
            let url = urls[shape.server_at as usize % urls.len()].to_owned();
            documents.push(Document { url, body });
        }
        let challenged = format!("http://{LOOPBACK_SERVER}{METADATA_PATH}");
        let field =
            |Bytes(octets): Bytes| Bytes(replaced(&octets, CHALLENGED_METADATA_URL, &challenged));
        ServerResponses {
            server_url: deployment.server_url.to_owned(),
            challenge: case.challenge.into_iter().map(field).collect(),
            documents,
            registration_endpoint: deployment.registration_endpoint.to_owned(),
            strict: shape.strict,
            authorization_endpoint: deployment.later_endpoints.authorization.to_owned(),
        }
    }
}

/// The challenge and the documents in one line. Not escaped.
impl fmt::Display for ServerResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |octets: &Bytes| String::from_utf8_lossy(&octets.0).into_owned();
        let challenges = self.challenge.iter().map(text);
        let mut told: Vec<String> = challenges
            .map(|field| format!("challenge {field}"))
            .collect();
        let documents = self.documents.iter();
        told.extend(documents.map(|one| format!("{} {}", one.url, text(&one.body))));
        f.write_str(&told.join(", "))
    }
}

fn resource_metadata_url(scenario: &Scenario, shape: Shape) -> String {
    let urls = &scenario.deployment().resource_metadata_urls;
    if scenario.challenge.metadata_url().is_some() {
        format!("http://{LOOPBACK_SERVER}{METADATA_PATH}")
    } else if shape.resource_at_root {
        urls[urls.len() - 1].to_owned()
    } else {
        urls[0].to_owned()
    }
}

/// `octets` with every `from` replaced by `to`.
pub fn replaced(octets: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let mut rest = 0;
    for start in memchr::memmem::find_iter(octets, from) {
        out.extend_from_slice(&octets[rest..start]);
        out.extend_from_slice(to.as_bytes());
        rest = start + from.len();
    }
    out.extend_from_slice(&octets[rest..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_is_replaced_and_nothing_else() {
        let replace = |text: &str| replaced(text.as_bytes(), "ab", "xyz");
        assert_eq!(replace("abaabb"), b"xyzaxyzb");
        assert_eq!(replace(""), b"");
        assert_eq!(replaced(&[0xff, b'a', b'b'], "ab", ""), [0xff]);
    }
}
