//! What the two metadata documents say.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::choices::choices;
use super::deployment::Deployment;
use super::document::{Breakage, Document, Listed, Style};
use super::json::parts;

pub use super::lists::{AuthMethods, CodeChallengeMethods, GrantTypes, List, ResponseTypes};

parts! {
    /// The protected resource metadata.
    pub struct ResourceDocument {
        /// `resource`.
        pub identity: Identity,
        /// `authorization_servers`.
        pub servers: Servers,
        /// `scopes_supported`.
        pub scopes: Listed,
        /// How it is written.
        pub style: Style,
        /// What is broken.
        pub breakage: Option<Breakage>,
    }
}

/// Whom a document names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The one it was asked from.
    #[default]
    Right,
    /// Somebody else.
    Other,
    /// The right one but for a slash at the end.
    Slash,
    /// The right one but for the case of a letter.
    LetterCase,
    /// The origin of the right one; wrong only where that has a path.
    Origin,
    /// No one: the member is absent.
    Missing,
    /// No one: the member is null.
    Null,
    /// A list.
    WrongType,
}

impl Identity {
    /// Those that are wrong at every deployment.
    pub const WRONG: &[Identity] = &[
        Identity::Other,
        Identity::Slash,
        Identity::LetterCase,
        Identity::Missing,
        Identity::Null,
        Identity::WrongType,
    ];

    fn value(self, right: &str) -> Option<Value> {
        match self {
            Identity::Right => Some(json!(right)),
            Identity::Other => Some(json!("https://attacker.example")),
            Identity::Slash => Some(match right.strip_suffix('/') {
                Some(without) => json!(without),
                None => json!(format!("{right}/")),
            }),
            Identity::LetterCase => Some(json!(
                right
                    .replacen("example", "Example", 1)
                    .replacen("fastmail", "Fastmail", 1)
            )),
            Identity::Origin => {
                let origin: Vec<&str> = right.split('/').take(3).collect();
                Some(json!(origin.join("/")))
            }
            Identity::Missing => None,
            Identity::Null => Some(Value::Null),
            Identity::WrongType => Some(json!([right])),
        }
    }
}

/// What `authorization_servers` says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Servers {
    /// The right issuer, alone.
    #[default]
    One,
    /// The right issuer, then another.
    Two,
    /// An issuer over plain http, then the right one.
    UnusableFirst,
    /// The member is absent.
    Missing,
    /// An empty list.
    Empty,
    /// No usable issuer.
    NoneUsable,
    /// One string instead of a list.
    WrongType,
}

impl ResourceDocument {
    /// The body.
    pub fn body(&self, deployment: &Deployment) -> String {
        let mut document = Document::default();
        document.set(
            "resource",
            self.identity.value(deployment.canonical_server_url),
        );
        document.set(
            "authorization_servers",
            match self.servers {
                Servers::One => Some(json!([deployment.issuer])),
                Servers::Two => Some(json!([deployment.issuer, "https://second.example.net"])),
                Servers::UnusableFirst => {
                    Some(json!(["http://auth.example.com", deployment.issuer]))
                }
                Servers::Missing => None,
                Servers::Empty => Some(json!([])),
                Servers::NoneUsable => Some(json!(["http://auth.example.com", "auth"])),
                Servers::WrongType => Some(json!(deployment.issuer)),
            },
        );
        document.set("scopes_supported", self.scopes.value());
        if self.style.nulls {
            document.set("jwks_uri", Value::Null);
            document.set("resource_name", Value::Null);
        }
        if self.style.wrong_types {
            document.set("bearer_methods_supported", json!("header"));
            document.set("resource_documentation", json!(7));
        }
        document.text(&self.style, self.breakage)
    }

    /// Whether nothing of it may be used.
    pub fn is_unusable(&self) -> bool {
        self.breakage.is_some()
            || self.identity != Identity::Right
            || self.servers == Servers::WrongType
    }

    /// Whether it names no authorization server that may be used.
    pub fn names_no_server(&self) -> bool {
        matches!(
            self.servers,
            Servers::Missing | Servers::Empty | Servers::NoneUsable
        )
    }
}

parts! {
    /// The authorization server metadata.
    pub struct ServerDocument {
        /// `issuer`.
        pub identity: Identity,
        /// `registration_endpoint`.
        pub endpoint: Endpoint,
        /// `scopes_supported`, without `offline_access`.
        pub scopes: Listed,
        /// `scopes_supported` ends in `offline_access`.
        pub lists_offline_access: bool,
        /// `response_types_supported`.
        pub response_types: List<ResponseTypes>,
        /// `grant_types_supported`.
        pub grant_types: List<GrantTypes>,
        /// `token_endpoint_auth_methods_supported`.
        pub auth_methods: List<AuthMethods>,
        /// `code_challenge_methods_supported`.
        pub code_challenge_methods: List<CodeChallengeMethods>,
        /// `client_id_metadata_document_supported`.
        pub metadata_documents: MetadataDocuments,
        /// It has the members, too, that OpenID Connect Discovery requires where it lies at its places.
        pub openid: bool,
        /// How it is written.
        pub style: Style,
        /// What is broken.
        pub breakage: Option<Breakage>,
    }
}

