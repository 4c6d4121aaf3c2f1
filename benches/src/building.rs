//! From scope texts to the body of a registration request.

use std::collections::HashSet;
use std::hint::black_box;

use openidconnect::core::{
    CoreApplicationType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::registration::{AdditionalClientMetadata, ClientMetadata};
use openidconnect::{ClientName, LocalizedClaim, RedirectUrl, ResponseTypes};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use dcr_check::protocol::request::Body;
use dcr_check::protocol::scope::{Insertion, ScopeSet, is_scope_character};

use crate::Contender;

const NAME: &str = "Example MCP Client";
const REDIRECT_URI: &str = "http://127.0.0.1:3000/callback";

/// How many scopes a row has, and how many in a hundred of them are repeats.
pub const ROWS: [(usize, usize); 10] = [
    (2, 0),
    (2, 50),
    (10, 0),
    (10, 50),
    (100, 0),
    (100, 50),
    (1_000, 0),
    (1_000, 50),
    (10_000, 0),
    (10_000, 50),
];

/// `count` scopes that look like those of large providers; each second one a repeat at 50 %.
pub fn scopes(count: usize, repeated_percent: usize) -> Vec<String> {
    let distinct = count - count * repeated_percent / 100;
    // A step that shares no factor with the count, so that repeats stand far from each other.
    (0..count)
        .map(|index| index * 7 % distinct.max(1))
        .map(|number| format!("https://www.example.com/auth/service-{number}/read"))
        .collect()
}

/// The contenders on the same scopes: ours, the naive way, rmcp's, openidconnect's, and the floor.
pub fn contenders(scopes: &[String]) -> Vec<Contender<'_>> {
    let mut ours = Ours::default();
    let head = Body::new(members());
    let mut floor = String::new();
    let members = serde_json::to_string(&self::members()).unwrap_or_default();
    vec![
        Contender::new("dcr-check", move || {
            black_box(ours.build(&head, black_box(scopes)));
        }),
        Contender::new("naive", || {
            black_box(naive(black_box(scopes)));
        }),
        Contender::new("rmcp", || {
            black_box(like_rmcp(black_box(scopes)));
        }),
        Contender::new("openidconnect", || {
            black_box(openidconnect(black_box(scopes)));
        }),
        Contender::new("floor", move || {
            append(&members, black_box(scopes), &mut floor);
            black_box(&floor);
        }),
    ]
}

/// What is kept from one request to the next.
#[derive(Default)]
pub struct Ours {
    scopes: ScopeSet,
    text: String,
}

impl Ours {
    /// Checks the tokens, leaves repeats out, prints the body.
    pub fn build(&mut self, body: &Body, scopes: &[String]) -> Option<&str> {
        self.scopes.clear();
        for token in scopes {
            match self.scopes.insert(token) {
                Insertion::Added | Insertion::Repeated => {}
                Insertion::Illegal(_) | Insertion::PastLimit => return None,
            }
        }
        self.text.clear();
        body.write(&self.scopes, &mut self.text);
        Some(&self.text)
    }
}

/// The members that no contender computes.
pub fn members() -> Map<String, Value> {
    let members = json!({
        "redirect_uris": [REDIRECT_URI],
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "client_name": NAME,
        "application_type": "native",
    });
    members.as_object().cloned().unwrap_or_default()
}

/// The body as rmcp 3.11.0 declares it. Restated, because its type is private.
#[derive(Serialize)]
struct OwnedBody {
    client_name: String,
    redirect_uris: Vec<String>,
    grant_types: Vec<String>,
    token_endpoint_auth_method: String,
    response_types: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_type: Option<String>,
}

impl OwnedBody {
    fn with_scope(scope: Option<String>) -> Self {
        OwnedBody {
            client_name: NAME.to_owned(),
            redirect_uris: vec![REDIRECT_URI.to_owned()],
            grant_types: ["authorization_code", "refresh_token"]
                .map(str::to_owned)
                .to_vec(),
            token_endpoint_auth_method: "none".to_owned(),
            response_types: vec!["code".to_owned()],
            scope,
            application_type: Some("native".to_owned()),
        }
    }
}

/// The same work as ours, written down without a thought of speed.
pub fn naive(scopes: &[String]) -> Option<String> {
    let mut seen = HashSet::new();
    let mut tokens = Vec::new();
    for scope in scopes {
        if scope.is_empty() || !scope.chars().all(is_scope_character) {
            return None;
        }
        if seen.insert(scope.clone()) {
            tokens.push(scope.clone());
        }
    }
    let scope = (!tokens.is_empty()).then(|| tokens.join(" "));
    serde_json::to_string(&OwnedBody::with_scope(scope)).ok()
}

/// What rmcp 3.11.0 does: it joins and serialises; no token is checked, repeats stay.
fn like_rmcp(scopes: &[String]) -> Option<Vec<u8>> {
    let scope = (!scopes.is_empty()).then(|| scopes.join(" "));
    serde_json::to_vec(&OwnedBody::with_scope(scope)).ok()
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct WithScope {
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

impl AdditionalClientMetadata for WithScope {}

/// openidconnect's own types; `scope` is a member that its user adds. Nothing is checked, repeats stay.
fn openidconnect(scopes: &[String]) -> Option<Vec<u8>> {
    let scope = (!scopes.is_empty()).then(|| scopes.join(" "));
    let redirect = RedirectUrl::new(REDIRECT_URI.to_owned()).ok()?;
    let metadata: ClientMetadata<
        _,
        CoreApplicationType,
        CoreClientAuthMethod,
        CoreGrantType,
        CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm,
        CoreJsonWebKey,
        CoreResponseType,
        CoreSubjectIdentifierType,
    > = ClientMetadata::new(vec![redirect], WithScope { scope })
        .set_application_type(Some(CoreApplicationType::Native))
        .set_client_name(Some(LocalizedClaim::from(ClientName::new(NAME.to_owned()))))
        .set_grant_types(Some(vec![
            CoreGrantType::AuthorizationCode,
            CoreGrantType::RefreshToken,
        ]))
        .set_response_types(Some(vec![ResponseTypes::new(vec![CoreResponseType::Code])]))
        .set_token_endpoint_auth_method(Some(CoreClientAuthMethod::None));
    serde_json::to_vec(&metadata).ok()
}

/// No faster way is known: every token appended as it is, no checks.
fn append(members: &str, scopes: &[String], text: &mut String) {
    text.clear();
    text.push_str(members);
    for scope in scopes {
        text.push(' ');
        text.push_str(scope);
    }
}
