//! One login on the wire: a scenario that the program can be put through, and the shape of its
//! servers.

pub mod covering_array;
pub mod handpicked;
pub mod shrink;

use crate::declaration::{Declaration, Layer};
use crate::scenario::challenge::{Item, MetadataUrl};
use crate::scenario::deployment::FIRST_LOOPBACK;
use crate::scenario::document::Style;
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{AuthMethods, CodeChallengeMethods, GrantTypes, List};
use crate::scenario::servers::{ResponseTypes, ServerDocument};
use crate::scenario::user::{CommandOption, ConfigValue, Setting};
use crate::scenario::{Entry, Scenario};

use crate::clients::profile::Profile;
use crate::clients::profile::template::Format;

/// A scenario and how the servers are built that play it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Login {
    /// What is meant, at one of the loopback deployments.
    pub scenario: Scenario,
    /// How it is served.
    pub shape: Shape,
}

/// Where documents lie, and how strict registration is. Nothing of it changes what is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Shape {
    /// The protected resource metadata lies at the root, not below the path of the MCP server.
    pub resource_at_root: bool,
    /// Number of the URL at which the authorization server metadata lies.
    pub server_at: u8,
    /// A registration without scope is refused, as by the server of the seed bug.
    pub strict: bool,
}

/// The number of the loopback deployment whose MCP server is its own authorization server.
const SAME_ORIGIN: u8 = FIRST_LOOPBACK + 2;

impl Login {
    /// The login as the program can be put through it: what it cannot be given, or what no program
    /// can be expected to cope with, is left out.
    pub fn adapted(mut self, profile: &Profile, declaration: &Declaration) -> Login {
        self.scenario = self.scenario.restricted_to(declaration);
        let scenario = &mut self.scenario;
        if scenario.deployment < FIRST_LOOPBACK {
            scenario.deployment += FIRST_LOOPBACK;
        }
        scenario.corruption = None;
        scenario.client = Default::default();
        for (_, item) in &mut scenario.challenge.items {
            if let Item::Bearer(bearer) = item
                && bearer.resource_metadata != Some(MetadataUrl::Usable)
            {
                bearer.resource_metadata = None;
            }
        }
        if scenario.resource.is_none() {
            // Nothing but the MCP server's own URL leads to the authorization server then.
            scenario.deployment = SAME_ORIGIN;
            self.shape.server_at = 0;
            for (_, item) in &mut scenario.challenge.items {
                if let Item::Bearer(bearer) = item {
                    bearer.resource_metadata = None;
                }
            }
        }
        if let Some(resource) = &mut scenario.resource {
            resource.style.byte_order_mark = false;
        }
        let server = scenario.server.get_or_insert_default();
        complete(server);
        adapt_user(scenario, profile);
        self
    }
}

/// Gives the document the members without which it describes no server that anybody could log in to.
pub fn complete(server: &mut ServerDocument) {
    server.response_types = List::Of(ResponseTypes::Code);
    server.grant_types = List::Of(GrantTypes::WithRefresh);
    server.auth_methods = List::Of(AuthMethods::None);
    server.code_challenge_methods = List::Of(CodeChallengeMethods::S256);
    server.metadata_documents = Default::default();
    server.endpoint = Default::default();
    // Readers may refuse a byte order mark (RFC 8259, section 8.1), and endpoints of a wrong type.
    server.style = Style {
        byte_order_mark: false,
        wrong_types: false,
        ..server.style.clone()
    };
}

fn adapt_user(scenario: &mut Scenario, profile: &Profile) {
    let format = |layer| profile.channel(layer).map(|channel| channel.format);
    match &mut scenario.entry {
        Entry::Call(Some(texts)) => {
            if let Some(format) = format(Layer::Call) {
                fit(texts, format);
            }
        }
        Entry::Call(None) => {}
        Entry::CommandLine(line, file) => {
            line.server = 0;
            line.terminated = false;
            for placed in &mut line.options {
                match &mut placed.option {
                    CommandOption::Scopes { value, .. } => {
                        if let Some(format) = format(Layer::Flag) {
                            fit(std::slice::from_mut(value), format);
                        }
                    }
                    CommandOption::Override { sets, .. } => {
                        if let Setting::Server(Some(value)) = sets {
                            *sets = Setting::Scopes(value.clone());
                        }
                        if let (Setting::Scopes(value), Some(format)) =
                            (sets, format(Layer::Override))
                        {
                            adapt_value(value, format);
                        }
                    }
                }
            }
            let unrelated = profile
                .channel(Layer::Override)
                .map_or(0, |channel| channel.unrelated.len());
            line.options.retain(|placed| match &placed.option {
                CommandOption::Override { sets, .. } => match sets {
                    Setting::Scopes(value) => !matches!(value, ConfigValue::WrongType(_)),
                    Setting::Server(_) | Setting::Broken => false,
                    Setting::Resource | Setting::OtherServer(_) | Setting::Unrelated => {
                        unrelated > 0
                    }
                },
                CommandOption::Scopes { .. } => true,
            });
            if let Some(file) = file {
                file.broken = false;
                file.command = false;
                file.unrelated = false;
                file.other_server = None;
                file.style = Default::default();
                if matches!(file.scopes, Some(ConfigValue::WrongType(_))) {
                    file.scopes = None;
                }
                if let (Some(value), Some(format)) = (&mut file.scopes, format(Layer::ConfigFile)) {
                    adapt_value(value, format);
                }
            }
        }
    }
}

/// A list where the program wants a list, one text where it wants one text.
fn adapt_value(value: &mut ConfigValue, format: Format) {
    let mut texts = value.texts().to_vec();
    if format.is_list() && matches!(value, ConfigValue::Text(_) | ConfigValue::Bare(_)) {
        let tokens = texts.iter().flat_map(|text| text.tokens.clone());
        texts = tokens.map(|(_, token)| Spelled::one(token)).collect();
    }
    fit(&mut texts, format);
    *value = ConfigValue::List(texts);
}

/// A comma within a token would end it, where commas stand between tokens.
fn fit(texts: &mut [Spelled], format: Format) {
    if format != Format::Comma {
        return;
    }
    for text in texts {
        text.tokens
            .retain(|(_, Token { text, .. })| !text.contains(','));
    }
}
