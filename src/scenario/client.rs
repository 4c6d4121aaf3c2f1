//! How the client is set up: redirect URIs, further metadata, revision, what it knows already.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::case;
use crate::vocabulary::{Revision, ScopePolicy};

use super::choices::choices;
use super::deployment::Deployment;
use super::scopes::{Separators, Spelled};

/// The client's own side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientPart {
    /// `redirect_uris`.
    pub redirects: Redirects,
    /// Further client metadata.
    pub metadata: Metadata,
    /// Refresh tokens are wanted.
    pub wants_refresh: bool,
    /// A user's scopes are united with those of a challenge.
    pub merges: bool,
    /// The MCP revision.
    pub revision: Revision,
    /// The scopes of an earlier request, in a step-up.
    pub previous: Option<Vec<Spelled>>,
    /// The client is registered already.
    pub pre_registered: bool,
    /// The client has a metadata document of its own.
    pub metadata_document: bool,
    /// The registration endpoint wants an access token.
    pub access_token: bool,
}

impl Default for ClientPart {
    fn default() -> Self {
        ClientPart {
            redirects: Redirects::Loopback,
            metadata: Metadata::None,
            wants_refresh: true,
            merges: false,
            revision: Revision::default(),
            previous: None,
            pre_registered: false,
            metadata_document: false,
            access_token: false,
        }
    }
}

choices! {
    /// The redirect URIs of the client, right ones first: the URIs, and the application type that
    /// follows from them.
    Redirects, entry -> (&'static [&'static str], Option<&'static str>) {
        /// A loopback address with a port.
        Loopback => (&["http://127.0.0.1:3000/callback"], Some("native")),
        /// A loopback address without path: URL libraries like to add a slash.
        LoopbackWithoutPath => (&["http://127.0.0.1:3000"], Some("native")),
        /// The IPv6 loopback address.
        LoopbackSix => (&["http://[::1]:61023/oauth2redirect/example-provider"], Some("native")),
        /// `localhost`, and the same by address.
        Localhost => (&["http://localhost/callback?keep=%7e", "http://127.0.0.1:8080/callback"], Some("native")),
        /// A scheme of the application's own.
        CustomScheme => (&["com.example.app:/oauth2redirect/example-provider"], Some("native")),
        /// A remote page.
        Remote => (&["https://app.example.com/oauth2redirect/Example-Provider"], Some("web")),
        /// A fragment.
        Fragment => (&["http://127.0.0.1:3000/callback#done"], None),
        /// Plain http on a remote host.
        RemoteInsecure => (&["http://client.example/cb"], None),
        /// A remote host that looks like this machine.
        LookAlike => (&["http://127.0.0.1.evil.example/cb"], None),
        /// Another such host.
        LookAlikeName => (&["http://localhost.evil.example/cb"], None),
        /// A scheme that is no reversed domain name.
        ShortScheme => (&["myapp:/cb"], None),
        /// A relative reference.
        Relative => (&["/callback"], None),
        /// This machine and a remote page together.
        Mixed => (&["http://127.0.0.1:1/cb", "https://c.example/cb"], None),
        /// No redirect URI.
        Nothing => (&[], None),
    }
    /// Further client metadata that is asked for, allowed members first: the members, and whether a request
    /// may have them.
    Metadata, entry -> (Value, bool) {
        /// No further metadata.
        None => (json!({}), true),
        /// Pages about the client, one in two languages (DCR-35).
        Pages => (json!({
            "client_uri": "https://app.example.com",
            "client_uri#ja-Jpan-JP": "https://app.example.com/ja",
            "contacts": ["a@example.com"]
        }), true),
        /// A software statement (DCR-27).
        Statement => (json!({
            "software_id": "4NRB1-0XZABZI9E6-5SM3R",
            "software_version": "2.1",
            "software_statement": "eyJhbGciOiJSUzI1NiJ9.e30.sig"
        }), true),
        /// An extension member (DCR-07).
        Extension => (json!({"example_extension": {"nested": [1]}}), true),
        /// Members without a value, which are left out (DCR-40).
        WithoutValues => (json!({"logo_uri": "", "contacts": [], "tos_uri": null, "example_extension": {}}), true),
        /// Both key sets (DCR-24).
        BothKeySets => (json!({"jwks": {"keys": [{"kty": "EC"}]}, "jwks_uri": "https://c.example/jwks"}), false),
        /// What the server assigns (DCR-41).
        AssignedByServer => (json!({"client_id": "x"}), false),
        /// A parameter of another request (DCR-42).
        OtherRequest => (json!({"resource": "https://mcp.example.com"}), false),
        /// A language tag on the scope (DCR-38).
        TaggedScope => (json!({"scope#en": "a"}), false),
        /// A tagged member alone (DCR-37).
        TaggedAlone => (json!({"tos_uri#fr": "https://c.example/cgu"}), false),
        /// Grants that OAuth 2.1 removed (O21-06).
        RemovedGrant => (json!({"grant_types": ["implicit"], "response_types": ["token"]}), false),
        /// Grants that do not fit the response types (DCR-30).
        Inconsistent => (json!({"grant_types": ["client_credentials"]}), false),
        /// A member of a wrong type (DCR-06).
        WrongType => (json!({"contacts": "a@example.com"}), false),
        /// A page whose address is no URL (DCR-16).
        NoUrl => (json!({"client_uri": "app"}), false),
    }
}

impl Redirects {
    /// The URIs.
    pub fn uris(self) -> Vec<String> {
        self.entry().0.iter().map(|uri| (*uri).to_owned()).collect()
    }

    /// The application type that follows from them; none if they may not be registered.
    pub fn application_type(self) -> Option<&'static str> {
        self.entry().1
    }
}

impl Metadata {
    /// The members.
    pub fn members(self) -> Map<String, Value> {
        match self.entry().0 {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// Whether a registration request may have them.
    pub fn is_allowed(self) -> bool {
        self.entry().1
    }
}

/// The access token of the registration endpoint.
pub const ACCESS_TOKEN: &str = "initial-access-token.7f3a";
/// The client's metadata document.
pub const METADATA_DOCUMENT: &str = "https://app.example.com/oauth/client-metadata.json";

impl ClientPart {
    /// Whether metadata without `code_challenge_methods_supported` is refused (MCP-31).
    pub fn demands_advertised_pkce(&self) -> bool {
        self.revision >= Revision::V2025_11_25
    }

    /// The client as a case has it, at that deployment and with that issuer.
    pub fn in_case(&self, deployment: &Deployment, issuer: Option<&str>) -> case::Client {
        case::Client {
            redirect_uris: self.redirects.uris(),
            want_refresh: self.wants_refresh,
            policy: if self.merges {
                ScopePolicy::Merge
            } else {
                ScopePolicy::Replace
            },
            revision: self.revision,
            metadata: self.metadata.members(),
            server_url: Some(deployment.server_url.to_owned()),
            issuer: issuer.map(str::to_owned),
            pre_registered: self.pre_registered,
            client_id_metadata_document: self
                .metadata_document
                .then(|| METADATA_DOCUMENT.to_owned()),
            initial_access_token: self.access_token.then(|| ACCESS_TOKEN.to_owned()),
            ..case::Client::default()
        }
    }

    /// The earlier scopes as a case has them.
    pub fn previous_texts(&self) -> Option<Vec<String>> {
        let previous = self.previous.as_ref()?;
        let text = |spelled: &Spelled| spelled.text(Separators::WhiteSpace);
        Some(previous.iter().map(text).collect())
    }
}
