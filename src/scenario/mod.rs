//! What is meant: which layer supplies which scopes, how it is written, what the servers say.
//!
//! A scenario is composed, never parsed, so it knows what a conforming client must send.

pub mod challenge;
pub(crate) mod choices;
pub mod client;
pub mod compose;
pub mod config_file;
pub mod corruption;
pub mod deployment;
pub mod document;
pub mod environment;
pub mod expectation;
pub(crate) mod json;
pub mod labels;
pub mod lists;
mod plain;
pub mod scopes;
pub mod servers;
mod toml_text;
pub mod user;
pub mod visit;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::case::{Bytes, Case};
use crate::declaration::{Ability, Declaration, Layer};

use challenge::ChallengePart;
use client::{ClientPart, Metadata, Redirects};
use corruption::{Corruption, Target};
use deployment::{Deployment, DeploymentName};
use document::Listed;
use environment::Environment;
use json::parts;
use scopes::{Separators, Spelled};
use servers::{Identity, ResourceDocument, ServerDocument};
use user::{CommandLine, CommandOption, ConfigFile, ConfigValue, Setting};

parts! {
    /// One login as somebody means it.
    pub struct Scenario {
        /// The deployment at which the login happens.
        pub deployment: DeploymentName,
        /// How the login is started.
        pub entry: Entry,
        /// The environment variables, whoever starts it.
        pub environment: Environment,
        /// The WWW-Authenticate fields.
        pub challenge: ChallengePart,
        /// The protected resource metadata, if there is any.
        pub resource: Option<ResourceDocument>,
        /// The authorization server metadata, if there is any.
        pub server: Option<ServerDocument>,
        /// The client's own side.
        pub client: ClientPart,
        /// Damage done to the texts afterwards.
        pub corruption: Option<Corruption>,
    }
}

/// How the login is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// By a user at a command line, perhaps with a config file.
    CommandLine(CommandLine, Option<ConfigFile>),
    /// By a program that calls a library, perhaps with scopes.
    Call(Option<Vec<Spelled>>),
}

impl Default for Entry {
    fn default() -> Self {
        Entry::CommandLine(CommandLine::default(), None)
    }
}

