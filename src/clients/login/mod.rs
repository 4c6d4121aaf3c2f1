//! One login on the wire: a scenario that the program can be put through, and the shape of its
//! servers.

pub mod covering_array;
pub mod handpicked;
pub mod shrink;

use serde::{Deserialize, Serialize};

use crate::declaration::{Declaration, Layer};
use crate::scenario::challenge::MetadataUrl;
use crate::scenario::choices::choices;
use crate::scenario::deployment::DeploymentName;
use crate::scenario::document::Style;
use crate::scenario::json::parts;
use crate::scenario::scopes::Spelled;
use crate::scenario::servers::{AuthMethods, CodeChallengeMethods, GrantTypes, List};
use crate::scenario::servers::{ResponseTypes, ServerDocument};
use crate::scenario::user::{CommandOption, ConfigFile, ConfigValue, ServerName, Setting};
use crate::scenario::visit::{Role, TextsMut};
use crate::scenario::{Entry, Scenario};

use crate::clients::profile::Profile;
use crate::clients::profile::template::Format;

parts! {
    /// A scenario and how the servers are built that play it.
    pub struct Login {
        /// What is meant, at one of the loopback deployments.
        pub scenario: Scenario,
        /// How it is served.
        pub shape: Shape,
        /// Why it is run.
        pub tag: LoginTag,
    }
}

/// Why a login is run. A tag is no part of what the program or a server gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoginTag {
    /// Nobody supplies scopes.
    #[default]
    Silent,
    /// One layer supplies scopes, in the plainest way, and nothing else does.
    AloneIn(Layer),
    /// The authorization server lists scopes, and nothing else does.
    CatalogueAlone,
    /// Several sources supply scopes, one of them this one.
    Against(Layer),
    /// One layer repeats a token, is written untidily or is empty.
    OddlyWritten(Layer),
    /// The server refuses registrations without scope.
    Strict(Layer),
    /// A challenge of a kind that is misread in the field.
    Misread(Layer),
    /// Two choices of the covering array meet.
    Pair,
    /// It is random, and has this number.
    Random(u32),
}

parts! {
    /// Where documents lie, and how strict registration is. Nothing of it changes what is right.
    #[derive(Copy, Hash)]
    pub struct Shape {
        /// The protected resource metadata lies at the root, not below the path of the MCP server.
        pub resource_at_root: bool,
        /// Where the authorization server metadata lie.
        pub server_at: ServerMetadataAt,
        /// A registration without scope is refused, as by the server of the seed bug.
        pub strict: bool,
    }
}

choices! {
    /// The URL at which the authorization server metadata lie (MCP-09).
    ServerMetadataAt {
        /// That of RFC 8414.
        OAuth,
        /// That of OpenID Connect, put in before the issuer's path.
        OpenIdInserted,
        /// That of OpenID Connect, after the issuer's path. Without a path it is as for OAuth.
        OpenIdAppended,
    }
}

impl From<Scenario> for Login {
    fn from(scenario: Scenario) -> Self {
        Login {
            scenario,
            ..Login::default()
        }
    }
}

impl Login {
    /// The random login of that number, which also decides how it is served.
    pub fn random(number: u32, scenario: Scenario) -> Login {
        let other_place = number % 5 == 4;
        Login {
            shape: Shape {
                strict: number % 8 == 7,
                server_at: ServerMetadataAt::default().after(usize::from(other_place)),
                resource_at_root: number % 7 == 6,
            },
            scenario,
            tag: LoginTag::Random(number),
        }
    }

    /// The same with another reason to be run.
    pub fn tagged(mut self, tag: LoginTag) -> Login {
        self.tag = tag;
        self
    }