/// What `registration_endpoint` says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Endpoint {
    /// The deployment's.
    #[default]
    Right,
    /// Absent.
    Missing,
    /// Null.
    Null,
    /// Over plain http.
    Insecure,
    /// Over plain http on this machine.
    Loopback,
    /// Relative.
    Relative,
    /// A script.
    Script,
    /// A number.
    WrongType,
}

impl Endpoint {
    /// Those that make the document unusable.
    pub const UNUSABLE: &[Endpoint] = &[
        Endpoint::Insecure,
        Endpoint::Loopback,
        Endpoint::Relative,
        Endpoint::Script,
        Endpoint::WrongType,
    ];
}

choices! {
    /// What `client_id_metadata_document_supported` says.
    MetadataDocuments, value -> Option<Value> {
        /// Absent.
        Absent => None,
        /// True.
        True => Some(json!(true)),
        /// The string `true`, which does not count (ASM-30).
        Text => Some(json!("true")),
    }
}

impl ServerDocument {
    /// The body.
    pub fn body(&self, deployment: &Deployment) -> String {
        let mut document = Document::default();
        document.set("issuer", self.identity.value(deployment.issuer));
        document.set(
            "registration_endpoint",
            match self.endpoint {
                Endpoint::Right => Some(json!(deployment.registration_endpoint)),
                Endpoint::Missing => None,
                Endpoint::Null => Some(Value::Null),
                Endpoint::Insecure => Some(json!("http://auth.example.com/register")),
                Endpoint::Loopback => Some(json!("http://127.0.0.1:9000/register")),
                Endpoint::Relative => Some(json!("/register")),
                Endpoint::Script => Some(json!("javascript:alert(1)")),
                Endpoint::WrongType => Some(json!(5)),
            },
        );
        let later = &deployment.later_endpoints;
        document.set("authorization_endpoint", json!(later.authorization));
        document.set("token_endpoint", json!(later.token));
        if self.openid {
            document.set("jwks_uri", json!(format!("{}/jwks", deployment.issuer)));
            document.set("subject_types_supported", json!(["public"]));
            document.set("id_token_signing_alg_values_supported", json!(["RS256"]));
        }
        document.set("scopes_supported", self.listed());
        document.set("response_types_supported", self.response_types.value());
        document.set("grant_types_supported", self.grant_types.value());
        document.set(
            "token_endpoint_auth_methods_supported",
            self.auth_methods.value(),
        );
        document.set(
            "code_challenge_methods_supported",
            self.code_challenge_methods.value(),
        );
        document.set(
            "client_id_metadata_document_supported",
            self.metadata_documents.value(),
        );
        if self.style.nulls {
            document.set("service_documentation", Value::Null);
            document.set("op_policy_uri", Value::Null);
        }
        if self.style.wrong_types {
            document.set("ui_locales_supported", json!("en"));
            document.set("token_endpoint", json!(["https://auth.example.com/token"]));
        }
        document.text(&self.style, self.breakage)
    }

    fn listed(&self) -> Option<Value> {
        let mut value = self.scopes.value();
        if self.lists_offline_access {
            match &mut value {
                Some(Value::Array(elements)) => elements.push(json!("offline_access")),
                _ => value = Some(json!(["offline_access"])),
            }
        }
        value
    }

    /// The legal tokens of `scopes_supported`, each once.
    pub fn catalogue(&self) -> Vec<String> {
        let mut tokens = self.scopes.scopes();
        if self.offers_offline_access() && !tokens.iter().any(|token| token == "offline_access") {
            tokens.push("offline_access".to_owned());
        }
        tokens
    }

    /// Whether `scopes_supported` is a proper list that holds `offline_access`.
    pub fn offers_offline_access(&self) -> bool {
        let number = matches!(self.scopes, Listed::WithNumber(_));
        (self.lists_offline_access && !number)
            || self
                .scopes
                .scopes()
                .iter()
                .any(|token| token == "offline_access")
    }

    /// Whether one of the lists of methods, grants and types is of a wrong type.
    pub fn has_ill_typed_list(&self) -> bool {
        self.response_types.is_ill_typed()
            || self.grant_types.is_ill_typed()
            || self.auth_methods.is_ill_typed()
            || self.code_challenge_methods.is_ill_typed()
    }

    /// Whether one of them is there and lists nothing.
    pub fn has_empty_list(&self) -> bool {
        self.response_types.says_nothing()
            || self.grant_types.says_nothing()
            || self.auth_methods.says_nothing()
            || self.code_challenge_methods.says_nothing()
    }

    /// Whether nothing of it may be used.
    pub fn is_unusable(&self) -> bool {
        self.breakage.is_some()
            || self.identity != Identity::Right
            || Endpoint::UNUSABLE.contains(&self.endpoint)
    }
}
