//! Reading a profile: its form, and whether its parts fit together.

use std::fmt;

use crate::declaration::{Declaration, Layer};
use crate::properties::scope::is_token;

use super::template::{self, Format};
use super::{Channel, File, Profile, SCHEMA};

/// Why a text is no profile.
#[derive(Debug)]
pub enum ProfileError {
    /// Not TOML, or not of the documented form; the text says where.
    Form(toml::de::Error),
    /// Of the form, but it contradicts itself.
    Content(String),
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileError::Form(error) => write!(f, "{error}"),
            ProfileError::Content(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for ProfileError {}

impl Profile {
    /// Reads a profile and checks that it fits together.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        let profile: Profile = toml::from_str(text).map_err(ProfileError::Form)?;
        profile.check().map_err(ProfileError::Content)?;
        Ok(profile)
    }

    /// What is wrong, naming the key and what to do.
    fn check(&self) -> Result<(), String> {
        if self.schema != SCHEMA {
            return Err(format!(
                "schema = {}: this program reads schema {SCHEMA}",
                self.schema
            ));
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err(format!(
                "name = {:?}: a name has lower-case letters, digits and hyphens",
                self.name
            ));
        }
        let declared = self.declaration();
        if let Some(layer) = self.layers.keys().find(|layer| !layer.is_of_user()) {
            return Err(format!("[layers.{layer}]: servers supply it, no user"));
        }
        for layer in Layer::ALL.iter().copied().filter(|one| one.is_of_user()) {
            match (self.channel(layer), declared.reads(layer)) {
                (Some(channel), true) => self.check_channel(layer, channel)?,
                (Some(_), false) => {
                    return Err(format!(
                        "the table of the layer {} is there, but policy.precedence does not name it",
                        layer.name()
                    ));
                }
                (None, true) => {
                    return Err(format!(
                        "policy.precedence names the layer {}, which has no table in [layers]",
                        layer.name()
                    ));
                }
                (None, false) => {}
            }
        }
        let mut seen = Vec::new();
        for layer in &declared.layers {
            if seen.contains(layer) {
                return Err(format!("policy.precedence names {} twice", layer.name()));
            }
            seen.push(*layer);
        }
        check_policy(&declared)?;
        self.check_placeholders()
    }

    fn check_channel(&self, layer: Layer, channel: &Channel) -> Result<(), String> {
        let wrong = |text: String| Err(format!("layer {}: {text}", layer.name()));
        let ways = [
            !channel.spellings.is_empty(),
            channel.text.is_some(),
            !channel.environment.is_empty(),
        ];
        if ways.iter().filter(|used| **used).count() != 1 {
            return wrong("give one of spellings, text and environment".to_owned());
        }
        let words = self.program.arguments.len();
        if let Some(position) = channel.positions.iter().find(|one| **one > words) {
            return wrong(format!(
                "position {position} is past the end: the program has {words} arguments"
            ));
        }
        if !channel.spellings.is_empty() && channel.positions.is_empty() {
            return wrong("spellings need positions".to_owned());
        }
        let holds = |words: &Vec<String>| words.iter().any(|word| word.contains("{scopes}"));
        if !channel.spellings.iter().all(holds) {
            return wrong("every spelling holds {scopes}".to_owned());
        }
        if channel
            .text
            .as_ref()
            .is_some_and(|text| !text.contains("{scopes}"))
        {
            return wrong("its text holds {scopes}".to_owned());
        }
        let file = |file: &File| file.text.contains("{file_scopes}");
        if channel.text.is_some() && !self.files.iter().any(file) {
            return wrong("no file holds {file_scopes}".to_owned());
        }
        if channel.format == Format::Each && channel.spellings.is_empty() {
            return wrong("the format each is for arguments".to_owned());
        }
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
        if layer.is_of_user() || !declared.reads(*layer) {
            return Err(format!(
                "policy.unites names the layer {}: name challenge or resource-metadata, and name it in \
                 policy.precedence too",
                layer.name()
            ));
        }
    }
    let defaults = &declared.policy.default_scopes;
    for (index, token) in defaults.iter().enumerate() {
        if !is_token(token) || defaults[..index].contains(token) {
            return Err(format!(
                "policy.default_scopes: {token:?} is no scope token, or stands there twice; name each \
                 scope once, without spaces"
            ));
        }
    }
    Ok(())
}