    /// The login as the program can be put through it: what it cannot be given, or what no program
    /// can be expected to cope with, is left out.
    pub fn adapted(mut self, profile: &Profile, declaration: &Declaration) -> Login {
        self.scenario = self.scenario.restricted_to(declaration);
        let scenario = &mut self.scenario;
        scenario.deployment = scenario.deployment.on_loopback();
        scenario.corruption = None;
        scenario.client = Default::default();
        if scenario.resource.is_none() {
            // Nothing but the MCP server's own URL leads to the authorization server then.
            scenario.deployment = DeploymentName::LoopbackSameOrigin;
            self.shape.server_at = ServerMetadataAt::default();
        }
        let usable = scenario.resource.as_ref().map(|_| MetadataUrl::Usable);
        for bearer in scenario.challenge.bearers_mut() {
            bearer.resource_metadata = bearer.resource_metadata.filter(|url| Some(*url) == usable);
        }
        if let Some(resource) = &mut scenario.resource {
            resource.style.byte_order_mark = false;
        }
        let server = scenario.server.get_or_insert_default();
        complete(server);
        server.openid = self.shape.server_at != ServerMetadataAt::OAuth;
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
    if let Entry::CommandLine(line, file) = &mut scenario.entry {
        line.server = ServerName::default();
        line.terminated = false;
        let channel = profile.channel(Layer::Override);
        let takes_others = channel.is_some_and(|channel| !channel.unrelated.is_empty());
        line.options.retain_mut(|placed| {
            let CommandOption::Override { sets, .. } = &mut placed.option else {
                return true;
            };
            if let Setting::Server(Some(value)) = sets {
                *sets = Setting::Scopes(value.clone());
            }
            match sets {
                Setting::Scopes(value) => {
                    as_list(value, format(Layer::Override));
                    !matches!(value, ConfigValue::WrongType(_))
                }
                Setting::Server(_) | Setting::Broken => false,
                Setting::Resource | Setting::OtherServer(_) | Setting::Unrelated => takes_others,
            }
        });
        if let Some(file) = file {
            let scopes = file.scopes.take();
            let scopes = scopes.filter(|value| !matches!(value, ConfigValue::WrongType(_)));
            *file = ConfigFile {
                scopes,
                ..ConfigFile::default()
            };
            if let Some(value) = &mut file.scopes {
                as_list(value, format(Layer::ConfigFile));
            }
        }
    }
    // A comma within a token would end it, where commas stand between tokens.
    for (role, texts) in scenario.places_mut() {
        let Role::Supplied(layer) = role else {
            continue;
        };
        if layer.is_of_user() && format(layer) == Some(Format::Comma) {
            let texts = match texts {
                TextsMut::Many(texts) => texts.as_mut_slice(),
                TextsMut::One(text) => std::slice::from_mut(text),
            };
            for text in texts {
                text.tokens.retain(|(_, token)| !token.text.contains(','));
            }
        }
    }
}

/// A list: of one token each where the program wants a list, else of the texts as they are.
fn as_list(value: &mut ConfigValue, format: Option<Format>) {
    let Some(format) = format else {
        return;
    };
    let mut texts = value.texts().to_vec();
    if format.is_list() && !matches!(value, ConfigValue::List(_)) {
        let tokens = texts.into_iter().flat_map(|text| text.tokens);
        texts = tokens.map(|(_, token)| Spelled::one(token)).collect();
    }
    *value = ConfigValue::List(texts);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::harness::{self, DEFAULT_SEED};
    use crate::scenario::compose;

    use super::*;

    /// Read again from what is written.
    fn again(login: &Login) -> Login {
        serde_json::from_value(serde_json::to_value(login).unwrap()).unwrap()
    }

    #[test]
    fn a_login_is_the_same_after_it_was_written_down() {
        for number in 0..600 {
            let scenario = harness::scenario(DEFAULT_SEED, number, None);
            let login = Login::random(number, scenario);
            assert_eq!(again(&login), login);
        }
        for layer in Layer::ALL {
            let login = Login::default().tagged(LoginTag::AloneIn(*layer));
            assert_eq!(again(&login), login);
        }
    }

    #[test]
    fn a_login_that_is_adapted_is_the_same_when_adapted_again() {
        for name in ["codex", "mcp-remote", "python-sdk"] {
            let file = format!("{}/clients/{name}.toml", env!("CARGO_MANIFEST_DIR"));
            let profile = Profile::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
            let declaration = profile.declaration();
            let random = (0..300).map(|number| {
                let scenario = harness::scenario(DEFAULT_SEED, number, None);
                Login::random(number, scenario).adapted(&profile, &declaration)
            });
            for login in handpicked::covering_set(&profile).into_iter().chain(random) {
                let again = again(&login).adapted(&profile, &declaration);
                assert_eq!(again, login, "{name}");
            }
        }
    }

    #[test]
    fn a_plain_login_is_short() {
        let login = Login::from(compose::login().call(["a"]));
        let tokens = json!({"tokens": [["plain", {"text": "a", "legal": true}]]});
        assert_eq!(
            serde_json::to_value(&login).unwrap()["scenario"]["entry"],
            json!({"call": [tokens]})
        );
        assert_eq!(serde_json::to_value(Login::default()).unwrap(), json!({}));
    }

    #[test]
    fn what_no_login_has_is_refused() {
        for unknown in [
            json!({"x": 1}),
            json!({"scenario": {"x": 1}}),
            json!({"scenario": {"client": {"x": 1}}}),
            json!({"scenario": {"challenge": {"items": [[true, {"bearer": {"x": 1}}]]}}}),
            json!({"scenario": {"deployment": "x"}}),
            json!({"shape": {"x": 1}}),
        ] {
            assert!(
                serde_json::from_value::<Login>(unknown.clone()).is_err(),
                "{unknown}"
            );
        }
    }
}
