//! Composing scenarios by words that read like the case:
//! `login().flag(["a", "b"]).challenge(["w"])`.

use crate::declaration::Layer;

use super::challenge::{Bearer, ChallengePart, Item, ScopeParameter};
use super::client::ClientPart;
use super::deployment::DeploymentName;
use super::document::Listed;
use super::environment::Environment;
use super::scopes::{Spelled, Token};
use super::servers::{ResourceDocument, ServerDocument};
use super::user::{CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting};
use super::{Entry, Scenario};

/// A login of a user at servers that say nothing about scopes.
pub fn login() -> Scenario {
    let scenario = Scenario::default();
    scenario.resource(|_| {}).server(|_| {})
}

/// What scopes can be given as: tokens, each in a text of its own, or texts in their spelling.
pub trait Scopes: Sized {
    /// The texts.
    fn texts(self) -> Vec<Spelled>;

    /// All in one text.
    fn text(self) -> Spelled {
        Spelled::joined(self.texts())
    }

    /// As a value of a config file or an override.
    fn value(self) -> ConfigValue {
        ConfigValue::List(self.texts())
    }

    /// As a list in a metadata document.
    fn listed(self) -> Listed {
        Listed::Texts(self.texts())
    }
}

impl<const N: usize> Scopes for [&str; N] {
    fn texts(self) -> Vec<Spelled> {
        self.map(|token| Spelled::one(Token::legal(token))).into()
    }
}

impl Scopes for &[String] {
    fn texts(self) -> Vec<Spelled> {
        let text = |token: &String| Spelled::one(Token::legal(token));
        self.iter().map(text).collect()
    }
}

impl Scopes for Vec<Spelled> {
    fn texts(self) -> Vec<Spelled> {
        self
    }
}

impl Scopes for Spelled {
    fn texts(self) -> Vec<Spelled> {
        vec![self]
    }
}

impl Scopes for ConfigValue {
    fn texts(self) -> Vec<Spelled> {
        ConfigValue::texts(&self).to_vec()
    }

    fn value(self) -> ConfigValue {
        self
    }
}

impl Scopes for Listed {
    fn texts(self) -> Vec<Spelled> {
        match self {
            Listed::Texts(texts) => texts,
            _ => Vec::new(),
        }
    }

    fn listed(self) -> Listed {
        self
    }
}

impl Scenario {
    /// The login happens at this deployment.
    pub fn at(mut self, deployment: DeploymentName) -> Self {
        self.deployment = deployment;
        self
    }

    /// A program calls a library with these scopes.
    pub fn call(mut self, scopes: impl Scopes) -> Self {
        self.entry = Entry::Call(Some(scopes.texts()));
        self
    }

    /// The command line has this `--scopes` and no other.
    pub fn flag(mut self, scopes: impl Scopes) -> Self {
        let options = &mut self.by_user().0.options;
        options.retain(|placed| !placed.option.is_flag());
        self.option(CommandOption::from(scopes.text()))
    }

    /// The command line ends in an override of the server's scopes.
    pub fn config_override(self, scopes: impl Scopes) -> Self {
        self.sets(Setting::Scopes(scopes.value()))
    }

    /// The command line ends in an override that sets this.
    pub fn sets(self, setting: Setting) -> Self {
        self.option(CommandOption::from(setting))
    }

    /// The command line ends in this option, and is a user's.
    pub fn option(mut self, option: impl Into<Placed>) -> Self {
        self.by_user().0.options.push(option.into());
        self
    }

    /// The configured environment variable holds these scopes.
    pub fn environment(mut self, scopes: impl Scopes) -> Self {
        self.environment.value = Some(scopes.text());
        self
    }

    /// The config file gives the server these scopes.
    pub fn config_file(self, scopes: impl Scopes) -> Self {
        self.file(|file| file.scopes = Some(scopes.value()))
    }

    /// There is a config file, changed like this.
    pub fn file(mut self, change: impl FnOnce(&mut ConfigFile)) -> Self {
        change(self.by_user().1.get_or_insert_default());
        self
    }

    /// A user starts it, without options and variables; the config file stays.
    pub fn without_options(mut self) -> Self {
        let file = self.by_user().1.take();
        let mut cleared = self.without_user_scopes();
        *cleared.by_user().1 = file;
        cleared
    }

    /// A user starts it, and no layer of a user supplies anything.
    ///
    /// Every field is named, so that the compiler asks what becomes of a new layer.
    pub fn without_user_scopes(mut self) -> Self {
        let (line, file) = self.by_user();
        let CommandLine {
            options,
            server: _,
            terminated: _,
        } = line;
        options.clear();
        *file = None;
        let Scenario {
            environment,
            entry: _,
            deployment: _,
            challenge: _,
            resource: _,
            server: _,
            client: _,
            corruption: _,
        } = &mut self;
        *environment = Environment::default();
        self
    }

