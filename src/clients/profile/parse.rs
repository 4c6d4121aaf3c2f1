//! Reading a profile: its form, and whether its parts fit together.

use crate::declaration::{Declaration, Layer};
use crate::properties::tokens::is_token;

use super::template::{self, Format};
use super::{Channel, Profile, SCHEMA};

/// Returns the message as an error unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        if !$holds {
            return Err(format!($($message)+));
        }
    };
}

impl Profile {
    /// Reads a profile and checks that it fits together.
    ///
    /// # Errors
    /// The text is not TOML, not of the documented form, or contradicts itself: what is wrong, and where.
    pub fn parse(text: &str) -> Result<Profile, String> {
        let profile: Profile = toml::from_str(text).map_err(|error| error.to_string())?;
        profile.check()?;
        Ok(profile)
    }

    /// What is wrong, naming the key and what to do.
    fn check(&self) -> Result<(), String> {
        let (schema, name) = (self.schema, &self.name);
        ensure!(
            schema == SCHEMA,
            "schema = {schema}: this program reads schema {SCHEMA}"
        );
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        ensure!(
            !name.is_empty() && name.chars().all(plain),
            "name = {name:?}: a name has lower-case letters, digits and hyphens"
        );
        let declared = self.declaration();
        for (layer, channel) in &self.layers {
            ensure!(
                layer.is_of_user(),
                "[layers.{layer}]: servers supply it, no user"
            );
            ensure!(
                declared.reads(*layer),
                "the table of the layer {layer} is there, but policy.precedence does not name it"
            );
            self.check_channel(*layer, channel)?;
        }
        for (index, layer) in declared.layers.iter().enumerate() {
            ensure!(
                !layer.is_of_user() || self.layers.contains_key(layer),
                "policy.precedence names the layer {layer}, which has no table in [layers]"
            );
            ensure!(
                !declared.layers[..index].contains(layer),
                "policy.precedence names {layer} twice"
            );
        }
        check_policy(&declared)?;
        self.check_placeholders()
    }

    fn check_channel(&self, layer: Layer, channel: &Channel) -> Result<(), String> {
        let Channel {
            spellings,
            positions,
            text,
            ..
        } = channel;
        let ways = [
            !spellings.is_empty(),
            text.is_some(),
            !channel.environment.is_empty(),
        ];
        ensure!(
            ways.iter().filter(|used| **used).count() == 1,
            "layer {layer}: give one of spellings, text and environment"
        );
        let words = self.program.arguments.len();
        if let Some(position) = positions.iter().find(|one| **one > words) {
            return Err(format!(
                "layer {layer}: position {position} is past the end: the program has {words} arguments"
            ));
        }
        ensure!(
            spellings.is_empty() || !positions.is_empty(),
            "layer {layer}: spellings need positions"
        );
        let holds = |words: &Vec<String>| words.iter().any(|word| word.contains("{scopes}"));
        ensure!(
            spellings.iter().all(holds),
            "layer {layer}: every spelling holds {{scopes}}"
        );
        if let Some(text) = text {
            ensure!(
                text.contains("{scopes}"),
                "layer {layer}: its text holds {{scopes}}"
            );
            let mut files = self.files.iter();
            ensure!(
                files.any(|file| file.text.contains("{file_scopes}")),
                "layer {layer}: no file holds {{file_scopes}}"
            );
        }
        ensure!(
            channel.format != Format::Each || !spellings.is_empty(),
            "layer {layer}: the format each is for arguments"
        );
        Ok(())
    }

    /// A misspelled placeholder would be handed to the program as it is.
    fn check_placeholders(&self) -> Result<(), String> {
        let channels = Layer::ALL.iter().filter_map(|layer| self.channel(*layer));
        let in_channels = channels.flat_map(|channel| {
            let words = channel.spellings.iter().chain(&channel.unrelated).flatten();
            words
                .chain(&channel.text)
                .chain(channel.environment.values())
        });
        let texts = std::iter::once(&self.program.command)
            .chain(&self.program.arguments)
            .chain(self.environment.values())
            .chain(self.files.iter().flat_map(|file| [&file.path, &file.text]))
            .chain(self.setup.iter().flat_map(|setup| &setup.arguments))
            .chain(in_channels);
        match texts.into_iter().find_map(|text| template::unknown(text)) {
            Some(name) => Err(format!(
                "{{{name}}} is no placeholder; there are {}",
                template::PLACEHOLDERS.join(", ")
            )),
            None => Ok(()),
        }
    }
}

/// Only what a conforming client could have too is worth declaring.
fn check_policy(declared: &Declaration) -> Result<(), String> {
    for layer in &declared.policy.unites {
        ensure!(
            !layer.is_of_user() && declared.reads(*layer),
            "policy.unites names the layer {layer}: name challenge or resource-metadata, and name it in \
             policy.precedence too"
        );
    }
    let defaults = &declared.policy.default_scopes;
    for (index, token) in defaults.iter().enumerate() {
        ensure!(
            is_token(token) && !defaults[..index].contains(token),
            "policy.default_scopes: {token:?} is no scope token, or stands there twice; name each \
             scope once, without spaces"
        );
    }
    Ok(())
}
