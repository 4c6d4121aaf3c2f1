//! What a conforming client does in a scenario, worked out from its parts. Nothing here reads a text.

use crate::declaration::{Ability, Declaration, Layer};
use crate::outcome::{MetadataUrls, RefusalKind};
use crate::vocabulary::{ExpectedAction, Mechanism, Revision};

use super::Scenario;
use super::scopes::{any_illegal, distinct, tokens};
use super::servers::{Endpoint, MetadataDocuments, ServerDocument};
use super::user::{ConfigValue, Setting};
use super::visit::Role;

/// What a conforming client does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// It may send or refuse, as long as what it sends is well-formed.
    Anything,
    /// It sends nothing, for one of these reasons.
    Refused(Vec<RefusalKind>),
    /// It does not register.
    NoRegistration(Mechanism),
    /// It sends this.
    Sent(Box<Expected>),
}

impl Expectation {
    /// The action, without its details.
    pub fn action(&self) -> ExpectedAction {
        match self {
            Expectation::Anything => ExpectedAction::Anything,
            Expectation::Refused(_) => ExpectedAction::Refused,
            Expectation::NoRegistration(_) => ExpectedAction::NoRegistration,
            Expectation::Sent(_) => ExpectedAction::Sent,
        }
    }
}

/// What a conforming client sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The tokens of `scope` in order; none means that the member is absent.
    pub scopes: Vec<String>,
    /// Tokens that may be there as well: the standards allow it, and the client does not say.
    pub permitted: Vec<String>,
    /// The layer that won; none for a step-up, for a policy's last resort, and for no scope at all.
    pub layer: Option<Layer>,
    /// Where the request goes.
    pub endpoint: String,
    /// `token_endpoint_auth_method`.
    pub auth_method: &'static str,
    /// `grant_types`.
    pub grant_types: Vec<&'static str>,
    /// `application_type`.
    pub application_type: &'static str,
    /// `redirect_uris`.
    pub redirect_uris: Vec<String>,
    /// `resource` of later requests.
    pub resource: String,
    /// Where metadata is looked for.
    pub metadata_urls: MetadataUrls,
}

impl Scenario {
    /// What a conforming client with that declaration does.
    pub fn expectation(&self, declaration: &Declaration) -> Expectation {
        if self.corruption.is_some() {
            return Expectation::Anything;
        }
        let refusals = self.unreadable_inputs();
        if !refusals.is_empty() {
            return Expectation::Refused(refusals);
        }
        let (layer, scopes) = match self.scopes(declaration) {
            Ok(found) => found,
            Err(kind) => return Expectation::Refused(vec![kind]),
        };
        if let Some(mechanism) = self.mechanism() {
            return Expectation::NoRegistration(mechanism);
        }
        let server = self.server.clone().unwrap_or_default();
        let negotiated = self.negotiated(&server);
        let (Some(application_type), Some((auth_method, grant_types))) =
            (self.client.redirects.application_type(), negotiated)
        else {
            return Expectation::Refused(vec![RefusalKind::Capability]);
        };
        let silent = !declaration.can(Ability::OfflineAccess);
        let offered = silent && server.offers_offline_access();
        Expectation::Sent(Box::new(Expected {
            permitted: Vec::from_iter(offered.then(|| "offline_access".to_owned())),
            scopes,
            layer,
            endpoint: self.deployment().registration_endpoint.to_owned(),
            auth_method,
            grant_types,
            application_type,
            redirect_uris: self.client.redirects.uris(),
            resource: self.deployment().canonical_server_url.to_owned(),
            metadata_urls: self.metadata_urls(),
        }))
    }

    /// Inputs that cannot be read, whatever is chosen afterwards.
    fn unreadable_inputs(&self) -> Vec<RefusalKind> {
        let mut refusals = Vec::new();
        if self.settings().contains(&&Setting::Broken) {
            refusals.push(RefusalKind::Arguments);
        }
        if self
            .file_of_user()
            .is_some_and(|file| file.broken || self.is_stdio(file.command))
        {
            refusals.push(RefusalKind::Config);
        }
        if self.client.redirects.application_type().is_none() {
            refusals.push(RefusalKind::RedirectUri);
        }
        if !self.client.metadata.is_allowed() {
            refusals.push(RefusalKind::ClientMetadata);
        }
        if let Some(resource) = &self.resource
            && (resource.is_unusable() || resource.names_no_server())
        {
            refusals.push(RefusalKind::ResourceMetadata);
        }
        if self
            .server
            .as_ref()
            .is_some_and(ServerDocument::is_unusable)
        {
            refusals.push(RefusalKind::ServerMetadata);
        }
        refusals
    }

