//! Words for what a scenario holds, counted in reports so that a user sees what was tried.

use crate::declaration::Layer;

use super::document::{Listed, Style};
use super::scopes::{Spelled, any_illegal, distinct, tokens};
use super::user::{ConfigValue, Position, Setting};
use super::visit::Role;
use super::{Entry, Scenario};
use crate::vocabulary::words;

words! {
    /// A class of scenarios.
    Label, "label" {
        /// A calling program.
        Call = "call",
        /// `--scopes`.
        Flag = "flag",
        /// `--scopes` more than once.
        FlagRepeated = "flag-repeated",
        /// An option before the server's name.
        OptionBeforeName = "option-before-name",
        /// `-c` for the scopes.
        Override = "override",
        /// More than one override for the scopes.
        OverrideRepeated = "override-repeated",
        /// An override of another key.
        OverrideElsewhere = "override-of-another-key",
        /// A bare override value.
        BareOverride = "bare-override",
        /// A variable that holds scopes.
        Environment = "environment",
        /// Config file scopes.
        ConfigFile = "config-file",
        /// A server name that needs quotes.
        QuotedName = "quoted-server-name",
        /// A challenge with scope.
        Challenge = "challenge",
        /// Several challenges.
        SeveralChallenges = "several-challenges",
        /// Several fields.
        SeveralFields = "several-fields",
        /// A parameter that looks like a scope.
        Trap = "trap-text",
        /// A document with scopes.
        ResourceMetadata = "resource-metadata",
        /// A hint that does not count.
        HintIgnored = "hint-of-wrong-type",
        /// A server list with `offline_access`.
        OfflineAccess = "offline-access-listed",
        /// Oddly written documents.
        OddDocument = "oddly-written-document",
        /// A document that may not be used.
        UnusableDocument = "unusable-document",
        /// A token twice.
        RepeatedToken = "repeated-token",
        /// Tokens that differ in case only.
        CasePair = "tokens-differing-in-case",
        /// Separators where none belong.
        Untidy = "untidy-separators",
        /// A character outside the alphabet.
        IllegalToken = "illegal-token",
        /// A URL as scope.
        UrlToken = "url-as-token",
        /// No layer supplies a token.
        NoScope = "nothing-supplied",
        /// Two or more layers supply.
        SeveralLayers = "several-layers",
        /// Earlier scopes.
        StepUp = "step-up",
        /// Redirect URIs that may not be registered.
        BadRedirect = "unusable-redirect",
        /// Further client metadata.
        ClientMetadata = "further-client-metadata",
        /// Damaged texts.
        Corruption = "damaged-text",
    }
}

impl Scenario {
    /// The classes that this scenario belongs to.
    pub fn labels(&self) -> Vec<Label> {
        let texts = self.texts();
        let flags = self.flags();
        let of_user = self.of_user();
        let settings = self.settings();
        let of_scopes = |setting: &&&Setting| matches!(setting, Setting::Scopes(_));
        let overrides = settings.iter().filter(of_scopes).count();
        let line = self.command_line();
        let style = |style: &Style| *style != Style::default();
        let resource = self.resource.as_ref();
        let server = self.server.as_ref();
        let challenged = !self.challenge.scopes().is_empty();
        let listed = resource.is_some_and(|part| !part.scopes.scopes().is_empty());
        let gives = |layer| {
            let value: Option<&ConfigValue> = of_user.get(&layer);
            value.is_some_and(|value| !value.texts().is_empty())
        };
        let layers = of_user.keys().filter(|layer| gives(**layer)).count()
            + usize::from(challenged)
            + usize::from(listed);
        let fields = self
            .challenge
            .items
            .iter()
            .skip(1)
            .filter(|(starts, _)| *starts);
        let ignored = |listed: &Listed| {
            matches!(
                listed,
                Listed::WithNumber(_) | Listed::OneString(_) | Listed::Object
            )
        };
        let holds = |label| match label {
            Label::Call => matches!(self.entry, Entry::Call(_)),
            Label::Flag => !flags.is_empty(),
            Label::FlagRepeated => flags.len() > 1,
            Label::OptionBeforeName => line.is_some_and(|line| {
                let mut options = line.options.iter();
                options.any(|option| option.position != Position::AfterName)
            }),
            Label::Override => overrides > 0,
            Label::OverrideRepeated => overrides > 1,
            Label::OverrideElsewhere => settings.len() > overrides,
            Label::BareOverride => settings
                .iter()
                .any(|setting| matches!(setting, Setting::Scopes(ConfigValue::Bare(_)))),
            Label::Environment => gives(Layer::Environment),
            Label::ConfigFile => gives(Layer::ConfigFile),
            Label::QuotedName => {
                line.is_some_and(|line| line.server_name().contains(['.', '"', ' ']))
            }
            Label::Challenge => challenged,
            Label::SeveralChallenges => self.challenge.items.len() > 1,
            Label::SeveralFields => fields.clone().next().is_some(),
            Label::Trap => self
                .challenge
                .bearers()
                .any(|bearer| !bearer.traps.is_empty()),
            Label::ResourceMetadata => listed,
            Label::HintIgnored => {
                resource.is_some_and(|part| ignored(&part.scopes))
                    || server.is_some_and(|part| ignored(&part.scopes))
            }
            Label::OfflineAccess => server.is_some_and(|part| part.offers_offline_access()),
            Label::OddDocument => {
                resource.is_some_and(|part| style(&part.style))
                    || server.is_some_and(|part| style(&part.style))
            }
            Label::UnusableDocument => {
                resource.is_some_and(|part| part.is_unusable() || part.names_no_server())
                    || server.is_some_and(|part| part.is_unusable())
            }
            Label::RepeatedToken => texts.iter().any(|texts| {
                tokens(texts).filter(|token| token.legal).count() > distinct(texts).len()
            }),
            Label::CasePair => texts.iter().any(|texts| has_case_pair(&distinct(texts))),
            Label::Untidy => texts.iter().flatten().any(Spelled::is_untidy),
            Label::IllegalToken => texts.iter().any(|texts| any_illegal(texts)),
            Label::UrlToken => texts
                .iter()
                .any(|texts| tokens(texts).any(|token| token.text.contains("://"))),
            Label::NoScope => self.every_source().is_empty(),
            Label::SeveralLayers => layers > 1,
            Label::StepUp => self.client.previous.is_some(),
            Label::BadRedirect => self.client.redirects.application_type().is_none(),
            Label::ClientMetadata => !self.client.metadata.members().is_empty(),
            Label::Corruption => self.corruption.is_some(),
        };
        Label::ALL
            .iter()
            .copied()
            .filter(|label| holds(*label))
            .collect()
    }

    /// The texts of every layer that holds tokens; what overrides replace does not count.
    fn texts(&self) -> Vec<Vec<Spelled>> {
        let of_user = self.of_user().into_values();
        let of_user = of_user.map(|value| value.texts().to_vec());
        let of_servers = self.places().into_iter().filter_map(|(role, texts)| {
            let of_server = matches!(role, Role::Supplied(layer) if !layer.is_of_user());
            of_server.then(|| texts.to_vec())
        });
        of_user.chain(of_servers).collect()
    }
}

/// Whether two of `tokens` differ in letter case only.
pub fn has_case_pair(tokens: &[String]) -> bool {
    tokens.iter().enumerate().any(|(index, token)| {
        tokens[index + 1..]
            .iter()
            .any(|other| token.eq_ignore_ascii_case(other))
    })
}