    /// Nothing but one Bearer challenge asks for these scopes, in the plainest way.
    pub fn challenge(self, scopes: impl Scopes) -> Self {
        self.bearers([Bearer::from(ScopeParameter::from(scopes.text()))])
    }

    /// These Bearer challenges, each in a field of its own, are all that is asked.
    pub fn bearers<const N: usize>(self, bearers: [Bearer; N]) -> Self {
        self.challenges(ChallengePart::from(bearers.map(Item::Bearer).to_vec()))
    }

    /// The challenges are these.
    pub fn challenges(mut self, challenge: ChallengePart) -> Self {
        self.challenge = challenge;
        self
    }

    /// The protected resource metadata list these scopes.
    pub fn resource_metadata(self, scopes: impl Scopes) -> Self {
        self.resource(|resource| resource.scopes = scopes.listed())
    }

    /// There are protected resource metadata, changed like this.
    pub fn resource(mut self, change: impl FnOnce(&mut ResourceDocument)) -> Self {
        change(self.resource.get_or_insert_default());
        self
    }

    /// The authorization server metadata list these scopes.
    pub fn catalogue(self, scopes: impl Scopes) -> Self {
        self.server(|server| server.scopes = scopes.listed())
    }

    /// There are authorization server metadata, changed like this.
    pub fn server(mut self, change: impl FnOnce(&mut ServerDocument)) -> Self {
        change(self.server.get_or_insert_default());
        self
    }

    /// The client is set up like this.
    pub fn client(mut self, change: impl FnOnce(&mut ClientPart)) -> Self {
        change(&mut self.client);
        self
    }

    /// These scopes were granted before.
    pub fn previous(self, scopes: impl Scopes) -> Self {
        self.client(|client| client.previous = Some(scopes.texts()))
    }

    /// That layer supplies the scopes; if it is one of a user, no other of a user does.
    pub fn supplied_by(self, layer: Layer, scopes: impl Scopes) -> Self {
        match layer {
            Layer::Call => self.bare_user().call(scopes),
            Layer::Flag => self.bare_user().flag(scopes),
            Layer::Override => self.bare_user().config_override(scopes),
            Layer::Environment => self.bare_user().environment(scopes),
            Layer::ConfigFile => self.bare_user().config_file(scopes),
            Layer::Challenge => self.challenge(scopes),
            Layer::ResourceMetadata => self.resource_metadata(scopes),
        }
    }

    /// A user starts it, with nothing on the command line but the server's name, and no variables.
    fn bare_user(self) -> Self {
        let mut bare = self.without_user_scopes();
        bare.by_user().0.terminated = false;
        bare
    }

    /// Command line and config file, after the login was made one of a user.
    fn by_user(&mut self) -> (&mut CommandLine, &mut Option<ConfigFile>) {
        if matches!(self.entry, Entry::Call(_)) {
            self.entry = Entry::default();
        }
        match &mut self.entry {
            Entry::CommandLine(line, file) => (line, file),
            Entry::Call(_) => unreachable!("replaced above"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::visit::Role;

    #[test]
    fn words_say_what_the_case_holds() {
        let case = login()
            .config_file(["f"])
            .environment(["e", "n"])
            .config_override(["o", "p"])
            .flag(["a", "b"])
            .challenge(["w1", "w2"])
            .resource_metadata(["r"])
            .catalogue(["s"])
            .previous(["before"])
            .case();
        assert_eq!(
            case.arguments[3..],
            [
                "-c",
                "mcp_servers.s.scopes=[\"o\", \"p\"]",
                "--scopes",
                "a,b"
            ]
        );
        assert_eq!(case.scopes_from_environment(), Some("e,n"));
        assert!(case.config_file.unwrap().contains("scopes = [\"f\"]"));
        assert_eq!(case.challenge[0].0, b"Bearer scope=\"w1 w2\"");
        assert_eq!(case.previous_scopes.unwrap(), ["before"]);
        let text = |document: Option<crate::case::Bytes>| String::from_utf8(document.unwrap().0);
        let resource = text(case.resource_metadata).unwrap();
        assert!(resource.contains("\"scopes_supported\":[\"r\"]"));
        let server = text(case.server_metadata).unwrap();
        assert!(server.contains("\"scopes_supported\":[\"s\"]"));
    }

    #[test]
    fn every_word_for_scopes_fills_a_place_that_is_visited() {
        for layer in Layer::ALL {
            let mut scenario = login().supplied_by(*layer, ["a"]);
            let places = scenario.places();
            let expected = (Role::Supplied(*layer), ["a"].texts());
            assert_eq!(places, [(expected.0, &expected.1[..])]);
            assert_eq!(scenario.places_mut().len(), 1);
        }
        let other = Setting::OtherServer(["o"].value());
        let scenario = login().sets(other).catalogue(["c"]).previous(["p"]);
        let roles: Vec<Role> = scenario.places().iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, [Role::Elsewhere, Role::Catalogue, Role::Previous]);
    }
}