    /// Whether the config file names a command, so that the server is started and not logged in to.
    pub fn is_started_by_command(&self) -> bool {
        self.file_of_user()
            .is_some_and(|file| self.is_stdio(file.command))
    }

    /// A server with a command is started, not logged in to, unless an override replaces it.
    fn is_stdio(&self, command: bool) -> bool {
        let replaced = |setting: &&Setting| matches!(setting, Setting::Server(_));
        command && !self.settings().iter().any(replaced)
    }

    /// The winning layer and its tokens, or why a user's scopes are refused.
    fn scopes(
        &self,
        declaration: &Declaration,
    ) -> Result<(Option<Layer>, Vec<String>), RefusalKind> {
        let user = self.user(declaration)?;
        let challenged = self.challenge.scopes();
        let listed = self
            .resource
            .as_ref()
            .map_or_else(Vec::new, |part| part.scopes.scopes());
        if let Some(previous) = &self.client.previous {
            return self.step_up(distinct(previous), user.is_some(), challenged, listed);
        }
        let mut found: Option<(Layer, Vec<String>)> = None;
        for layer in &declaration.layers {
            let tokens = match layer {
                Layer::Challenge => challenged.clone(),
                Layer::ResourceMetadata => listed.clone(),
                of_user => match &user {
                    Some((winner, tokens)) if winner == of_user => tokens.clone(),
                    _ => Vec::new(),
                },
            };
            if found.is_none() && !tokens.is_empty() {
                found = Some((*layer, tokens));
            }
        }
        let Some((layer, mut tokens)) = found else {
            return Ok((None, self.last_resort(declaration)));
        };
        if layer.is_of_user() {
            let united = self.united(declaration).iter().map(|layer| match layer {
                Layer::Challenge => &challenged,
                _ => &listed,
            });
            let mut supplying = united.filter(|tokens| !tokens.is_empty());
            add(&mut tokens, supplying.next().cloned().unwrap_or_default());
        }
        let offered = self
            .server
            .as_ref()
            .is_some_and(ServerDocument::offers_offline_access);
        if !layer.is_of_user()
            && self.client.wants_refresh
            && offered
            && declaration.can(Ability::OfflineAccess)
        {
            add(&mut tokens, vec!["offline_access".to_owned()]);
        }
        Ok((Some(layer), tokens))
    }