impl Scenario {
    /// The deployment at which the login happens.
    pub fn deployment(&self) -> &'static Deployment {
        self.deployment.deployment()
    }

    /// The texts and bytes that a client gets.
    pub fn case(&self) -> Case {
        let deployment = self.deployment();
        // Without protected resource metadata the issuer has to come from the setup.
        let issuer = self.resource.is_none().then_some(deployment.issuer);
        let mut case = Case {
            challenge: self.challenge.fields().into_iter().map(Bytes).collect(),
            resource_metadata: self
                .resource
                .as_ref()
                .map(|part| part.body(deployment).into()),
            server_metadata: self
                .server
                .as_ref()
                .map(|part| part.body(deployment).into()),
            previous_scopes: self.client.previous_texts(),
            client: self.client.in_case(deployment, issuer),
            environment: self.environment.variables(),
            ..Case::default()
        };
        case.client.scopes_variable = self.environment.configured();
        match &self.entry {
            Entry::CommandLine(line, file) => {
                case.arguments = line.arguments(deployment);
                let text = |file: &ConfigFile| file.text(line.server_name(), deployment);
                case.config_file = file.as_ref().map(text);
            }
            Entry::Call(texts) => {
                let text = |text: &Spelled| text.text(Separators::WhiteSpace);
                case.scopes = texts.as_ref().map(|texts| texts.iter().map(text).collect());
            }
        }
        if let Some(corruption) = &self.corruption {
            corruption.damage(&mut case);
        }
        case
    }

    /// The command line, if a user starts the login.
    pub fn command_line(&self) -> Option<&CommandLine> {
        match &self.entry {
            Entry::CommandLine(line, _) => Some(line),
            Entry::Call(_) => None,
        }
    }

    /// The config file, if there is one.
    fn file_of_user(&self) -> Option<&ConfigFile> {
        match &self.entry {
            Entry::CommandLine(_, file) => file.as_ref(),
            Entry::Call(_) => None,
        }
    }

    /// The values of `--scopes` in the order in which they are written.
    pub fn flags(&self) -> Vec<Spelled> {
        self.command_line()
            .map_or_else(Vec::new, CommandLine::flags)
    }

    /// What the overrides set, in the order in which they are written.
    pub fn settings(&self) -> Vec<&Setting> {
        self.command_line()
            .map_or_else(Vec::new, CommandLine::settings)
    }

    /// What each layer of a user supplies, for the layers that are there. The config value is replaced as a whole by
    /// each override in turn, so an override leaves nothing of the file.
    pub fn of_user(&self) -> BTreeMap<Layer, ConfigValue> {
        let mut all = BTreeMap::new();
        if let Some(value) = self.file_of_user().and_then(|file| file.scopes.clone()) {
            all.insert(Layer::ConfigFile, value);
        }
        for setting in self.settings() {
            let value = match setting {
                Setting::Scopes(value) | Setting::Server(Some(value)) => value.clone(),
                Setting::Server(None) => ConfigValue::List(Vec::new()),
                _ => continue,
            };
            all.remove(&Layer::ConfigFile);
            all.insert(Layer::Override, value);
        }
        let called = match &self.entry {
            Entry::Call(texts) => texts.clone(),
            Entry::CommandLine(..) => None,
        };
        let flags = Some(self.flags()).filter(|flags| !flags.is_empty());
        let variable = self.environment.value.clone().map(|value| vec![value]);
        let lists = [
            (Layer::Call, called),
            (Layer::Flag, flags),
            (Layer::Environment, variable),
        ];
        all.extend(
            lists
                .into_iter()
                .filter_map(|(layer, texts)| Some((layer, ConfigValue::List(texts?)))),
        );
        all
    }

    /// The same scenario without what `declaration` says that an implementation lacks.
    pub fn restricted_to(mut self, declaration: &Declaration) -> Self {
        self.restrict_entry(declaration);
        if !declaration.reads(Layer::Environment) {
            self.environment = Environment::default();
        }
        if !declaration.reads(Layer::Challenge) {
            for bearer in self.challenge.bearers_mut() {
                bearer.scope = None;
            }
        }
        if let Some(resource) = &mut self.resource {
            if !declaration.reads(Layer::ResourceMetadata) {
                resource.scopes = Listed::Absent;
            }
            restrict_resource(resource, declaration);
        }
        if let Some(server) = &mut self.server {
            restrict_server(server, declaration);
        }
        self.restrict_client(declaration);
        self
    }

    fn restrict_entry(&mut self, declaration: &Declaration) {
        let has_command_line = [Layer::Flag, Layer::Override, Layer::ConfigFile]
            .iter()
            .any(|layer| declaration.reads(*layer));
        let has_call = declaration.reads(Layer::Call);
        match &mut self.entry {
            Entry::CommandLine(line, file) if has_command_line => {
                line.options.retain(|placed| match &placed.option {
                    CommandOption::Scopes { .. } => declaration.reads(Layer::Flag),
                    CommandOption::Override { .. } => declaration.reads(Layer::Override),
                });
                if !declaration.reads(Layer::ConfigFile) {
                    *file = None;
                }
            }
            Entry::CommandLine(..) => {
                let texts = self.flags();
                let texts = (has_call && !texts.is_empty()).then_some(texts);
                self.entry = Entry::Call(texts);
            }
            Entry::Call(_) if has_call => {}
            Entry::Call(texts) if has_command_line => {
                let texts = texts.take().unwrap_or_default();
                let mut line = CommandLine::default();
                if declaration.reads(Layer::Override) {
                    let sets = Setting::Scopes(ConfigValue::List(texts));
                    line.options.push(CommandOption::from(sets).into());
                }
                self.entry = Entry::CommandLine(line, None);
            }
            Entry::Call(texts) => *texts = None,
        }
    }

    fn restrict_client(&mut self, declaration: &Declaration) {
        let client = &mut self.client;
        if !declaration.can(Ability::StepUp) {
            client.previous = None;
        }
        if !declaration.can(Ability::MergePolicy) {
            client.merges = false;
        }
        if !declaration.can(Ability::ClientMetadata) {
            client.metadata = Metadata::None;
            client.access_token = false;
        }
        if !declaration.can(Ability::RedirectUris) {
            client.redirects = Redirects::Loopback;
            self.corruption = self
                .corruption
                .filter(|corruption| corruption.target != Target::RedirectUri);
        }
        if !declaration.can(Ability::Mechanisms) {
            client.pre_registered = false;
            client.metadata_document = false;
        }
    }
}

fn restrict_resource(resource: &mut ResourceDocument, declaration: &Declaration) {
    if !declaration.can(Ability::Identity) {
        resource.identity = Identity::Right;
        resource.servers = servers::Servers::One;
    }
    if !declaration.can(Ability::DocumentChecks) {
        resource.breakage = None;
    }
}

fn restrict_server(server: &mut ServerDocument, declaration: &Declaration) {
    if !declaration.can(Ability::Identity) {
        server.identity = Identity::Right;
    }
    if !declaration.can(Ability::DocumentChecks) {
        server.breakage = None;
        if servers::Endpoint::UNUSABLE.contains(&server.endpoint) {
            server.endpoint = servers::Endpoint::Right;
        }
    }
    if !declaration.can(Ability::Mechanisms) && server.endpoint != servers::Endpoint::Right {
        server.endpoint = servers::Endpoint::Right;
    }
    if !declaration.can(Ability::Negotiation) {
        *server = ServerDocument {
            code_challenge_methods: servers::List::Of(servers::CodeChallengeMethods::S256),
            response_types: servers::List::Of(servers::ResponseTypes::Code),
            auth_methods: servers::List::Of(servers::AuthMethods::None),
            grant_types: servers::List::Of(servers::GrantTypes::WithRefresh),
            ..server.clone()
        };
    }
}
