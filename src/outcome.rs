//! What an implementation made of a case: what it sent or why it sent nothing. Raw bytes are kept.

pub use crate::vocabulary::Mechanism;

use crate::vocabulary::words;

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// At least one registration request was sent.
    Sent(Box<Sent>),
    /// Nothing was sent because something is wrong.
    Refused(Refusal),
    /// Nothing was sent because this client does not register dynamically here (MCP-22).
    NoRegistration(Mechanism),
    /// Nothing was sent, and the client did not say why.
    Silent(Silence),
    /// The implementation cannot take such a case, for the reason given.
    Unsupported(String),
}

impl Outcome {
    /// One registration request is sent, and nothing is known about later requests.
    pub fn registration(request: HttpRequest) -> Self {
        Outcome::Sent(Box::new(Sent::registration(request)))
    }

    /// In a few words, with the start of what was sent or said. Not escaped.
    pub fn summary(&self) -> String {
        match self {
            Outcome::Sent(sent) => {
                let body = String::from_utf8_lossy(&sent.registration.body);
                format!("sent {}", body.chars().take(400).collect::<String>())
            }
            Outcome::Refused(refusal) => format!("refused: {}", refusal.message),
            Outcome::NoRegistration(mechanism) => format!("no registration: {}", mechanism.name()),
            Outcome::Silent(silence) => silence.to_string(),
            Outcome::Unsupported(why) => format!("unsupported: {why}"),
        }
    }
}

/// How a client program ended that sent nothing and gave no reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Silence {
    /// It ended as if all were well.
    Ended,
    /// A signal of this number ended it.
    Crashed(i32),
    /// It was still running when its time was over.
    TimedOut,
    /// What it sent is no HTTP.
    NoHttp,
}

impl std::fmt::Display for Silence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Silence::Ended => f.write_str("sent nothing and ended without an error"),
            Silence::Crashed(signal) => write!(f, "crashed with signal {signal}"),
            Silence::TimedOut => f.write_str("sent nothing until its time was over"),
            Silence::NoHttp => f.write_str("sent something that is no HTTP request"),
        }
    }
}

/// What was sent, and what the same inputs will make it send later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The registration request.
    pub registration: HttpRequest,
    /// Further registration requests of the same login; there should be none.
    pub further_registrations: Vec<HttpRequest>,
    /// The first authorization request from the same inputs, where the implementation shows it.
    pub authorization: Option<Authorization>,
    /// Where it looks for metadata, where the implementation shows it.
    pub metadata_urls: Option<MetadataUrls>,
}

impl Sent {
    /// One registration request, and nothing known about later requests.
    pub fn registration(request: HttpRequest) -> Self {
        Sent {
            registration: request,
            further_registrations: Vec::new(),
            authorization: None,
            metadata_urls: None,
        }
    }
}

/// An HTTP request as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method, `POST`.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Fields in the order in which they are sent.
    pub headers: Vec<(String, String)>,
    /// The body, octet for octet.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// A POST of a JSON body with the usual fields.
    pub fn json_post(url: &str, body: impl Into<Vec<u8>>) -> Self {
        HttpRequest {
            method: "POST".to_owned(),
            url: url.to_owned(),
            headers: vec![
                ("Content-Type".to_owned(), "application/json".to_owned()),
                ("Accept".to_owned(), "application/json".to_owned()),
            ],
            body: body.into(),
        }
    }

    /// The values of the field `name`, in any letter case.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The parameters of an authorization request that bear on a registration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authorization {
    /// `scope`.
    pub scope: Option<String>,
    /// `redirect_uri`.
    pub redirect_uri: Option<String>,
    /// Every `resource` (RFC 8707).
    pub resource: Vec<String>,
}

/// Where an implementation looks for metadata, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetadataUrls {
    /// For protected resource metadata (MCP-07).
    pub resource: Vec<String>,
    /// For authorization server metadata (MCP-09).
    pub server: Vec<String>,
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it is about, as far as the implementation tells.
    pub kind: RefusalKind,
    /// What a user would be shown.
    pub message: String,
}

words! {
    /// What a refusal is about.
    RefusalKind, "reason of a refusal" {
        /// The command line.
        Arguments = "arguments",
        /// The config file or an override.
        Config = "configuration",
        /// A scope token of a user.
        ScopeToken = "scope-token",
        /// A scope flag without any token.
        EmptyScopes = "empty-scopes",
        /// The protected resource metadata.
        ResourceMetadata = "resource-metadata",
        /// The authorization server metadata, its registration endpoint included.
        ServerMetadata = "server-metadata",
        /// The authorization server does not offer what is needed.
        Capability = "capability",
        /// A redirect URI.
        RedirectUri = "redirect-uri",
        /// Client metadata that was asked for.
        ClientMetadata = "client-metadata",
        /// A step-up that would ask for the same again.
        NoProgress = "no-progress",
        /// Something is too long, too many or too deep.
        Limit = "limit",
        /// Something else, or the implementation does not tell.
        Other = "other",
    }
}