    /// The layers of servers whose scopes are added to a user's.
    pub fn united<'a>(&self, declaration: &'a Declaration) -> &'a [Layer] {
        if self.client.merges {
            return &[Layer::Challenge];
        }
        &declaration.policy.unites
    }

    /// Whether challenge or protected resource metadata hold a legal token.
    pub fn servers_supply(&self) -> bool {
        let mut resource = self.resource.iter();
        !self.challenge.scopes().is_empty() || resource.any(|part| !part.scopes.scopes().is_empty())
    }

    /// The legal tokens of challenge and protected resource metadata.
    pub fn supplied_by_servers(&self) -> Vec<String> {
        let mut tokens = self.challenge.scopes();
        add(
            &mut tokens,
            self.resource
                .as_ref()
                .map_or_else(Vec::new, |part| part.scopes.scopes()),
        );
        tokens
    }

    /// What is registered if no layer supplies a scope.
    fn last_resort(&self, declaration: &Declaration) -> Vec<String> {
        let policy = &declaration.policy;
        let catalogue = self
            .server
            .as_ref()
            .filter(|_| policy.falls_back_to_catalogue);
        let catalogue = catalogue.map_or_else(Vec::new, ServerDocument::catalogue);
        if catalogue.is_empty() {
            return policy.default_scopes.clone();
        }
        catalogue
    }

    fn step_up(
        &self,
        previous: Vec<String>,
        user_chose: bool,
        challenged: Vec<String>,
        listed: Vec<String>,
    ) -> Result<(Option<Layer>, Vec<String>), RefusalKind> {
        let mut tokens = previous.clone();
        if !challenged.is_empty() {
            add(&mut tokens, challenged);
        } else if !user_chose {
            add(&mut tokens, listed);
        }
        if self.challenge.says_insufficient_scope() && tokens == previous {
            return Err(RefusalKind::NoProgress);
        }
        Ok((None, tokens))
    }

    /// The first declared layer of a user that holds tokens, and these.
    fn user(&self, declaration: &Declaration) -> Result<Option<(Layer, Vec<String>)>, RefusalKind> {
        let supplied = self.of_user();
        for layer in &declaration.layers {
            let Some(value) = supplied.get(layer) else {
                continue;
            };
            if matches!(value, ConfigValue::WrongType(_)) {
                return Err(RefusalKind::Config);
            }
            if any_illegal(value.texts()) {
                return Err(RefusalKind::ScopeToken);
            }
            let tokens = distinct(value.texts());
            if !tokens.is_empty() {
                return Ok(Some((*layer, tokens)));
            }
            if *layer == Layer::Flag {
                return Err(RefusalKind::EmptyScopes);
            }
        }
        Ok(None)
    }

    /// The way to an identifier, if it is not registration (MCP-22).
    fn mechanism(&self) -> Option<Mechanism> {
        let server = self.server.as_ref();
        if self.client.pre_registered {
            return Some(Mechanism::PreRegistered);
        }
        let documents = server.map(|server| server.metadata_documents);
        if self.client.metadata_document && documents == Some(MetadataDocuments::True) {
            return Some(Mechanism::MetadataDocument);
        }
        let endpoint = server.map_or(Endpoint::Missing, |server| server.endpoint);
        matches!(endpoint, Endpoint::Missing | Endpoint::Null).then_some(Mechanism::AskUser)
    }

    /// Authentication method and grants, if the server offers what is needed (AMB-15, AMB-16).
    fn negotiated(&self, server: &ServerDocument) -> Option<(&'static str, Vec<&'static str>)> {
        let responses = server.response_types.stated().unwrap_or(&["code"]);
        let challenges = server.code_challenge_methods.stated();
        let pkce = challenges.is_some_and(|methods| methods.contains(&"S256"))
            || !self.client.demands_advertised_pkce();
        let grants = server.grant_types.stated();
        let code = grants.is_none_or(|grants| grants.contains(&"authorization_code"));
        if !responses.contains(&"code") || !pkce || !code {
            return None;
        }
        let ours = ["none", "client_secret_basic", "client_secret_post"];
        let methods = server.auth_methods.stated();
        let method = ours
            .into_iter()
            .find(|method| methods.is_none_or(|listed| listed.contains(method)))?;
        let refresh = self.client.wants_refresh
            && grants.is_none_or(|grants| grants.contains(&"refresh_token"));
        let mut grant_types = vec!["authorization_code"];
        grant_types.extend(refresh.then_some("refresh_token"));
        Some((method, grant_types))
    }

    /// Where a conforming client looks for metadata (MCP-07, MCP-09).
    pub fn metadata_urls(&self) -> MetadataUrls {
        let deployment = self.deployment();
        let owned = |urls: &[&str]| urls.iter().map(|url| (*url).to_owned()).collect();
        MetadataUrls {
            resource: match self.challenge.metadata_url() {
                Some(url) => vec![url.to_owned()],
                None => owned(&deployment.resource_metadata_urls),
            },
            // Before 2025-11-25 there is one place only.
            server: if self.client.revision < Revision::V2025_11_25 {
                owned(&deployment.server_metadata_urls[..1])
            } else {
                owned(&deployment.server_metadata_urls)
            },
        }
    }

    /// Every token that is written anywhere, legal or not.
    pub fn every_token(&self) -> Vec<String> {
        let texts = self
            .places()
            .into_iter()
            .flat_map(|(_, texts)| tokens(texts));
        texts.map(|token| token.text.clone()).collect()
    }

    /// Every token that any source of scopes holds, whether or not it wins. Of the challenges only
    /// one counts.
    pub fn every_source(&self) -> Vec<String> {
        let mut tokens = self.challenge.scopes();
        for (role, texts) in self.places() {
            let counts = match role {
                Role::Supplied(layer) => layer != Layer::Challenge,
                Role::Previous => true,
                Role::Elsewhere | Role::Catalogue => false,
            };
            if counts {
                add(&mut tokens, distinct(texts));
            }
        }
        tokens
    }
}

fn add(tokens: &mut Vec<String>, more: Vec<String>) {
    for token in more {
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
}
